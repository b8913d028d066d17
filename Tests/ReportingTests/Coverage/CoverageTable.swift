import Foundation

/// The tables of the page on statistics.
struct CoverageTable {
  struct Cell: Hashable, Sendable {
    let section: Int
    let kind: Int
    /// The number of seeds; nil for the cell by which the row is checked.
    let count: Int?
  }

  static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("experiments/studies/STATISTICS.md")

  private static let start = "<!-- made by CoverageTableTests, see above -->\n"
  private static let end = "<!-- end -->\n"

  /// What stands before, between and after the marks of a page; nil if it has none.
  static func parts(of page: String) -> (before: String, table: String, after: String)? {
    guard let first = page.range(of: start), let last = page.range(of: end),
      first.upperBound <= last.lowerBound
    else { return nil }
    return (
      String(page[..<first.upperBound]), String(page[first.upperBound..<last.lowerBound]),
      String(page[last.lowerBound...])
    )
  }

  static var cells: [Cell] {
    CoverageSection.all.enumerated().flatMap { section, content in
      content.kinds.indices.flatMap { kind in
        (content.counts + [nil]).map { Cell(section: section, kind: kind, count: $0) }
      }
    }
  }

  /// Simulates cells, several at once.
  static func simulate(_ cells: [Cell]) async -> [Cell: String] {
    await withTaskGroup(of: (Cell, String).self) { group in
      for cell in cells {
        group.addTask {
          let section = CoverageSection.all[cell.section]
          let kind = section.kinds[cell.kind]
          return (cell, cell.count.map { section.cell(kind, $0) } ?? section.check(kind))
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  /// - Parameter texts: those of the cells. A cell without one is left empty.
  static func text(_ texts: [Cell: String]) -> String {
    CoverageSection.all.enumerated().map { place, section in
      let header = ["n"] + section.counts.map(String.init) + ["check"]
      let rule = ["---"] + section.counts.map { _ in "---:" } + ["---:"]
      let rows = section.kinds.enumerated().map { kind, content in
        [content.name]
          + (section.counts + [nil]).map { texts[Cell(section: place, kind: kind, count: $0)] ?? "" }
      }
      let lines = ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }
      return "\n\(section.quantity.heading)\(section.title)\n\n" + lines.joined()
    }.joined() + "\n"
  }

  /// The texts of the cells of a table as `text` writes it, by their places alone.
  static func texts(_ table: String) -> [Cell: String] {
    var rows = table.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }[...]
    var texts: [Cell: String] = [:]
    for (place, section) in CoverageSection.all.enumerated() {
      rows = rows.dropFirst(2)
      for (kind, row) in rows.prefix(section.kinds.count).enumerated() {
        for (count, text) in zip(section.counts + [nil], row.dropFirst()) {
          texts[Cell(section: place, kind: kind, count: count)] = text
        }
      }
      rows = rows.dropFirst(section.kinds.count)
    }
    return texts
  }
}

extension CoverageSection.Quantity {
  fileprivate var heading: String {
    switch self {
    case .coverage: "**Coverage in %** · "
    case .errors: "**Errors in %** · "
    }
  }
}
