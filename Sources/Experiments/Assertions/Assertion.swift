import Text

/// A check of figures over the runs: `B.test_accuracy >= C.test_accuracy + 0.005`.
public struct Assertion: Equatable, Sendable {
  /// The assertion as it was written.
  public let text: String
  public let left: FigureSum
  public let comparison: ComparisonOperator
  public let right: FigureSum
  /// How far the sides of `==` may be apart; 0 if the assertion does not say.
  public let tolerance: Double

  /// The figures of both sides, in the order in which they are written.
  public var figures: [RunFigure] { left.figures + right.figures }

  /// The experiments that it names, each once.
  public var experiments: [String] { figures.map(\.experiment).distinct }
}

public enum ComparisonOperator: String, CaseIterable, Sendable {
  case atLeast = ">="
  case atMost = "<="
  case equal = "=="
  case above = ">"
  case below = "<"

  /// The same for exchanged sides.
  var turned: ComparisonOperator {
    switch self {
    case .atLeast: .atMost
    case .atMost: .atLeast
    case .equal: .equal
    case .above: .below
    case .below: .above
    }
  }
}

extension Assertion {
  /// Why its figures cannot be added and compared; nil if they can.
  var problem: StudyProblem? {
    guard let first = figures.first else { return nil }
    for other in figures.dropFirst() {
      if let problem = first.quantity.problem(minus: other.quantity) { return problem }
    }
    return figures.contains { left.factor(of: $0) != right.factor(of: $0) } ? nil : .sameFigure
  }

  /// What it allows for the left side minus the right side.
  public var allowedDifference: AllowedRegion { AllowedRegion(comparison, tolerance: tolerance) }
}
