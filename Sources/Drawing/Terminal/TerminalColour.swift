/// The colours of a terminal, as parameters of the escape sequence SGR (ECMA-48).
enum TerminalColour {
  /// Colours of the palette of 256 that are readable on black and on white.
  private static let series = [33, 166, 29, 170, 244, 99, 136]

  static func code(of cell: TextCanvas.Cell) -> String {
    var codes: [String] = []
    if cell.isBold { codes.append("1") }
    if let foreground = cell.foreground {
      codes.append("38;5;\(index(of: foreground))")
    } else if !cell.isBlank, let tone = index(of: cell.tone) {
      codes.append("38;5;\(tone)")
    }
    if let background = cell.background { codes.append("48;5;\(index(of: background))") }
    return codes.joined(separator: ";")
  }

  /// Nil for the terminal's own colour of text.
  private static func index(of tone: Tone) -> Int? {
    switch tone {
    case .series(let number): series[number % series.count]
    case .ink: nil
    case .faint, .open: 244
    case .good: 29
    case .bad: 166
    }
  }

  /// The nearest colour of the palette: one of 24 greys, or of a cube with six steps for each component.
  private static func index(of colour: RGB) -> Int {
    let parts = [colour.red, colour.green, colour.blue]
    if (parts.max() ?? 0) - (parts.min() ?? 0) < 8 {
      let grey = (colour.red - 3) / 10
      return grey < 0 ? 16 : grey > 23 ? 231 : 232 + grey
    }
    // The steps of the cube are 0, 95, 135, 175, 215 and 255.
    let steps = parts.map { $0 < 48 ? 0 : $0 < 115 ? 1 : ($0 - 35) / 40 }
    return 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
  }
}
