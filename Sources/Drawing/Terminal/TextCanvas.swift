import Text

/// A grid of a terminal's cells. Lines are drawn in braille, with two by four dots in each cell.
struct TextCanvas {
  struct Cell: Equatable {
    /// The braille dots, as bits of a character from U+2800 on.
    var dots: UInt8 = 0
    /// Lies above the dots. An empty string is the second half of a wide character.
    var text: String?
    var tone: Tone = .ink
    var isBold = false
    /// Colours instead of the tone's, for cells of images.
    var foreground: RGB?
    var background: RGB?

    var isBlank: Bool { dots == 0 && text == nil }
  }

  let columns: Int
  let rows: Int
  private(set) var cells: [Cell]

  init(columns: Int, rows: Int) {
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
    cells = [Cell](repeating: Cell(), count: self.columns * self.rows)
  }

  private func index(_ column: Int, _ row: Int) -> Int? {
    (0..<columns).contains(column) && (0..<rows).contains(row) ? row * columns + column : nil
  }

  subscript(column: Int, row: Int) -> Cell {
    get { index(column, row).map { cells[$0] } ?? Cell() }
    set { if let index = index(column, row) { cells[index] = newValue } }
  }

  /// Writes text from a column on. What does not fit is cut.
  mutating func put(_ text: String, column: Int, row: Int, tone: Tone = .ink, isBold: Bool = false) {
    var column = column
    for character in text {
      let width = String(character).displayWidth
      guard width > 0 else { continue }
      if column >= 0, column + width > columns { return }
      self[column, row] = Cell(text: String(character), tone: tone, isBold: isBold)
      if width == 2 { self[column + 1, row] = Cell(text: "", tone: tone) }
      column += width
    }
  }

  /// Sets a dot.
  /// - Parameters:
  ///   - x: counted in dots, two for each column.
  ///   - y: counted in dots from the top, four for each row.
  mutating func dot(x: Int, y: Int, tone: Tone) {
    guard x >= 0, y >= 0, let index = index(x / 2, y / 4) else { return }
    // The bits of U+2800: the left column has 1, 2, 4 and 64, the right one 8, 16, 32 and 128.
    let bits: [[UInt8]] = [[1, 2, 4, 64], [8, 16, 32, 128]]
    cells[index].dots |= bits[x % 2][y % 4]
    cells[index].tone = tone
  }

  /// The rows as text without spaces at their ends.
  func lines(_ style: TextCanvasStyle) -> [String] {
    (0..<rows).map { row in
      var kept = Array(cells[row * columns..<(row + 1) * columns])
      while let last = kept.last, last.isBlank || last.text == " ", last.background == nil {
        kept.removeLast()
      }
      var line = ""
      var code = ""
      for cell in kept {
        let own = style.usesColour ? TerminalColour.code(of: cell) : ""
        if own != code {
          line += (code.isEmpty ? "" : "\u{1B}[0m") + (own.isEmpty ? "" : "\u{1B}[\(own)m")
          code = own
        }
        line += text(of: cell, style)
      }
      return line + (code.isEmpty ? "" : "\u{1B}[0m")
    }
  }

  private func text(of cell: Cell, _ style: TextCanvasStyle) -> String {
    if let text = cell.text { return text }
    if cell.dots == 0 { return " " }
    if !style.isUnicode { return TextGlyphs.asciiDot(of: cell.tone) }
    return Unicode.Scalar(0x2800 + UInt32(cell.dots)).map { String(Character($0)) } ?? " "
  }
}
