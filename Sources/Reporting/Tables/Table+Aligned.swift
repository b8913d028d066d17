import Text

extension Table {
  /// The table as aligned text: columns side by side, a rule below the titles, no trailing spaces. Ends with a newline.
  ///
  /// A table that does not fit a terminal does without columns that have a rank, shows prose on up to three lines, folds its
  /// titles, and at last cuts names in the middle, or breaks them where the cut ones could not be told apart.
  /// - Parameter width: the columns of the terminal; nil: as wide as it is.
  public func aligned(
    indentation: Int = 0, width: Int? = nil, usesColor: Bool = false, isUnicode: Bool = true
  ) -> String {
    guard !columns.isEmpty else { return "" }
    let (table, widths) = marked(isUnicode).fitted(to: width.map { max($0 - indentation, 1) } ?? .max)
    let margin = String(repeating: " ", count: max(indentation, 0))
    let rule = String(repeating: isUnicode ? "─" : "-", count: Self.total(widths))
    let titles = table.columns.indices.map { index in
      table.columns[index].title.wrapped(to: widths[index])
    }
    let height = titles.map(\.count).max() ?? 1
    var lines = (0..<height).map { line in
      table.line(widths, titles.map { $0.count + line < height ? "" : $0[$0.count + line - height] }) { $1 }
    }
    lines.append(rule)
    let breaks = table.columns.indices.map { table.breaksNames($0, widths[$0]) }
    for row in table.rows {
      let texts = table.columns.indices.map {
        breaks[$0] ? row[$0].shown.brokenName(to: widths[$0]) : table.lines(of: row[$0], $0, widths[$0])
      }
      for line in 0..<(texts.map(\.count).max() ?? 1) {
        lines.append(
          table.line(widths, texts.map { line < $0.count ? $0[line] : "" }) { index, text in
            usesColor && !text.isEmpty ? row[index].emphasis.colored(text) : text
          })
      }
    }
    return lines.map { margin + (isUnicode ? $0 : $0.asciiSpelling) + "\n" }.joined()
  }

  /// More lines of a cell are cut.
  private static let mostLines = 3

  /// The table with the signs of its verdicts, and without characters that the terminal cannot show.
  private func marked(_ isUnicode: Bool) -> Table {
    func shown(_ text: String) -> String { isUnicode ? text : text.asciiSpelling }
    var columns = columns
    for index in columns.indices { columns[index].title = shown(columns[index].title) }
    return Table(
      columns,
      rows: rows.map { row in
        row.map { cell in
          let mark = cell.emphasis.mark
          return cell.showing(shown((mark.isEmpty ? "" : mark + " ") + cell.shown))
        }
      })
  }

  /// Whether names have several lines because a cut would take what tells them apart, or the sign between two of them.
  private func breaksNames(_ index: Int, _ width: Int) -> Bool {
    if columns[index].isPath || columns[index].mayBeCut { return false }
    let names = Set(rows.map { $0[index].shown })
    let cut = names.filter { $0.displayWidth > width }
    return cut.contains { $0.contains(" − ") || $0.contains(" - ") }
      || Set(names.map { $0.shortened(to: width) }).count < names.count
  }

  /// The lines of a cell.
  private func lines(of cell: Cell, _ index: Int, _ width: Int) -> [String] {
    if columns[index].isPath { return [cell.shown] }
    guard columns[index].mayBeCut else { return [cell.shown.shortened(to: width)] }
    guard cell.shown.displayWidth > width else { return [cell.shown] }
    let lines = cell.shown.wrapped(to: width)
    guard lines.count > Self.mostLines else { return lines.map { $0.truncated(to: width) } }
    let rest = lines[(Self.mostLines - 1)...].joined(separator: " ")
    return (lines[..<(Self.mostLines - 1)] + [rest]).map { $0.truncated(to: width) }
  }

  /// A line of texts side by side.
  /// - Parameter style: colours the text of a column.
  private func line(_ widths: [Int], _ texts: [String], _ style: (Int, String) -> String) -> String {
    var line = ""
    var spaces = 0
    for (index, text) in texts.enumerated() {
      let room = max(widths[index] - text.displayWidth, 0)
      let before = columns[index].alignment == .right ? room : 0
      spaces += before + (index == 0 ? 0 : Self.gap.count)
      if !text.isEmpty {
        line += String(repeating: " ", count: spaces) + style(index, text)
        spaces = 0
      }
      spaces += room - before
    }
    return line
  }
}
