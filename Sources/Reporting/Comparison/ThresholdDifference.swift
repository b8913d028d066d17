import Experiments

/// By how many epochs one experiment reaches a threshold before or after another: the difference of the medians over the
/// seeds that both have, judged as a claim about it would be. A run that diverges first never reaches it.
struct ThresholdDifference: Equatable, Sendable {
  enum Verdict: String, Sendable {
    /// The two have no seed in common.
    case noRuns = "no_runs"
    case tooFewRuns = "too_few_runs"
    /// The median runs of both never reach the threshold.
    case noThresholdReached = "neither_reaches"
    /// The difference is zero in every resample.
    case equal
    /// The interval holds zero.
    case unclear
    /// The experiment needs more epochs than the other one.
    case higher
    /// The experiment needs fewer epochs than the other one.
    case lower
  }

  let pair: ExperimentPair
  let threshold: Threshold
  /// Number of pairs of runs with the same seed.
  let count: Int
  /// In epochs; infinite if only one side's median run reaches the threshold; nil if there is no difference.
  let value: Double?
  /// Nil if there are too few runs for one.
  let interval: Interval?
  let verdict: Verdict

  init(
    _ experiment: ExperimentSummary, minus other: ExperimentSummary, _ threshold: Threshold,
    confidence: Confidence
  ) {
    pair = ExperimentPair(experiment.name, minus: other.name)
    self.threshold = threshold
    let estimate = Estimate(
      SumObservations(threshold.observations(of: experiment.counted)),
      minus: SumObservations(threshold.observations(of: other.counted)), confidence: confidence)
    count = estimate.count
    switch estimate.obstacle(.everything) {
    case .noCommonSeeds: (value, interval, verdict) = (nil, nil, .noRuns)
    case .noThresholdReached: (value, interval, verdict) = (nil, nil, .noThresholdReached)
    case .some: (value, interval, verdict) = (estimate.value, nil, .tooFewRuns)
    case nil:
      (value, interval) = (estimate.value, estimate.interval)
      verdict = estimate.interval.map(Verdict.init) ?? .tooFewRuns
    }
  }
}

extension ThresholdDifference.Verdict {
  fileprivate init(_ interval: Interval) {
    if interval.low == 0, interval.high == 0 {
      self = .equal
    } else if interval.contains(0) {
      self = .unclear
    } else {
      self = interval.low > 0 ? .higher : .lower
    }
  }
}

extension Threshold {
  /// The number of epochs until each run reaches the threshold.
  func observations(of experiment: ExperimentSummary) -> FigureObservations {
    FigureObservations(.epochsUntil(self), of: experiment.name, experiment)
  }

  /// The bootstrap interval of the median epoch. Its ends may be infinite. Nil for too few runs.
  func interval(of experiment: ExperimentSummary, _ confidence: Confidence) -> Interval? {
    let estimate = Estimate(
      SumObservations(observations(of: experiment.counted)), minus: nil, confidence: confidence)
    return estimate.obstacle(.everything) == nil ? estimate.interval : nil
  }

  /// A number of epochs for people.
  func text(_ epochs: Double, isDifference: Bool) -> String {
    Figure.epochsUntil(self).text(epochs, isDifference: isDifference)
  }

  func text(_ interval: Interval, isDifference: Bool) -> String {
    Figure.epochsUntil(self).text(interval, isDifference: isDifference)
  }
}
