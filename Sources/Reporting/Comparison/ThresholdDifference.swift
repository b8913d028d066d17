import Experiments

/// By how many epochs one experiment reaches a threshold before or after another: the difference of the medians over the
/// seeds that both have, judged as a claim about it would be. A run that diverges before never gets there.
struct ThresholdDifference: Equatable, Sendable {
  enum Verdict: String, Sendable {
    /// No seed is on both sides.
    case noRuns = "no_runs"
    case tooFewRuns = "too_few_runs"
    /// Neither median run gets there.
    case neitherReaches = "neither_reaches"
    /// Every resample has the same median on both sides.
    case equal
    /// The interval holds zero.
    case unclear
    /// The first needs more epochs.
    case higher
    /// The first needs fewer epochs.
    case lower
  }

  let pair: ExperimentPair
  let threshold: Threshold
  /// Pairs of runs.
  let count: Int
  /// In epochs, infinite where only one side's median run gets there; nil where there is nothing to tell.
  let value: Double?
  /// Nil where there are too few runs for one.
  let interval: Interval?
  let verdict: Verdict

  init(
    _ first: ExperimentSummary, _ second: ExperimentSummary, _ threshold: Threshold, confidence: Confidence
  ) {
    pair = ExperimentPair(first.name, second.name)
    self.threshold = threshold
    let estimate = ClaimEstimate(
      threshold.observations(of: first), threshold.observations(of: second), confidence: confidence)
    count = estimate.count
    switch estimate.obstacleToAny {
    case .noCommonSeeds: (value, interval, verdict) = (nil, nil, .noRuns)
    case .neitherReaches: (value, interval, verdict) = (nil, nil, .neitherReaches)
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
  /// The bootstrap interval of the median epoch, infinite where runs never get there; nil for too few runs.
  func interval(of experiment: ExperimentSummary, _ confidence: Confidence) -> Interval? {
    let estimate = ClaimEstimate(observations(of: experiment), nil, confidence: confidence)
    return estimate.obstacleToAny == nil ? estimate.interval : nil
  }

  fileprivate func observations(of experiment: ExperimentSummary) -> FigureObservations {
    FigureObservations(
      FigureSpec(experiment: experiment.name, metric: metric, reading: .epochsUntil(value)), of: experiment)
  }
}

extension ClaimEstimate {
  /// Why there is no interval to go by, whatever is claimed.
  fileprivate var obstacleToAny: ClaimFinding.Obstacle? {
    obstacle(ClaimedRegion(low: -.infinity, high: .infinity), divergence: .none)
  }
}

extension Interval {
  /// In epochs.
  func epochsText(isDifference: Bool) -> String {
    let low = FigureUnit.epochs.text(low, isDifference: isDifference)
    let high = FigureUnit.epochs.text(high, isDifference: isDifference)
    return low == high ? low : "\(low) to \(high)"
  }
}
