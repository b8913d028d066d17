import Experiments
import Text

/// A check of means over seeds: `B.test_accuracy >= C.test_accuracy + 0.005`.
public struct Assertion: Equatable, Sendable {
  /// As it was written.
  public let text: String
  let left: AssertedSum
  let order: AssertedOrder
  let right: AssertedSum

  /// The experiments that it names, each once.
  public var experiments: [String] {
    (left.terms + right.terms).reduce(into: []) { names, term in
      if case .figure(let name, _) = term.operand, !names.contains(name) { names.append(name) }
    }
  }
}

/// Numbers and figures, added up.
struct AssertedSum: Equatable, Sendable {
  struct Term: Equatable, Sendable {
    var factor: Double
    var operand: Operand
  }

  enum Operand: Equatable, Sendable {
    /// One; the factor is the number.
    case one
    case figure(experiment: String, AssertedFigure)
  }

  var terms: [Term]
}

enum AssertedOrder: String, CaseIterable, Sendable {
  case atLeast = ">="
  case atMost = "<="
  case equal = "=="
  case above = ">"
  case below = "<"

  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .atLeast: left >= right
    case .atMost: left <= right
    case .equal: left == right
    case .above: left > right
    case .below: left < right
    }
  }
}

/// What can be asked of an experiment.
enum AssertedFigure: Equatable, Sendable {
  /// The mean over the runs that did not diverge.
  case metric(Metric)
  /// The mean seconds of training of a run.
  case trainSeconds
  /// How many runs diverged.
  case diverged
  /// The median number of epochs until a threshold; infinite where at least half of the runs never reach it.
  case epochsUntil(Threshold)

  /// Those whose name is all that there is to say.
  static let plain: [AssertedFigure] =
    Metric.allCases.map(AssertedFigure.metric) + [.trainSeconds, .diverged]
  static let epochsUntilName = "epochs_until"
  /// As errors list them.
  static let names = plain.map(\.name) + ["\(epochsUntilName)(METRIC, VALUE)"]

  var name: String {
    switch self {
    case .metric(let metric): metric.rawValue
    case .trainSeconds: "train_seconds"
    case .diverged: "diverged"
    case .epochsUntil(let threshold):
      "\(Self.epochsUntilName)(\(threshold.metric.rawValue), \(threshold.value.exact))"
    }
  }

  func value(of experiment: ExperimentSummary, at epoch: EpochChoice) -> Double? {
    switch self {
    case .metric(let metric): experiment.figure(metric, at: epoch).sample.mean
    case .trainSeconds: experiment.trainSeconds.mean
    case .diverged: Double(experiment.divergedRuns.count)
    case .epochsUntil(let threshold): ThresholdSummary(threshold, of: experiment).medianOrInfinity
    }
  }
}

/// What became of an assertion.
public struct AssertionOutcome: Equatable, Sendable {
  public let assertion: Assertion
  public let left: Double?
  public let right: Double?
  /// Experiments that have no such figure, since none of their runs is there or all of them diverged.
  public let missing: [String]
  /// Why it is not judged; nil where nothing stands in the way.
  public let obstacle: String?

  /// False, too, where a side has no value, where neither side ever gets there, and where it is not judged.
  public var holds: Bool {
    guard obstacle == nil, let left, let right, !neverOnBothSides else { return false }
    return assertion.order.holds(left, right)
  }

  /// Two epoch counts that are never reached are neither equal nor one the larger.
  var neverOnBothSides: Bool {
    guard let left, let right else { return false }
    return left.isNaN || right.isNaN || (left.isInfinite && left == right)
  }

  /// Both sides with six digits behind the point, or as many more as tell them apart.
  var shownSides: (left: String, right: String)? {
    guard let left, let right else { return nil }
    func texts(_ text: (Double) -> String) -> (left: String, right: String) {
      func shown(_ value: Double) -> String { value.isFinite ? text(value) : value < 0 ? "−never" : "never" }
      return (shown(left), shown(right))
    }
    for decimals in 6...17 {
      let sides = texts { $0.figure(decimals) }
      if sides.left != sides.right || left == right { return sides }
    }
    return texts { $0.exact }
  }
}

extension Assertion {
  /// - Parameters:
  ///   - experiments: of which it names some.
  ///   - names: theirs, and those of experiments that have no runs.
  ///   - epoch: where on the curve its figures are taken.
  ///   - missingSeeds: by experiment, the seeds that were asked for and have no run: means of the others are not what was
  ///     to be judged.
  public func outcome(
    _ experiments: [ExperimentSummary], _ names: ExperimentNames, at epoch: EpochChoice,
    missingSeeds: [String: [UInt64]] = [:]
  ) -> AssertionOutcome {
    var missing: [String] = []
    func value(of sum: AssertedSum) -> Double? {
      var total = 0.0
      var isKnown = true
      for term in sum.terms {
        switch term.operand {
        case .one: total += term.factor
        case .figure(let name, let figure):
          let experiment = names.find(name).flatMap { found in experiments.first { $0.name == found } }
          if let value = experiment.flatMap({ figure.value(of: $0, at: epoch) }) {
            total += term.factor * value
          } else {
            isKnown = false
            if !missing.contains(name) { missing.append(name) }
          }
        }
      }
      return isKnown ? total : nil
    }
    let (left, right) = (value(of: left), value(of: right))
    let obstacles = self.experiments.compactMap { name in
      names.find(name).flatMap { missingSeeds[$0] }?.missingText(of: name)
    }
    return AssertionOutcome(
      assertion: self, left: left, right: right, missing: missing,
      obstacle: obstacles.isEmpty ? nil : obstacles.joined(separator: " and "))
  }
}
