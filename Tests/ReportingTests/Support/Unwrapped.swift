@testable import Reporting

extension Report {
  /// The report for people as one line, so that tests do not depend on where sentences are wrapped.
  var unwrapped: String { text(.table).split { $0.isWhitespace }.joined(separator: " ") }
}
