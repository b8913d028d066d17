import Experiments

/// One figure over the seeds of an experiment, without diverged runs.
public struct FigureSummary: Equatable, Sendable {
  public struct Observation: Equatable, Sendable {
    public let seed: UInt64
    public let epoch: Int
    public let value: Double
  }

  public let metric: Metric
  /// By seed; runs that have no such figure are missing.
  public let observations: [Observation]
  public let sample: Sample

  init(metric: Metric, runs: [RunSummary], at epoch: EpochChoice) {
    self.metric = metric
    observations = runs.compactMap { run in
      run.figure(metric, at: epoch).map { Observation(seed: run.seed, epoch: $0.epoch, value: $0.value) }
    }
    sample = Sample(observations.map(\.value))
  }

  /// Of the epochs that the values are from.
  public var medianEpoch: Double? { Sample(observations.map { Double($0.epoch) }).median }

  public func comparison(withPublished published: Double, _ confidence: Confidence = .percent95)
    -> PublishedComparison
  {
    PublishedComparison(
      published: published, difference: sample.mean.map { $0 - published },
      prediction: sample.predictionInterval(confidence))
  }
}

/// An article's figure, from a single run, beside one's own runs.
public struct PublishedComparison: Equatable, Sendable {
  public let published: Double
  /// The mean of the runs minus the published figure; nil without runs.
  public let difference: Double?
  /// Where a further single run lies; nil for fewer than two runs.
  public let prediction: Interval?

  /// Whether the published figure could be one of these runs; nil where two runs are not there to tell.
  public var isInside: Bool? { prediction?.contains(published) }
}
