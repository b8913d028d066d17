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
  public var experiments: [String] {
    figures.reduce(into: []) { names, figure in
      if !names.contains(figure.experiment) { names.append(figure.experiment) }
    }
  }
}

/// A sum of numbers and figures, each with a factor.
public struct FigureSum: Equatable, Sendable {
  public struct Term: Equatable, Sendable {
    public var factor: Double
    /// Nil: the term is a number, which is its factor.
    public var figure: RunFigure?
  }

  public var terms: [Term]

  /// In the order of the terms.
  public var figures: [RunFigure] { terms.compactMap(\.figure) }
}

public enum ComparisonOperator: String, CaseIterable, Sendable {
  case atLeast = ">="
  case atMost = "<="
  case equal = "=="
  case above = ">"
  case below = "<"
}

extension Assertion {
  /// Why its figures cannot be added and compared; nil if they can.
  var problem: StudyProblem? {
    guard let first = figures.first else { return nil }
    for other in figures.dropFirst() {
      if let problem = first.quantity.problem(minus: other.quantity) { return problem }
    }
    return figures.contains { factor(of: $0) != 0 } ? nil : .sameFigure
  }

  /// The factor of a figure in the left side minus the right side.
  private func factor(of figure: RunFigure) -> Double {
    func factor(_ sum: FigureSum) -> Double {
      sum.terms.reduce(0) { $1.figure == figure ? $0 + $1.factor : $0 }
    }
    return factor(left) - factor(right)
  }
}
