import Experiments

/// A metric over the seeds of an experiment.
public struct FigureSummary: Equatable, Sendable {
  public struct Observation: Equatable, Sendable {
    public let seed: UInt64
    public let epoch: Int
    public let value: Double
  }

  public let metric: Metric
  /// In the order of the seeds. Runs without the metric are missing.
  public let observations: [Observation]
  public let sample: Sample

  /// - Parameter runs: the caller excludes diverged ones.
  init(metric: Metric, runs: [RunSummary], at epoch: EpochChoice) {
    self.metric = metric
    observations = runs.compactMap { run in
      run.figure(metric, at: epoch).map { Observation(seed: run.seed, epoch: $0.epoch, value: $0.value) }
    }
    sample = Sample(observations.map(\.value))
  }

  /// The median of the epochs at which the runs have the values.
  public var medianEpoch: Double? { Sample(observations.map { Double($0.epoch) }).median }

  public func comparison(withPublished published: Double, _ confidence: Confidence = .percent95)
    -> PublishedComparison
  {
    PublishedComparison(
      published: published, difference: sample.mean.map { $0 - published },
      prediction: sample.predictionInterval(confidence))
  }
}

/// An article's figure, which comes from a single run, compared with runs at hand.
public struct PublishedComparison: Equatable, Sendable {
  public let published: Double
  /// The mean of the runs minus the published figure; nil if there are no runs.
  public let difference: Double?
  /// The interval in which one further run is expected; nil for fewer than two runs.
  public let prediction: Interval?

  /// Whether the published figure could be one of these runs; nil for fewer than two runs.
  public var isInside: Bool? { prediction?.contains(published) }
}
