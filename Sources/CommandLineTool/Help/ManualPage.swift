import Text

extension CommandNode {
  /// The manual page of the program, in the macros of man(7).
  /// - Parameters:
  ///   - version: of the program.
  ///   - sections: what follows the commands, such as the exit status: a title, and a label and text for each entry.
  public func manualPage(
    version: String, sections: [(title: String, entries: [(label: String, text: String)])]
  )
    -> String
  {
    var lines = [
      ".TH \(name.uppercased().roffQuoted) 1 \"\" \("\(name) \(version)".roffQuoted)",
      ".SH NAME", "\(name.roff) \\- \(abstract.withoutFullStop.roff)",
      ".SH SYNOPSIS", ".B \(name.roff)", "\\fIcommand\\fR [\\fIoptions\\fR] [\\fIarguments\\fR]",
      ".SH DESCRIPTION",
    ]
    lines += discussion.roffParagraphs
    lines.append(".SH COMMANDS")
    for (path, node) in allCommands where node.subcommands.isEmpty {
      lines.append(".SS \("\(name) \(path)".roffQuoted)")
      lines.append(node.usageElements(path: [name, path]).joined(separator: " ").roff)
      lines += [".PP", node.abstract.roff]
      if !node.discussion.isEmpty { lines += [".PP"] + node.discussion.roffParagraphs }
      for summary in [node.argument].compactMap(\.self) + node.options {
        lines += [".TP", "\\fB\(summary.label.roff)\\fR", summary.helpText.roff]
      }
    }
    lines += [".SH OPTIONS", "Every command takes these:"]
    for summary in Self.commonOptions { lines += [".TP", "\\fB\(summary.name.roff)\\fR", summary.help.roff] }
    for section in sections {
      lines.append(".SH \(section.title.roffQuoted)")
      for entry in section.entries { lines += [".TP", "\\fB\(entry.label.roff)\\fR", entry.text.roff] }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension String {
  fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }

  /// As running text: no backslash, dash or dot means anything to roff.
  fileprivate var roff: String {
    let escaped = reduce(into: "") { text, character in
      switch character {
      case "\\": text += "\\e"
      case "-": text += "\\-"
      case "'": text += "\\(aq"
      default: text.append(character)
      }
    }
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }

  /// As an argument of a macro.
  fileprivate var roffQuoted: String {
    "\"" + roff.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\(dq") + "\""
  }

  /// Paragraphs, which are set apart by empty lines.
  fileprivate var roffParagraphs: [String] {
    let paragraphs = split(separator: "\n", omittingEmptySubsequences: true).map { String($0).roff }
    return Array(paragraphs.map { [$0] }.joined(separator: [".PP"]))
  }
}
