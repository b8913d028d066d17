import TextLayout

extension Table {
  /// For a terminal: columns side by side, a line under their titles, no spaces at a line's end. Ends with a newline.
  public func aligned(indentation: Int = 0) -> String {
    guard !columns.isEmpty else { return "" }
    let widths = columns.indices.map { index in
      rows.reduce(columns[index].title.displayWidth) { max($0, $1[index].shown.displayWidth) }
    }
    let margin = String(repeating: " ", count: max(indentation, 0))
    let rule = String(repeating: "─", count: widths.reduce(0, +) + Self.gap.count * (widths.count - 1))
    var lines = [line(columns.map(\.title), widths), rule]
    lines += rows.map { line($0.map(\.shown), widths) }
    return lines.map { margin + $0 + "\n" }.joined()
  }

  private static let gap = "  "

  private func line(_ texts: [String], _ widths: [Int]) -> String {
    var line = texts.indices.map { texts[$0].padded(to: widths[$0], columns[$0].alignment) }
      .joined(separator: Self.gap)
    while line.last == " " { line.removeLast() }
    return line
  }
}
