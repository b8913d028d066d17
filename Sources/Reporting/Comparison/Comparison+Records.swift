import Experiments

/// The comparison as one table for CSV: a row for each figure of an experiment, then a row for each difference of a pair.
extension Comparison {
  var recordTable: Table {
    var table = Table(Self.recordColumns)
    for experiment in experiments {
      for metric in metrics {
        let published = PublishedEpoch.all(of: [experiment], metrics: [metric], options.confidence)
          .map { EpochChoice.epoch($0.epoch) }
        for epoch in epochChoices + published.filter({ !epochChoices.contains($0) }) {
          table.append(record(experiment, metric, epoch))
        }
      }
      for threshold in options.thresholds {
        let epochs = threshold.observations(of: experiment)
        let interval = threshold.interval(of: experiment, options.confidence)
        table.append(
          Self.row([
            "row": .text("epochs_until"), "experiment": .text(experiment.name),
            "metric": .text(threshold.metric.rawValue), "threshold": .figure(threshold.value),
            "runs": .integer(epochs.runCount), "diverged": .integer(experiment.divergedRuns.count),
            "value": .figure(epochs.value), "ci_low": .figure(interval?.low),
            "ci_high": .figure(interval?.high), "never": .integer(epochs.neverCount),
          ]))
      }
    }
    for difference in differences { table.append(record(difference)) }
    for difference in epochDifferences { table.append(record(difference)) }
    if let bestCell { table.append(record(bestCell)) }
    return table
  }

  /// The chosen epoch and the best one, which may be the same.
  var epochChoices: [EpochChoice] { options.epoch == .best ? [.best] : [options.epoch, .best] }

  private func record(_ experiment: ExperimentSummary, _ metric: Metric, _ epoch: EpochChoice) -> [Cell] {
    let figure = experiment.figure(metric, at: epoch)
    let published = experiment.publishedFigure(metric, at: epoch).map {
      figure.comparison(withPublished: $0, options.confidence)
    }
    var cells: [String: Cell] = [
      "row": .text("figure"), "experiment": .text(experiment.name), "metric": .text(metric.rawValue),
      "at": .text(epoch.key), "runs": .integer(figure.sample.count),
      "diverged": .integer(experiment.divergedRuns.count), "value": .figure(figure.sample.mean),
      "sd": .figure(figure.sample.standardDeviation), "median_epoch": .figure(figure.medianEpoch),
    ]
    cells["where"] = experiment.source?.place.map(Cell.text) ?? .blank
    cells["source"] = experiment.source.map { .text($0.tutorial) } ?? .blank
    cells["url"] = experiment.source?.url.map(Cell.text) ?? .blank
    let interval = figure.sample.meanInference(options.confidence).interval
    cells["ci_low"] = .figure(interval?.low)
    cells["ci_high"] = .figure(interval?.high)
    if let published {
      cells["published"] = .figure(published.published)
      cells["published_difference"] = .figure(published.difference)
      cells["prediction_low"] = .figure(published.prediction?.low)
      cells["prediction_high"] = .figure(published.prediction?.high)
      cells["published_inside"] = published.isInside.map(Cell.boolean) ?? .blank
    }
    return Self.row(cells)
  }

  private func record(_ difference: PairDifference) -> [Cell] {
    let count: Int
    switch difference.basis {
    case .paired(let pairs): count = pairs
    case .unpaired(let own, let other): count = own + other
    }
    return Self.row([
      "row": .text("difference"), "experiment": .text(difference.pair.experiment),
      "minus": .text(difference.pair.other), "metric": .text(difference.metric.rawValue),
      "at": .text(options.epoch.key), "runs": .integer(count), "basis": .text(difference.basis.key),
      "value": .figure(difference.inference.value), "ci_low": .figure(difference.inference.interval?.low),
      "ci_high": .figure(difference.inference.interval?.high), "p": .figure(difference.inference.p),
      "permutation_p": .figure(difference.permutationTest?.p),
      "effect_size": .figure(difference.effectSize?.value),
      "effect_size_kind": difference.effectSize.map { .text($0.kind.rawValue) } ?? .blank,
      "verdict": .text(difference.verdict.name), "standing": .text(difference.standing.rawValue),
      "seeds_needed": difference.seedsNeeded.map(Cell.integer) ?? .blank,
      "p_holm": .figure(difference.family.holmP), "p_max_t": .figure(difference.family.maxTP),
      "different_data": differentDataCell(difference.pair),
    ])
  }

  private func record(_ best: BestCell) -> [Cell] {
    Self.row([
      "row": .text("best_cell"), "experiment": .text(best.experiment), "minus": .text(best.runnerUp),
      "metric": .text(best.metric.rawValue), "at": .text(options.epoch.key),
      "runs": .integer(best.seedCount), "value": .figure(best.difference),
      "verdict": .text(best.verdict.rawValue), "p_max_t": .figure(best.p),
      "different_data": Self.cell(differentData: differentData(of: best)),
    ])
  }

  private func record(_ difference: ThresholdDifference) -> [Cell] {
    Self.row([
      "row": .text("epochs_until_difference"), "experiment": .text(difference.pair.experiment),
      "minus": .text(difference.pair.other), "metric": .text(difference.threshold.metric.rawValue),
      "threshold": .figure(difference.threshold.value), "basis": .text("paired"),
      "runs": .integer(difference.count), "value": .figure(difference.value),
      "ci_low": .figure(difference.interval?.low), "ci_high": .figure(difference.interval?.high),
      "verdict": .text(difference.verdict.rawValue), "standing": .text(difference.standing.rawValue),
      "different_data": differentDataCell(difference.pair),
    ])
  }

  private func differentDataCell(_ pair: ExperimentPair) -> Cell {
    Self.cell(differentData: dataDifference(pair)?.differentSamples ?? [])
  }

  private static func cell(differentData parts: [String]) -> Cell {
    parts.isEmpty ? .blank : .text(parts.joined(separator: "; "))
  }

  private static let recordColumns: [Table.Column] = [
    "row", "experiment", "minus", "metric", "at", "basis", "runs", "diverged", "value", "sd", "ci_low",
    "ci_high",
    "p", "permutation_p", "effect_size", "effect_size_kind", "verdict", "median_epoch", "threshold", "never",
    "published",
    "published_difference", "prediction_low", "prediction_high", "published_inside", "check",
    "standing", "seeds_needed", "p_holm", "p_max_t", "claimed_low", "claimed_high", "says", "of", "note",
    "where", "source", "url", "different_data",
  ].map { Table.Column($0) }

  static func row(_ cells: [String: Cell]) -> [Cell] {
    recordColumns.map { cells[$0.key] ?? .blank }
  }
}

extension EpochChoice {
  var key: String {
    switch self {
    case .final: "final"
    case .best: "best"
    case .epoch(let number): "epoch=\(number)"
    }
  }
}

extension PairDifference.Basis {
  var key: String {
    switch self {
    case .paired: "paired"
    case .unpaired: "unpaired"
    }
  }
}
