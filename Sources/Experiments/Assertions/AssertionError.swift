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
  case timesZero(String)
  /// The parentheses of a figure do not hold what they must. `need`: what they must hold.
  case wrongArguments(String, need: String, nearest: String?)
  case noExperiment(figure: String)
  case noPlusOrMinus(before: String)
  case wrongTolerance
  case notClosed(String)
  /// The figures cannot be added and compared. `reason`: why, in the words of studies.
  case incomparable(reason: String)
  case unknownExperiment(String, nearest: String?, known: [String])
}

extension AssertionError: CustomStringConvertible {
  /// A message short enough for a line of a CI log.
  public var description: String {
    switch self {
    case .noComparison:
      "it compares nothing (with \(Self.operators)); write it like 'B.test_accuracy >= C.test_accuracy + 0.005'"
    case .twoComparisons: "it compares twice; give each comparison an assertion of its own"
    case .unknownOperator(let text):
      "there is no '\(text)'" + (Self.otherSpellings[text].map { "; did you mean '\($0.rawValue)'?" } ?? "")
        + " (there are: \(Self.operators))"
    case .emptySide(let comparison): "a side of '\(comparison)' is empty"
    case .noFigure: "it compares only numbers; write a figure like 'B.test_accuracy' on one side"
    case .notAFigure(let text, let nearest):
      "'\(text)' is neither a number nor a figure"
        + (nearest.map { "; did you mean '\($0)'?" }
          ?? " (EXPERIMENT.FIGURE, with \(FigureQuantity.names.joined(separator: ", ")))")
    case .kerasName(let text, let remark): "'\(text)' is not a figure; \(remark)"
    case .twoFiguresMultiplied(let text):
      "'\(text)' is multiplied by another figure; a factor must be a number"
    case .timesZero(let text): "'\(text)' is multiplied by 0; leave it out"
    case .wrongArguments(let text, let need, let nearest):
      "'\(text)' needs \(need)" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .noExperiment(let figure): "'.\(figure)' needs an experiment before it"
    case .noPlusOrMinus(let text): "expected + or - between spaces before '\(text)'"
    case .wrongTolerance:
      "'+-' needs '==' on its left and one number of at least 0 on its right, as in 'A.test_accuracy == B.test_accuracy +- 0.005'"
    case .notClosed(let mark): "a '\(mark)' is not closed"
    case .incomparable(let reason): reason
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
