/// Why a cell stands out for people. Verdicts have a mark, so that nobody depends on the colour.
public enum Emphasis: Equatable, Sendable {
  case none
  /// The best of several values.
  case best
  /// What is claimed holds.
  case good
  /// It does not hold.
  case bad
  /// It is undecided.
  case open
  /// It is not judged.
  case idle

  /// The sign before the text; empty if there is none.
  var mark: String {
    switch self {
    case .none, .best: ""
    case .good: "✓"
    case .bad: "✗"
    case .open: "?"
    case .idle: "–"
    }
  }

  /// Whether the text is a word for a verdict, which is never cut.
  var isVerdict: Bool {
    switch self {
    case .none, .best: false
    case .good, .bad, .open, .idle: true
    }
  }

  /// The text in the colour of a terminal (ECMA-48, Select Graphic Rendition).
  func colored(_ text: String) -> String {
    let code: Int? =
      switch self {
      case .none, .idle: nil
      case .best: 1
      case .good: 32
      case .bad: 31
      case .open: 33
      }
    return code.map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
  }
}

extension Verdict {
  /// A sign, so that verdicts can be told apart without colour.
  public var sign: String { emphasis.mark }

  var emphasis: Emphasis {
    switch self {
    case .holds: .good
    case .fails: .bad
    case .undecided: .open
    case .notJudged: .idle
    }
  }
}
