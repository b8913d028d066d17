import Experiments
import Schema
import Text

/// An assertion held against the runs.
public struct AssertionOutcome: Equatable, Sendable {
  public let assertion: Assertion
  /// Nil if a figure on this side has no value.
  public let left: Double?
  /// Nil if a figure on this side has no value.
  public let right: Double?
  /// Its value is the left side minus the right side.
  public let judgement: Judgement

  /// False, too, if the assertion cannot be judged.
  public var holds: Bool { judgement.verdict == .holds }

  /// Whether the runs are those that were asked for. If some are missing or damaged, the others do not say whether the
  /// assertion holds.
  public var isJudged: Bool { judgement.verdict != .notJudged }

  /// The verdict in CSV.
  var verdictKey: String { judgement.verdict.assertionKey }

  /// Why it holds or does not.
  public var sentence: String {
    guard judgement.obstacles.isEmpty else {
      return "\(assertion.text): \(judgement.obstacles.assertionText)"
    }
    let sides = shownSides.map { "\($0.left) against \($0.right)" } ?? ""
    return "\(assertion.text): \(holds ? "holds" : "does not hold"), \(sides)"
  }

  /// Both sides with six significant digits, or with as many more as it takes to tell them apart.
  var shownSides: (left: String, right: String)? {
    guard let left, let right else { return nil }
    func texts(_ text: (Double) -> String) -> (left: String, right: String) {
      func shown(_ value: Double) -> String { value.isFinite ? text(value) : value < 0 ? "−never" : "never" }
      return (shown(left), shown(right))
    }
    for digits in 6...17 {
      let sides = texts { Precision.significant(digits).text($0) }
      if sides.left != sides.right || left == right { return sides }
    }
    return texts { $0.exact }
  }

  var json: JSON {
    .object([
      .init("assertion", .string(assertion.text)), .init("holds", isJudged ? .boolean(holds) : .null),
      .init("left", .extended(left)), .init("right", .extended(right)),
    ])
  }
}

extension Assertion {
  /// Judges the assertion on runs.
  /// - Parameters:
  ///   - experiments: the experiments that have runs.
  ///   - names: the names of all experiments, with runs or without.
  ///   - epoch: the epoch at which its metrics are taken.
  ///   - missingSeeds: requested seeds without a run, by the full name of the experiment. Where there are any, the
  ///     assertion is not judged: means over the other seeds are not what was asked for.
  public func outcome(
    _ experiments: [ExperimentSummary], _ names: ExperimentNames, at epoch: EpochChoice,
    missingSeeds: [String: [UInt64]] = [:]
  ) -> AssertionOutcome {
    func observations(_ figure: RunFigure) -> FigureObservations {
      let name = figure.experiment
      let summary = names.find(name).flatMap { found in experiments.first { $0.name == found } }
      return FigureObservations(Figure(figure.quantity).at(epoch), of: name, summary)
    }
    let (left, right) = (left.value(observations), right.value(observations))
    let missing = self.experiments.compactMap { name in
      names.find(name).flatMap { missingSeeds[$0] }.map { (name, $0) }
    }
    let judgement = Judgement(
      left.flatMap { left in right.map { left - $0 } },
      of: figures.map(observations),
      in: allowedDifference, missingSeeds: Dictionary(missing) { earlier, _ in earlier })
    return AssertionOutcome(assertion: self, left: left, right: right, judgement: judgement)
  }
}

extension Assertion {
  /// - Throws: `AssertionError.unknownExperiment` for the first experiment that is not among the names.
  public func check(_ names: ExperimentNames) throws(AssertionError) {
    for name in experiments where names.find(name) == nil {
      throw .unknownExperiment(name, nearest: names.nearest(to: name), known: names.shown)
    }
  }
}

extension FigureSum {
  /// The sum of the figures over the runs; nil if one has no value.
  func value(_ observe: (RunFigure) -> FigureObservations) -> Double? {
    var total = 0.0
    for term in terms {
      guard let figure = term.figure else {
        total += term.factor
        continue
      }
      guard let value = observe(figure).value else { return nil }
      total += term.factor * value
    }
    return total
  }
}
