import Experiments
import Text

/// A level that a figure has to reach: at least `value` where higher is better, at most `value` elsewhere.
public struct Threshold: Equatable, Sendable {
  public let metric: Metric
  public let value: Double

  public init(metric: Metric, value: Double) {
    self.metric = metric
    self.value = value
  }

  public func isReached(by figure: Double) -> Bool {
    metric.higherIsBetter ? figure >= value : figure <= value
  }

  /// The first epoch at which a run reaches it; nil: never.
  public func firstEpoch(of run: RunSummary) -> Int? {
    run.epochs.first { record in record.values[metric].map(isReached) ?? false }?.epoch
  }
}

extension Threshold: CustomStringConvertible {
  public var description: String { "\(metric.rawValue) \(metric.higherIsBetter ? "≥" : "≤") \(value.exact)" }
}

/// How many epochs the runs of an experiment need to reach a threshold.
public struct ThresholdSummary: Equatable, Sendable {
  public struct Observation: Equatable, Sendable {
    public let seed: UInt64
    /// Nil: never within the run; so does a run count that diverged before.
    public let epoch: Int?
  }

  public enum Median: Equatable, Sendable {
    /// There is no run.
    case none
    case epoch(Double)
    /// At least half of the runs never reach it.
    case never
  }

  public let threshold: Threshold
  /// One for each run, by seed, diverged ones included.
  public let observations: [Observation]

  public init(_ threshold: Threshold, of experiment: ExperimentSummary) {
    self.threshold = threshold
    observations = experiment.runs.map { Observation(seed: $0.seed, epoch: threshold.firstEpoch(of: $0)) }
  }

  public var reachedCount: Int { observations.count { $0.epoch != nil } }
  public var neverCount: Int { observations.count { $0.epoch == nil } }

  /// Of all runs, those that never reach it counted as later than any epoch.
  public var median: Median {
    guard let median = medianOrInfinity else { return .none }
    return median.isFinite ? .epoch(median) : .never
  }

  /// Nil where there is no run.
  var medianOrInfinity: Double? { epochsOrInfinity.sorted().quantileOfSorted(0.5) }

  /// The epochs by seed, infinite where the threshold is never reached.
  public var epochsOrInfinity: [Double] { observations.map { $0.epoch.map(Double.init) ?? .infinity } }
}
