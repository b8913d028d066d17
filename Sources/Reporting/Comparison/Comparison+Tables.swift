import Experiments
import Text

/// The tables for people.
extension Comparison {
  /// Whether some experiment has several runs that can differ. Only then are there counts, deviations and intervals to
  /// show.
  var hasSeeds: Bool { experiments.contains { $0.counted.runs.count > 1 } }

  var overviewTable: Table {
    var table = Table([
      .init("experiment"), .init("title", mayBeCut: true), .init("runs", .right, omissionRank: 7),
      .init("diverged", .right),
      .init("epochs", .right, omissionRank: 8),
      .init("train_seconds", title: "training", .right, omissionRank: 9),
    ])
    let anyDiverged = experiments.contains { !$0.divergedRuns.isEmpty }
    for experiment in experiments {
      let epochs = experiment.epochCounts
      let upper = epochs.lowerBound == epochs.upperBound ? "" : "–\(epochs.upperBound)"
      table.append([
        .text(shownName(experiment.name)), experiment.title.map(Cell.text) ?? .blank,
        .integer(experiment.runs.count),
        anyDiverged ? .integer(experiment.divergedRuns.count) : .blank,
        Cell(.integer(epochs.upperBound), shown: "\(epochs.lowerBound)\(upper)"),
        .duration(seconds: experiment.trainSeconds.mean),
      ])
    }
    return table.withoutBlankColumns
  }

  func figureTable(_ metric: Metric) -> Table {
    let showsBest = options.epoch != .best
    var table = Table([
      .init("experiment"),
      .init("mean", title: hasSeeds ? "\(options.epoch.title), mean ± sd" : options.epoch.title, .right),
      .init("behind", .right, omissionRank: 5),
      .init("best", title: hasSeeds ? "best, mean ± sd" : "best", .right, omissionRank: 7),
      .init("best_epoch", title: "at epoch", .right, omissionRank: 8), .init("published", .right),
      .init("published_difference", title: "difference", .right, omissionRank: 6),
      .init("published_inside", title: "\(options.confidence.percentText) prediction", omissionRank: 9),
    ])
    let ordered = experiments(orderedBy: metric)
    let best = bestFirst(metric).first
    let leader = best?.figure(metric, at: options.epoch).sample.mean
    let bestOfBest = ordered.compactMap { $0.figure(metric, at: .best).sample.mean }
      .min { metric.isBetter($0, than: $1) }
    func emphasis(_ mean: Double?, _ best: Double?) -> Emphasis {
      mean != nil && mean == best && ordered.count > 1 ? .best : .none
    }
    for experiment in ordered {
      let figure = experiment.figure(metric, at: options.epoch)
      let atBest = experiment.figure(metric, at: .best)
      let comparison = experiment.publishedFigure(metric, at: options.epoch).map {
        figure.comparison(withPublished: $0, options.confidence)
      }
      let distance = leader.flatMap { leader in figure.sample.mean.map { ($0 - leader).magnitude } }
      table.append([
        .text(shownName(experiment.name)),
        figure.sample.count == 0
          ? experiment.emptyCell : figure.cell.emphasized(emphasis(figure.sample.mean, leader)),
        experiment.name == best?.name ? .blank : .figure(distance, metric.precision, among: [leader]),
        showsBest
          ? atBest.cell.emphasized(emphasis(atBest.sample.mean, bestOfBest)) : .blank,
        atBest.epochCell, .figure(comparison?.published ?? experiment.published[metric], metric.precision),
        .difference(
          comparison?.difference, metric.precision, among: [comparison?.published, figure.sample.mean]),
        comparison?.insideCell ?? .blank,
      ])
    }
    return table.withoutBlankColumns
  }

  /// The figures that are published for epochs other than the one that `figureTable` shows; nil if there are none.
  func publishedEpochTable(_ metric: Metric) -> Table? {
    let epochs = PublishedEpoch.all(of: experiments, metrics: [metric], options.confidence)
      .filter { options.epoch != .epoch($0.epoch) }
    return epochs.isEmpty ? nil : PublishedEpoch.table(epochs, options.confidence, name: shownName)
  }

  /// The differences of single runs. They have no intervals, so one table is enough for all metrics.
  var singleRunTable: Table {
    var table = Table([.init("pair")] + metrics.map { .init($0.rawValue, .right) })
    for pair in pairs {
      table.append(
        [.text(shown(pair).label)]
          + metrics.map { metric in
            let own = differences.first { $0.pair == pair && $0.metric == metric }
            return own?.valueCell ?? .blank
          })
    }
    return table
  }

  func differenceTable(_ metric: Metric) -> Table {
    let own = differences.filter { $0.metric == metric }
    var table = Table([
      .init("pair"), .init("difference", .right),
      .init("interval", title: "\(options.confidence.percentText) CI", .right, omissionRank: 1),
      .init("p", .right, omissionRank: 5), .init("p_holm", title: "Holm p", .right, omissionRank: 4),
      .init("p_max_t", title: "max-t p", .right, omissionRank: 4),
      .init("permutation_p", title: "permutation p", .right, omissionRank: 9),
      .init("effect_size", title: "effect size", .right, omissionRank: 8),
      .init("runs", .left, omissionRank: 7),
    ])
    for difference in own {
      table.append([
        .text(shown(difference.pair).label), difference.valueCell, difference.intervalCell,
        .probability(difference.inference.p),
        difference.family.count > 1 ? .probability(difference.family.holmP) : .blank,
        .probability(difference.family.maxTP), .probability(difference.permutationTest?.p),
        difference.effectSizeCell,
        .text(difference.basis.text),
      ])
    }
    return table.withoutBlankColumns
  }

  func thresholdTable(_ threshold: Threshold) -> Table {
    var table = Table([
      .init("experiment"), .init("median", title: "median epoch", .right),
      .init("interval", title: "\(options.confidence.percentText) CI", .right),
      .init("reached", .right, omissionRank: 4), .init("never", .right, omissionRank: 3),
    ])
    let medians = experiments.compactMap { threshold.observations(of: $0).value }.filter(\.isFinite)
    for experiment in experiments {
      let epochs = threshold.observations(of: experiment)
      let median = epochs.value.map { value in
        value.isFinite
          ? Cell(
            .number(value), shown: value.exact,
            experiments.count > 1 && value == medians.min() ? .best : .none)
          : .text("never")
      }
      let interval = threshold.interval(of: experiment, options.confidence)
      table.append([
        .text(shownName(experiment.name)), median ?? .blank,
        Cell(.none, shown: interval.map { threshold.text($0, isDifference: false) } ?? ""),
        .integer(epochs.runCount - epochs.neverCount), .integer(epochs.neverCount),
      ])
    }
    return table.withoutBlankColumns
  }

  func epochDifferenceTable(_ threshold: Threshold) -> Table {
    var table = Table([
      .init("pair"), .init("difference", title: "difference of medians", .right),
      .init("interval", title: "\(options.confidence.percentText) CI", .right),
      .init("runs", .left, omissionRank: 7),
    ])
    for difference in epochDifferences where difference.threshold == threshold {
      let value = difference.value.map { value in
        Cell(.number(value), shown: threshold.text(value, isDifference: true))
      }
      table.append([
        .text(shown(difference.pair).label), value ?? .blank,
        Cell(.none, shown: difference.interval.map { threshold.text($0, isDifference: true) } ?? ""),
        .text(PairDifference.Basis.paired(difference.count).text),
      ])
    }
    return table.withoutBlankColumns
  }
}

extension EpochChoice {
  var title: String {
    switch self {
    case .final: "final"
    case .best: "best"
    case .epoch(let number): "epoch \(number)"
    }
  }
}
