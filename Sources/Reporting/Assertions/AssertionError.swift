import Experiments

/// What is wrong with the text of an assertion.
public enum AssertionError: Error, Equatable, Sendable {
  case noComparison
  case twoComparisons
  case unknownOperator(String)
  case emptySide(of: String)
  case noFigure
  case notAFigure(String, nearest: String?)
  /// A figure has Keras's name.
  case kerasName(String, remark: String)
  case twoFiguresMultiplied(String)
  case notAThreshold(String, nearest: String?)
  case noExperiment(figure: String)
  case noPlusOrMinus(before: String)
  case notClosed(String)
  case unknownExperiment(String, nearest: String?, known: [String])
}

extension AssertionError: CustomStringConvertible {
  /// A message short enough for a line of a CI log.
  public var description: String {
    switch self {
    case .noComparison:
      "it compares nothing (with \(Self.operators)); write it like 'B.test_accuracy >= C.test_accuracy + 0.005'"
    case .twoComparisons: "it compares twice; give each comparison an --assert of its own"
    case .unknownOperator(let text):
      "there is no '\(text)'" + (Self.otherSpellings[text].map { "; did you mean '\($0.rawValue)'?" } ?? "")
        + " (there are: \(Self.operators))"
    case .emptySide(let comparison): "a side of '\(comparison)' is empty"
    case .noFigure: "it compares only numbers; write a figure like 'B.test_accuracy' on one side"
    case .notAFigure(let text, let nearest):
      "'\(text)' is neither a number nor a figure"
        + (nearest.map { "; did you mean '\($0)'?" }
          ?? " (EXPERIMENT.FIGURE, with \(Figure.names.joined(separator: ", ")))")
    case .kerasName(let text, let remark): "'\(text)' is not a figure; \(remark)"
    case .twoFiguresMultiplied(let text):
      "'\(text)' is multiplied by another figure; a factor must be a number"
    case .notAThreshold(let text, let nearest):
      "'\(text)' needs a metric and a value, as in 'B.epochs_until(test_accuracy, 0.97)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .noExperiment(let figure): "'.\(figure)' needs an experiment before it"
    case .noPlusOrMinus(let text): "expected + or - between spaces before '\(text)'"
    case .notClosed(let mark): "a '\(mark)' is not closed"
    case .unknownExperiment(let name, let nearest, let known):
      "'\(name)' is not compared"
        + (nearest.map { "; did you mean '\($0)'?" } ?? " (there are: \(known.joined(separator: ", ")))")
    }
  }

  private static let operators = ComparisonOperator.allCases.map(\.rawValue).joined(separator: ", ")

  /// Spellings of other notations. `!=` has no counterpart: two means nearly always differ.
  private static let otherSpellings: [String: ComparisonOperator] = [
    "=<": .atMost, "≤": .atMost, "=>": .atLeast, "≥": .atLeast, "=": .equal, "===": .equal, ">>": .above,
    "<<": .below, "<==": .atMost, ">==": .atLeast,
  ]
}
