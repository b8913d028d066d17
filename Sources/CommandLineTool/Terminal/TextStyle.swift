/// How a word is set off, by ANSI escape sequences (ECMA-48, Select Graphic Rendition).
public enum TextStyle: Sendable {
  case bold, red, green, yellow

  private var code: Int {
    switch self {
    case .bold: 1
    case .red: 31
    case .green: 32
    case .yellow: 33
    }
  }

  /// The text in this style where the terminal takes colour, else the text.
  public func applied(to text: String, on terminal: Terminal) -> String {
    terminal.usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
