/// How a word is highlighted, by ANSI escape sequences (ECMA-48, Select Graphic Rendition).
public enum TextStyle: Sendable {
  case bold, red, green, yellow, cyan, faint

  private var code: Int {
    switch self {
    case .bold: 1
    case .red: 31
    case .green: 32
    case .yellow: 33
    case .cyan: 36
    case .faint: 2
    }
  }

  /// The text in this style if the terminal shows colour, otherwise the text alone.
  public func applied(to text: String, on terminal: Terminal) -> String {
    terminal.usesColor ? applied(to: text) : text
  }

  /// The text in this style.
  func applied(to text: String) -> String { "\u{1B}[\(code)m\(text)\u{1B}[0m" }
}
