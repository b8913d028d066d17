import Text

extension Table {
  /// The table as aligned text: columns side by side, a rule below the titles, no trailing spaces. Ends with a newline.
  /// - Parameter width: the columns of the terminal. Columns of the table that may be cut are cut, the widest first, until
  ///   the table fits or they have reached the minimum width. Nil: nothing is cut.
  public func aligned(indentation: Int = 0, width: Int? = nil) -> String {
    guard !columns.isEmpty else { return "" }
    var widths = columns.indices.map { index in
      rows.reduce(max(columns[index].title.displayWidth, columns[index].minimumWidth)) {
        max($0, $1[index].shown.displayWidth)
      }
    }
    if let width { cut(&widths, by: indentation + totalWidth(widths) - width) }
    let margin = String(repeating: " ", count: max(indentation, 0))
    let rule = String(repeating: "─", count: totalWidth(widths))
    var lines = [line(columns.map(\.title), widths), rule]
    lines += rows.map { line($0.map(\.shown), widths) }
    return lines.map { margin + $0 + "\n" }.joined()
  }

  private static let gap = "  "

  /// No column is cut to less than this, in columns of the terminal.
  private static let minimumWidth = 16

  private func totalWidth(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + Self.gap.count * (widths.count - 1)
  }

  private func cut(_ widths: inout [Int], by excess: Int) {
    let candidates = columns.indices.filter { columns[$0].mayBeCut }
    var excess = excess
    while excess > 0, let widest = candidates.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > Self.minimumWidth
    {
      widths[widest] -= 1
      excess -= 1
    }
  }

  private func line(_ texts: [String], _ widths: [Int]) -> String {
    var line = texts.indices.map {
      texts[$0].truncated(to: widths[$0]).padded(to: widths[$0], columns[$0].alignment)
    }
    .joined(separator: Self.gap)
    while line.last == " " { line.removeLast() }
    return line
  }
}
