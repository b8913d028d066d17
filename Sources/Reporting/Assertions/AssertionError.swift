import Experiments

/// What is wrong with an assertion's text.
public enum AssertionError: Error, Equatable, Sendable {
  case noOrder
  case twoOrders
  case unknownOrder(String)
  case nothingBeside(String)
  case noFigure
  case notAFigure(String, nearest: String?)
  case twoFiguresMultiplied(String)
  case notAThreshold(String, nearest: String?)
  case noExperiment(figure: String)
  case notAnOperator(String)
  case notClosed(String)
  case unknownExperiment(String, nearest: String?, known: [String])
}

extension AssertionError: CustomStringConvertible {
  /// Short enough for a CI log's line.
  public var description: String {
    switch self {
    case .noOrder:
      "it compares nothing (with \(Self.orders)); write it like 'B.test_accuracy >= C.test_accuracy + 0.005'"
    case .twoOrders: "it compares twice; give each comparison an --assert of its own"
    case .unknownOrder(let text):
      "there is no '\(text)'" + (Self.meant[text].map { "; did you mean '\($0.rawValue)'?" } ?? "")
        + " (there are: \(Self.orders))"
    case .nothingBeside(let order): "a side of '\(order)' is empty"
    case .noFigure: "it compares numbers alone; write a figure like 'B.test_accuracy' on one side"
    case .notAFigure(let text, let nearest):
      "'\(text)' is no number and no figure"
        + (nearest.map { "; did you mean '\($0)'?" }
          ?? " (EXPERIMENT.FIGURE, with \(AssertedFigure.names.joined(separator: ", ")))")
    case .twoFiguresMultiplied(let text): "'\(text)' is multiplied by another figure; a factor is a number"
    case .notAThreshold(let text, let nearest):
      "'\(text)' needs a metric and a value, as in 'B.epochs_until(test_accuracy, 0.97)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .noExperiment(let figure): "'.\(figure)' needs an experiment before it"
    case .notAnOperator(let text): "expected + or - between spaces before '\(text)'"
    case .notClosed(let mark): "a '\(mark)' is not closed"
    case .unknownExperiment(let name, let nearest, let known):
      "'\(name)' is not compared"
        + (nearest.map { "; did you mean '\($0)'?" } ?? " (there are: \(known.joined(separator: ", ")))")
    }
  }

  private static let orders = AssertedOrder.allCases.map(\.rawValue).joined(separator: ", ")

  /// What other notations write for the same. Of `!=` there is none: two means differ nearly always.
  private static let meant: [String: AssertedOrder] = [
    "=<": .atMost, "≤": .atMost, "=>": .atLeast, "≥": .atLeast, "=": .equal, "===": .equal, ">>": .above,
    "<<": .below, "<==": .atMost, ">==": .atLeast,
  ]
}
