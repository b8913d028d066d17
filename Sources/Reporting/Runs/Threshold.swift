import Experiments
import Text

/// A value that a metric has to reach: at least `value` if higher is better, at most `value` otherwise.
public struct Threshold: Hashable, Sendable {
  public let metric: Metric
  public let value: Double

  public init(metric: Metric, value: Double) {
    self.metric = metric
    self.value = value
  }

  public func isReached(by figure: Double) -> Bool {
    metric.higherIsBetter ? figure >= value : figure <= value
  }

  /// The first epoch at which a run reaches it. Nil if never reached, or if the run diverged first: a diverged network still
  /// has an accuracy, that of one class.
  public func firstEpoch(of run: RunSummary) -> Int? {
    run.epochs.prefix { $0.epoch < run.divergedAtEpoch ?? .max }
      .first { record in record.values[metric].map(isReached) ?? false }?.epoch
  }
}

extension Threshold: CustomStringConvertible {
  public var description: String { "\(metric.rawValue) \(metric.higherIsBetter ? "≥" : "≤") \(value.exact)" }
}
