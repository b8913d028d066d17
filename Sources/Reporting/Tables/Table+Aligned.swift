import Foundation
import Text

extension Table {
  /// The table as aligned text: columns side by side, a rule below the titles, no trailing spaces. Ends with a newline.
  /// - Parameter width: the columns of the terminal. A table that does not fit does without columns that have a rank, has
  ///   those cut that may be, the widest first, and at last the texts of its other columns, in the middle. Nil: as wide as
  ///   it is.
  public func aligned(indentation: Int = 0, width: Int? = nil) -> String {
    guard !columns.isEmpty else { return "" }
    guard let width else { return aligned(indentation, naturalWidths) }
    let room = max(width - indentation, 1)
    guard totalWidth(naturalWidths) > room else { return aligned(indentation, naturalWidths) }
    let fitting = abbreviatingPairs.omittingColumns(for: room)
    var widths = fitting.naturalWidths
    fitting.cut(&widths, to: room, leaving: Self.minimumWidth, where: \.mayBeCut)
    fitting.cut(&widths, to: room, leaving: Self.minimumNameWidth) { $0.alignment == .left && !$0.mayBeCut }
    return fitting.aligned(indentation, widths)
  }

  private func aligned(_ indentation: Int, _ widths: [Int]) -> String {
    let margin = String(repeating: " ", count: max(indentation, 0))
    let rule = String(repeating: "─", count: totalWidth(widths))
    var lines = [line(columns.map(\.title), widths), rule]
    lines += rows.map { line($0.map(\.shown), widths) }
    return lines.map { margin + $0 + "\n" }.joined()
  }

  private static let gap = "  "

  /// No column of prose is cut to less than this, in columns of the terminal.
  private static let minimumWidth = 16
  /// The same of names, which should be told apart.
  private static let minimumNameWidth = 12

  /// The width at which nothing is cut, of each column.
  private var naturalWidths: [Int] {
    columns.indices.map { index in
      rows.reduce(max(columns[index].title.displayWidth, columns[index].minimumWidth)) {
        max($0, $1[index].shown.displayWidth)
      }
    }
  }

  private func totalWidth(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + Self.gap.count * (widths.count - 1)
  }

  /// The table with an ellipsis for what the names of all pairs have in common at the beginning:
  /// `…after-activation − …before-activation`.
  private var abbreviatingPairs: Table {
    let separator = " − "
    var rows = rows
    for column in columns.indices where rows.contains(where: { $0[column].shown.contains(separator) }) {
      let pairs = rows.map { $0[column].shown.components(separatedBy: separator) }
      let common = pairs.joined().commonBeginning
      guard common.displayWidth > 2 else { continue }
      for row in rows.indices {
        let names = pairs[row].map { "…" + $0.dropFirst(common.count) }
        rows[row][column] = Cell(rows[row][column].value, shown: names.joined(separator: separator))
      }
    }
    return Table(columns, rows: rows)
  }

  /// The table without so many of its columns that the others fit once they are cut; of one rank the last goes first.
  private func omittingColumns(for room: Int) -> Table {
    var kept = Array(columns.indices)
    let widths = zip(columns, naturalWidths).map { column, width in
      column.mayBeCut ? min(width, Self.minimumWidth) : width
    }
    while totalWidth(kept.map { widths[$0] }) > room,
      let omitted = kept.max(by: {
        (columns[$0].omissionRank ?? -1, $0) < (columns[$1].omissionRank ?? -1, $1)
      }),
      columns[omitted].omissionRank != nil
    {
      kept.removeAll { $0 == omitted }
    }
    return Table(kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }

  private func cut(
    _ widths: inout [Int], to room: Int, leaving minimum: Int, where mayBeCut: (Column) -> Bool
  ) {
    let candidates = columns.indices.filter { mayBeCut(columns[$0]) }
    while totalWidth(widths) > room, let widest = candidates.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > minimum
    {
      widths[widest] -= 1
    }
  }

  private func line(_ texts: [String], _ widths: [Int]) -> String {
    var line = texts.indices.map {
      (columns[$0].mayBeCut ? texts[$0].truncated(to: widths[$0]) : texts[$0].shortened(to: widths[$0]))
        .padded(to: widths[$0], columns[$0].alignment)
    }
    .joined(separator: Self.gap)
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension Sequence<String> {
  /// The whole words at the beginning that all texts have in common, with the sign that ends them; not the whole of any.
  fileprivate var commonBeginning: String {
    let texts = Array(self)
    guard var common = texts.first else { return "" }
    for text in texts { common = common.commonPrefix(with: text) }
    while let last = common.last, !"-+_".contains(last) { common.removeLast() }
    return texts.contains(common) ? "" : common
  }
}
