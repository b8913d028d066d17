import Text

// What a table does without, so that it fits a terminal.
extension Table {
  static let gap = "  "

  /// No column of prose is narrower than this, in columns of the terminal.
  private static let minimumWidth = 16
  /// The same of names, which should be told apart.
  private static let minimumNameWidth = 8
  /// Columns of rank 0 go before names are cut to less than this.
  private static let readableNameWidth = 20

  /// The table and the widths of its columns: without some of its columns if it is too wide, and with narrower ones.
  func fitted(to room: Int) -> (table: Table, widths: [Int]) {
    let whole = columns.indices.map { max(naturalWidths[$0], textWidth($0)) }
    guard Self.total(whole) > room else { return (self, whole) }
    var table = abbreviatingPairs.omittingColumns(for: room) { $0 > 0 }
    var widths = table.wrappedWidths(for: room)
    if Self.total(widths) > room {
      table = table.abbreviatingNames
      widths = table.wrappedWidths(for: room, foldsTitles: true)
    }
    if Self.total(table.readable(widths)) > room {
      table = table.omittingColumns(for: room) { $0 == 0 }
      widths = table.wrappedWidths(for: room, foldsTitles: true)
    }
    let shortened = Set(table.columns.indices.filter(table.isShortened))
    table.cut(&widths, to: room, leaving: Self.minimumNameWidth) { shortened.contains($0) }
    return (table, widths)
  }

  static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap.count * (widths.count - 1)
  }

  /// The width at which nothing is cut, of each column. A path may reach beyond the table and has none.
  private var naturalWidths: [Int] {
    columns.indices.map { index in
      let own = max(columns[index].title.displayWidth, columns[index].minimumWidth)
      return columns[index].isPath ? own : max(own, textWidth(index))
    }
  }

  /// The widths with prose wrapped, and with titles folded if that is wanted, as far as `room` asks for it.
  private func wrappedWidths(for room: Int, foldsTitles: Bool = false) -> [Int] {
    var widths = naturalWidths
    cut(&widths, to: room, leaving: Self.minimumWidth) { columns[$0].isWrapped }
    if foldsTitles { foldTitles(&widths, to: room) }
    return widths
  }

  private func textWidth(_ index: Int) -> Int {
    rows.reduce(0) { max($0, $1[index].shown.displayWidth) }
  }

  /// The widths with names cut as far as they can still be told apart.
  private func readable(_ widths: [Int]) -> [Int] {
    widths.indices.map { isShortened($0) ? min(widths[$0], Self.readableNameWidth) : widths[$0] }
  }

  /// Whether the texts of a column are names that may be cut in the middle. Figures and verdicts never are.
  private func isShortened(_ index: Int) -> Bool {
    let column = columns[index]
    return column.alignment == .left && !column.mayBeCut && !column.isPath
      && !rows.contains { $0[index].emphasis.isVerdict }
  }

  /// The table with an ellipsis for what the names of all pairs have in common at the beginning:
  /// `…after-activation − …before-activation`.
  private var abbreviatingPairs: Table {
    let separator = " − "
    var rows = rows
    for column in columns.indices where rows.contains(where: { $0[column].shown.contains(separator) }) {
      let pairs = rows.map { row in
        row[column].shown.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      }
      let common = pairs.joined().commonBeginning
      guard common.displayWidth > 2 else { continue }
      for row in rows.indices {
        let names = pairs[row].map { "…" + $0.dropFirst(common.count) }
        rows[row][column] = rows[row][column].showing(names.joined(separator: separator))
      }
    }
    return Table(columns, rows: rows)
  }

  /// The same for what single names have in common: `…learning_rate=0.1+batch_size=8`.
  private var abbreviatingNames: Table {
    var rows = rows
    for column in columns.indices where isShortened(column) {
      let common = rows.map { $0[column].shown }.commonBeginning
      guard common.displayWidth > 2, rows.count > 1 else { continue }
      for row in rows.indices {
        let cell = rows[row][column]
        rows[row][column] = cell.showing("…" + cell.shown.dropFirst(common.count))
      }
    }
    return Table(columns, rows: rows)
  }

  /// The table without so many of its columns that the others fit once prose is wrapped; of one rank the last goes first.
  private func omittingColumns(for room: Int, ofRank isOmitted: (Int) -> Bool) -> Table {
    var kept = Array(columns.indices)
    let widths = zip(columns, naturalWidths).map { column, width in
      column.isWrapped ? min(width, Self.minimumWidth) : width
    }
    func rank(_ index: Int) -> Int? { columns[index].omissionRank.flatMap { isOmitted($0) ? $0 : nil } }
    while Self.total(kept.map { widths[$0] }) > room,
      let omitted = kept.max(by: { (rank($0) ?? -1, $0) < (rank($1) ?? -1, $1) }), rank(omitted) != nil
    {
      kept.removeAll { $0 == omitted }
    }
    return Table(kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }

  private func cut(
    _ widths: inout [Int], to room: Int, leaving minimum: Int, where mayBeCut: (Int) -> Bool
  ) {
    let candidates = columns.indices.filter(mayBeCut)
    while Self.total(widths) > room, let widest = candidates.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > minimum
    {
      widths[widest] -= 1
    }
  }

  /// A title is not folded for less than this.
  private static let minimumGain = 3

  /// Makes columns narrower whose title has several words and is wider than their texts, those that win the most first.
  private func foldTitles(_ widths: inout [Int], to room: Int) {
    let folded = columns.indices.map { index in
      let words = columns[index].title.split(separator: " ").map { String($0).displayWidth }
      return max(words.max() ?? 0, columns[index].minimumWidth, columns[index].isPath ? 0 : textWidth(index))
    }
    for index in columns.indices.sorted(by: { widths[$0] - folded[$0] > widths[$1] - folded[$1] }) {
      let excess = Self.total(widths) - room
      if excess <= 0 || widths[index] - folded[index] < Self.minimumGain { return }
      widths[index] = min(widths[index], folded[index])
    }
  }
}

extension Table.Column {
  /// Whether long texts have several lines in a narrow terminal.
  fileprivate var isWrapped: Bool { mayBeCut && !isPath }
}

extension Sequence<String> {
  /// The whole words at the beginning that all texts have in common, with the sign that ends them, which is a plus in names of
  /// variants; not the whole of any.
  fileprivate var commonBeginning: String {
    let texts = Array(self)
    guard var common = texts.first else { return "" }
    for text in texts { common = String(zip(common, text).prefix { $0 == $1 }.map(\.0)) }
    let ends: Set<Character> = common.contains("+") ? ["+"] : ["-", "_"]
    while let last = common.last, !ends.contains(last) { common.removeLast() }
    return texts.contains(common) ? "" : common
  }
}
