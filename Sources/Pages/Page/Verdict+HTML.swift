import Reporting

extension Verdict {
  var className: String {
    switch self {
    case .holds: "good"
    case .fails: "bad"
    case .undecided, .notJudged: "open"
    }
  }

  /// A colour, a sign and the word.
  func html(_ word: String) -> HTML {
    tag(
      "span", ["class": "verdict \(className)"],
      tag("span", ["aria-hidden": "true"], .text(sign)), .text(" " + word))
  }
}
