import Experiments

/// A check of figures over the runs: `B.test_accuracy >= C.test_accuracy + 0.005`.
public struct Assertion: Equatable, Sendable {
  /// The assertion as it was written.
  public let text: String
  let left: FigureSum
  let comparison: ComparisonOperator
  let right: FigureSum

  /// The experiments that it names, each once.
  public var experiments: [String] {
    (left.terms + right.terms).reduce(into: []) { names, term in
      if case .figure(let name, _) = term.operand, !names.contains(name) { names.append(name) }
    }
  }
}

extension Assertion {
  /// The metrics that its figures are computed from, each with the experiment as it is named here.
  public var metrics: [(experiment: String, metric: Metric)] {
    (left.terms + right.terms).compactMap { term in
      guard case .figure(let name, let figure) = term.operand, let metric = figure.metric else { return nil }
      return (name, metric)
    }
  }
}

/// A sum of numbers and figures.
struct FigureSum: Equatable, Sendable {
  struct Term: Equatable, Sendable {
    var factor: Double
    var operand: Operand
  }

  enum Operand: Equatable, Sendable {
    /// The term is a number, which is its factor.
    case one
    case figure(experiment: String, Figure)
  }

  var terms: [Term]

  /// The observations of its figures, in the order of the terms.
  func observations(_ observe: (_ experiment: String, Figure) -> FigureObservations) -> [FigureObservations] {
    terms.compactMap { term in
      switch term.operand {
      case .one: nil
      case .figure(let experiment, let figure): observe(experiment, figure)
      }
    }
  }

  /// The sum; nil if a figure has no value.
  func value(_ observe: (_ experiment: String, Figure) -> FigureObservations) -> Double? {
    var total = 0.0
    for term in terms {
      switch term.operand {
      case .one: total += term.factor
      case .figure(let experiment, let figure):
        guard let value = observe(experiment, figure).value else { return nil }
        total += term.factor * value
      }
    }
    return total
  }
}

enum ComparisonOperator: String, CaseIterable, Sendable {
  case atLeast = ">="
  case atMost = "<="
  case equal = "=="
  case above = ">"
  case below = "<"

  /// What it allows for the left side minus the right side.
  var allowedDifference: AllowedRegion {
    switch self {
    case .atLeast: AllowedRegion(low: 0, high: .infinity)
    case .atMost: AllowedRegion(low: -.infinity, high: 0)
    case .equal: AllowedRegion(low: 0, high: 0)
    case .above: AllowedRegion(low: 0, high: .infinity, includesEnds: false)
    case .below: AllowedRegion(low: -.infinity, high: 0, includesEnds: false)
    }
  }
}
