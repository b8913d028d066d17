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
  /// By the interval of this difference alone.
  let verdict: Verdict
  /// The verdict as one of all differences of the threshold: the interval has the confidence that each of so many needs
  /// (Bonferroni's correction). Until the comparison knows the others, that of this difference alone.
  private(set) var standing: Verdict
  /// The smallest number of pairs that an interval of that confidence can do with, if there are fewer; otherwise nil.
  private(set) var neededCount: Int?

  init(
    _ experiment: ExperimentSummary, minus other: ExperimentSummary, _ threshold: Threshold,
    confidence: Confidence
  ) {
    pair = ExperimentPair(experiment.name, minus: other.name)
    self.threshold = threshold
    let estimate = Estimate(
      SumObservations(threshold.observations(of: experiment.counted)),
      minus: SumObservations(threshold.observations(of: other.counted)), confidence: confidence)
    (count, value, interval, verdict) = Self.found(estimate)
    standing = verdict
  }

  /// Judges the difference as one of several.
  /// - Parameter confidence: that of each.
  mutating func judge(
    _ experiment: ExperimentSummary, minus other: ExperimentSummary, eachWith confidence: Confidence
  ) {
    // Only a clear difference can become an unclear one.
    guard verdict == .higher || verdict == .lower else { return }
    standing = ThresholdDifference(experiment, minus: other, threshold, confidence: confidence).verdict
    neededCount = standing == .tooFewRuns ? confidence.minimumCount : nil
  }

  private static func found(
    _ estimate: Estimate
  ) -> (count: Int, value: Double?, interval: Interval?, verdict: Verdict) {
    let count = estimate.count
    return switch estimate.obstacle(.everything) {
    case .noCommonSeeds: (count, nil, nil, .noRuns)
    case .noThresholdReached: (count, nil, nil, .noThresholdReached)
    case .some: (count, estimate.value, nil, .tooFewRuns)
    case nil:
      (count, estimate.value, estimate.interval, estimate.interval.map(Verdict.init) ?? .tooFewRuns)
    }
  }
}

extension [ThresholdDifference] {
  /// Judges each difference as one of all of the same threshold.
  /// - Parameters:
  ///   - experiments: by name.
  ///   - cellCount: number of a grid's cells if the others are compared with the best one. It was chosen by the same runs, so
  ///     that each of its differences is one of those of all pairs. Otherwise nil.
  mutating func setStandings(
    _ experiments: [String: ExperimentSummary], cellCount: Int?, _ confidence: Confidence
  ) {
    for (_, places) in Dictionary(grouping: indices, by: { self[$0].threshold }) {
      let tested = places.filter { self[$0].interval != nil }
      let count = cellCount.map { $0 * ($0 - 1) / 2 } ?? tested.count
      guard count > 1 else { continue }
      for place in tested {
        let pair = self[place].pair
        guard let experiment = experiments[pair.experiment], let other = experiments[pair.other] else {
          continue
        }
        self[place].judge(experiment, minus: other, eachWith: confidence.ofEach(count))
      }
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
