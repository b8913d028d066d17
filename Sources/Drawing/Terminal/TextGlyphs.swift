import Text

/// The characters that lines, areas and symbols are drawn with.
struct TextGlyphs {
  let isUnicode: Bool

  func symbol(_ symbol: Symbol) -> String {
    switch symbol {
    case .circle: isUnicode ? "●" : "*"
    case .triangle: isUnicode ? "▲" : "^"
    case .square: isUnicode ? "■" : "#"
    case .diamond: isUnicode ? "◆" : "%"
    case .ring: isUnicode ? "○" : "o"
    case .cross: isUnicode ? "×" : "x"
    }
  }

  /// Two columns of a line, for legends.
  func line(_ dash: Stroke.Dash, _ tone: Tone) -> String {
    switch dash {
    case .solid: isUnicode ? "━━" : String(repeating: Self.asciiDot(of: tone), count: 2)
    case .dashed: isUnicode ? "╍╍" : "--"
    case .dotted: isUnicode ? "┈┈" : ".."
    }
  }

  func rule(_ orientation: Mark.Orientation) -> String {
    switch orientation {
    case .horizontal: isUnicode ? "┈" : "."
    case .vertical: isUnicode ? "┊" : ":"
    }
  }

  var area: String { isUnicode ? "░" : ":" }
  var horizontal: String { isUnicode ? "─" : "-" }
  var tick: String { isUnicode ? "┴" : "+" }
  var corner: String { isUnicode ? "└" : "+" }
  var vertical: String { isUnicode ? "│" : "|" }
  var yTick: String { isUnicode ? "┤" : "+" }

  /// The top left, top right, bottom left and bottom right corner of a box.
  var boxCorners: [String] { isUnicode ? ["┌", "┐", "└", "┘"] : ["+", "+", "+", "+"] }

  /// The columns of a bar, by eighths of a cell from 0 to 8.
  func bar(_ eighths: Int) -> String {
    isUnicode ? Self.bars[min(max(eighths, 0), 8)] : eighths > 3 ? "#" : eighths > 0 ? "_" : " "
  }

  private static let bars = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A shade by its brightness from 0 to 1.
  func shade(_ brightness: Double) -> String {
    let ramp = isUnicode ? Self.shades : Self.asciiShades
    return ramp[min(max(Int(brightness * Double(ramp.count)), 0), ramp.count - 1)]
  }

  private static let shades = [" ", "░", "▒", "▓", "█"]
  private static let asciiShades = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]

  /// The character that stands for a dot of a line where there is no braille.
  static func asciiDot(of tone: Tone) -> String {
    let marks = ["*", "+", "x", "o", "#", "%", "@"]
    return switch tone {
    case .series(let index): marks[index % marks.count]
    case .ink, .good, .bad: "*"
    case .faint, .open: "."
    }
  }

  /// The text with ASCII in place of the few signs that figures use.
  func shown(_ text: String) -> String {
    isUnicode ? text.singleLine : text.singleLine.asciiSpelling
  }

  /// The same, cut in the middle, which tells the least about a name.
  func label(_ text: String, width: Int) -> String { shown(shown(text).shortened(to: width)) }

  /// The same, cut at the end to at most `width` columns.
  func shown(_ text: String, width: Int) -> String { shown(shown(text).truncated(to: width)) }
}
