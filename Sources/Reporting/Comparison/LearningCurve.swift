import Experiments

/// A metric of an experiment by epoch, over the seeds. Diverged runs are left out. If runs have different lengths, an epoch
/// counts the runs that have it.
public struct LearningCurve: Equatable, Sendable {
  public struct Point: Equatable, Sendable {
    /// Counted from 1.
    public let epoch: Int
    public let runCount: Int
    public let mean: Double?
    public let deviation: Double?
    /// Student's t interval of the mean; nil if there are too few runs for one.
    public let interval: Interval?
  }

  /// With its overrides.
  public let experiment: String
  public let metric: Metric
  /// In ascending order of the epochs; those that no run has are left out.
  public let points: [Point]

  public init(_ experiment: ExperimentSummary, _ metric: Metric, _ confidence: Confidence = .percent95) {
    self.experiment = experiment.name
    self.metric = metric
    points = Set(experiment.soundRuns.flatMap { $0.epochs.map(\.epoch) }).sorted().compactMap { epoch in
      let sample = experiment.figure(metric, at: .epoch(epoch)).sample
      guard sample.count > 0 else { return nil }
      return Point(
        epoch: epoch, runCount: sample.count, mean: sample.mean, deviation: sample.standardDeviation,
        interval: sample.meanInference(confidence).interval)
    }
  }

  /// A row for each epoch of each curve.
  public static func table(_ curves: [LearningCurve]) -> Table {
    var table = Table(
      ["experiment", "metric", "epoch", "runs", "mean", "sd", "ci_low", "ci_high"].map { Table.Column($0) })
    for curve in curves {
      for point in curve.points {
        table.append([
          .text(curve.experiment), .text(curve.metric.rawValue), .integer(point.epoch),
          .integer(point.runCount), .figure(point.mean), .figure(point.deviation),
          .figure(point.interval?.low), .figure(point.interval?.high),
        ])
      }
    }
    return table
  }
}
