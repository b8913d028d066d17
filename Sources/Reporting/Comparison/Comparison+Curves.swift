import Experiments

extension Comparison {
  /// The learning curves over the seeds: for each experiment, metric and epoch the mean with its t interval. Diverged
  /// runs are left out. If runs have different lengths, an epoch counts the runs that have it.
  public var curves: Table {
    var table = Table(
      ["experiment", "metric", "epoch", "runs", "mean", "sd", "ci_low", "ci_high"].map { Table.Column($0) })
    for experiment in experiments {
      let epochs = Set(experiment.soundRuns.flatMap { $0.epochs.map(\.epoch) }).sorted()
      for metric in metrics {
        for epoch in epochs {
          let sample = experiment.figure(metric, at: .epoch(epoch)).sample
          guard sample.count > 0 else { continue }
          let interval = sample.meanInference(options.confidence).interval
          table.append([
            .text(experiment.name), .text(metric.rawValue), .integer(epoch), .integer(sample.count),
            .figure(sample.mean), .figure(sample.standardDeviation), .figure(interval?.low),
            .figure(interval?.high),
          ])
        }
      }
    }
    return table
  }
}
