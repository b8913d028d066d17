import Experiments
import Text

/// The runs of an experiment at an epoch that the article publishes a figure for.
struct PublishedEpoch {
  let experiment: String
  let metric: Metric
  /// Counted from 1.
  let epoch: Int
  let figure: FigureSummary
  let comparison: PublishedComparison

  /// In the order of the experiments, the metrics and the epochs. Epochs that no run has are left out.
  static func all(
    of experiments: [ExperimentSummary], metrics: [Metric] = Metric.allCases, _ confidence: Confidence
  ) -> [PublishedEpoch] {
    experiments.flatMap { experiment in
      metrics.flatMap { metric in
        experiment.published.epochs(of: metric).compactMap { epoch in
          guard let published = experiment.published[metric, epoch: epoch],
            experiment.runs.contains(where: { $0.figure(metric, at: .epoch(epoch)) != nil })
          else { return nil }
          let figure = experiment.figure(metric, at: .epoch(epoch))
          return PublishedEpoch(
            experiment: experiment.name, metric: metric, epoch: epoch, figure: figure,
            comparison: figure.comparison(withPublished: published, confidence))
        }
      }
    }
  }

  /// - Parameter name: the name to show for an experiment; nil: the table is about a single one.
  static func table(
    _ epochs: [PublishedEpoch], _ confidence: Confidence, name: ((String) -> String)? = nil
  ) -> Table {
    let hasSeeds = epochs.contains { $0.figure.sample.count > 1 }
    var table = Table([
      name == nil ? .init("metric", title: "figure") : .init("experiment"),
      .init("epoch", title: "at epoch", .right),
      .init("mean", title: hasSeeds ? "mean ± sd" : "value", .right), .init("published", .right),
      .init("difference", .right, omissionRank: 6),
      .init("inside", title: "\(confidence.percentText) prediction", omissionRank: 9),
    ])
    for epoch in epochs {
      table.append([
        .text(name?(epoch.experiment) ?? epoch.metric.rawValue), .integer(epoch.epoch),
        epoch.figure.sample.count == 0 ? Cell(.none, shown: "diverged") : epoch.figure.cell,
        .figure(epoch.comparison.published, epoch.metric.precision),
        .difference(
          epoch.comparison.difference, epoch.metric.precision,
          among: [epoch.comparison.published, epoch.figure.sample.mean]),
        epoch.comparison.insideCell,
      ])
    }
    return table.withoutBlankColumns
  }
}

extension ExperimentSummary {
  /// The published figure that the runs at this epoch are compared with; nil if there is none.
  func publishedFigure(_ metric: Metric, at epoch: EpochChoice) -> Double? {
    switch epoch {
    case .final: published[metric]
    case .epoch(let epoch): published[metric, epoch: epoch]
    case .best: nil
    }
  }
}
