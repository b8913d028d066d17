import Foundation
import Testing

/// A Markdown page of this checkout: its commands, its headings and its links.
struct DocumentationPage: CustomTestStringConvertible, Sendable {
  /// The path below the checkout.
  let path: String
  let text: String

  var testDescription: String { path }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL

  /// Every page of the checkout.
  static let all: [DocumentationPage] = {
    let top = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    let paths = ["Sources", "experiments", "data"].flatMap { folder in
      ((try? FileManager.default.subpathsOfDirectory(atPath: root.path + "/" + folder)) ?? [])
        .map { folder + "/" + $0 }
    }
    return (top + paths).filter { $0.hasSuffix(".md") }.sorted().map { path in
      let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      return DocumentationPage(path: path, text: text ?? "")
    }
  }()

  /// A block of code.
  private struct Block {
    let language: Substring
    let text: String
    /// The file that it is, by the comment before it; nil without one.
    let file: String?
  }

  private var blocks: [Block] {
    var blocks: [Block] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    var previous: Substring = ""
    while let line = lines.popFirst() {
      if line.hasPrefix("```") {
        let content = lines.prefix { $0 != "```" }
        lines = lines.dropFirst(content.count + 1)
        blocks.append(
          Block(
            language: line.dropFirst(3), text: content.joined(separator: "\n"),
            file: previous.wholeMatch(of: /<!-- (.*) -->/).map { String($0.1) }))
      }
      previous = line
    }
    return blocks
  }

  /// The lines of the blocks of shell commands, continued lines joined. A block that is a file is a script, which another test
  /// runs as a whole.
  var commands: [String] {
    blocks.filter { $0.language == "sh" && $0.file == nil }.flatMap { block in
      block.text.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n").map(String.init)
    }.filter { !$0.hasPrefix("#") }
  }

  /// The blocks that are files, by the comment before each, such as `<!-- experiments/mine.jsonc -->`.
  var files: [(name: String, text: String)] {
    blocks.compactMap { block in block.file.map { ($0, block.text + "\n") } }
  }

  /// The text without its blocks of code.
  private var prose: String {
    var isCode = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if line.hasPrefix("```") {
        isCode.toggle()
        return false
      }
      return !isCode
    }.joined(separator: "\n")
  }

  /// The anchors that GitHub gives to the headings.
  var anchors: Set<String> {
    Set(
      prose.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
        let heading = line.drop { $0 == "#" }.dropFirst().lowercased()
        return String(
          heading.compactMap { character -> Character? in
            if character == " " { return "-" }
            return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
          })
      })
  }

  /// The targets of links and pictures inside the checkout: the file, relative to it, and the anchor. Nil for a file outside.
  var links: [(written: String, file: String?, anchor: String?)] {
    prose.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
      .filter { !$0.hasPrefix("http://") && !$0.hasPrefix("https://") }
      .map { written in
        let parts = written.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        let anchor = parts.count == 2 ? parts[1] : nil
        if parts[0].isEmpty { return (written, path, anchor) }
        let file = Self.root.appendingPathComponent(path).deletingLastPathComponent()
          .appendingPathComponent(parts[0]).standardizedFileURL.path
        let isInside = file.hasPrefix(Self.root.path + "/")
        return (written, isInside ? String(file.dropFirst(Self.root.path.count + 1)) : nil, anchor)
      }
  }
}
