import Experiments
import Schema
import Text

extension Report {
  /// What `bnlab run` prints: for each experiment its figures next to the published ones, warnings and the paths of its
  /// run folders.
  public static func runs(_ experiments: [ExperimentSummary], confidence: Confidence = .percent95) -> Report {
    Report(
      document: Document(experiments.flatMap { $0.runBlocks(confidence) }),
      records: runRecords(experiments),
      json: .object([
        .init("format", .integer(jsonFormat(of: "runs"))), .init("kind", .string("runs")),
        .init("confidence", .double(confidence.level)),
        .init("experiments", .array(experiments.map { $0.runJSON(confidence) })),
      ]))
  }

  /// A row for each run and metric, and one for each epoch that the article publishes a figure for, at full precision.
  private static func runRecords(_ experiments: [ExperimentSummary]) -> Table {
    var table = Table(
      [
        "experiment", "seed", "epochs", "metric", "final", "best", "best_epoch", "published",
        "published_difference", "diverged_at_epoch", "train_seconds", "folder", "at", "value",
      ].map { Table.Column($0) })
    for experiment in experiments {
      for run in experiment.runs {
        for metric in experiment.metrics {
          let final = run.figure(metric, at: .final)
          let best = run.figure(metric, at: .best)
          let epochs = experiment.published.epochs(of: metric).map { EpochChoice.epoch($0) }
          for epoch in [.final] + epochs.filter({ run.figure(metric, at: $0) != nil }) {
            let figure = run.figure(metric, at: epoch)
            let published = experiment.publishedFigure(metric, at: epoch)
            let difference = published.flatMap { published in figure.map { $0.value - published } }
            table.append([
              .text(run.experiment), .seed(run.seed),
              .integer(run.epochs.count), .text(metric.rawValue), .figure(final?.value), .figure(best?.value),
              best.map { .integer($0.epoch) } ?? .blank, .figure(published), .figure(difference),
              run.divergedAtEpoch.map(Cell.integer) ?? .blank, .figure(run.trainSeconds),
              run.folder.map(Cell.text) ?? .blank, .text(epoch.key), .figure(figure?.value),
            ])
          }
        }
      }
    }
    return table
  }
}

// MARK: - For people

extension ExperimentSummary {
  fileprivate func runBlocks(_ confidence: Confidence) -> [Document.Block] {
    let single = runs.count == 1
    let seeds = single ? runs.first.map { ", seed \($0.seed)" } ?? "" : ", \(runs.count) seeds"
    var blocks: [Document.Block] = [
      .heading(name + seeds + (title.map { ": \($0)" } ?? "")), .table(runTable(confidence)),
    ]
    if let remark = [self].bestRemark(metrics) { blocks.append(.paragraph(remark)) }
    let epochs = PublishedEpoch.all(of: [self], confidence)
    if !epochs.isEmpty { blocks.append(.table(PublishedEpoch.table(epochs, confidence))) }
    if let source { blocks.append(.paragraph(source.remark())) }
    if lacksPublished { blocks.append(.paragraph(Self.publishedRemark)) }
    if let remark = stoppingRemark(as: name) { blocks.append(.paragraph(remark)) }
    if let remark = seedRemark(as: name) { blocks.append(.paragraph(remark)) }
    if let remark = divergedRemark { blocks.append(.paragraph(remark)) }
    if let seconds = trainSeconds.mean {
      let range = epochCounts
      let count =
        range.lowerBound == range.upperBound
        ? "\(range.upperBound)" : "\(range.lowerBound)–\(range.upperBound)"
      let noun = range.upperBound == 1 ? "epoch" : "epochs"
      let each = single ? "" : " a run"
      blocks.append(
        .paragraph("\(count) \(noun)\(each), \(durationText(seconds: seconds)) of training\(each)."))
    }
    let folders = runs.compactMap(\.folder)
    if !folders.isEmpty {
      blocks.append(.lines(folders.count == 1 ? "Run folder:" : "Run folders:", FolderRanges.texts(folders)))
    }
    return blocks
  }

  /// A row for each metric. The final figures of a single run are shown even if they are not finite.
  private func runTable(_ confidence: Confidence) -> Table {
    let single = runs.count == 1
    let isSeedless = !seedHasEffect
    var table = Table([
      .init("metric", title: "figure"),
      .init("final", title: single || isSeedless ? "final" : "final, mean ± sd", .right),
      .init("best", title: single || isSeedless ? "best" : "best, mean ± sd", .right, omissionRank: 7),
      .init("best_epoch", title: "at epoch", .right, omissionRank: 8), .init("published", .right),
      .init("difference", .right, omissionRank: 6),
      .init("published_inside", title: "\(confidence.percentText) prediction", omissionRank: 9),
    ])
    for metric in metrics {
      let figure = FigureSummary(metric: metric, runs: countedRuns, at: .final)
      let best = FigureSummary(metric: metric, runs: single ? runs : countedRuns, at: .best)
      let comparison = published[metric].map { figure.comparison(withPublished: $0, confidence) }
      let final: Cell =
        single
        ? .figure(runs.first?.figure(metric, at: .final)?.value, metric.precision)
        : figure.sample.count == 0 ? emptyCell : figure.cell
      table.append([
        .text(metric.rawValue), final, best.cell, best.epochCell,
        .figure(comparison?.published, metric.precision),
        .difference(
          comparison?.difference, metric.precision, among: [comparison?.published, figure.sample.mean]),
        comparison?.insideCell ?? .blank,
      ])
    }
    return table.withoutBlankColumns
  }
}

// MARK: - For machines

extension ExperimentSummary {
  fileprivate func runJSON(_ confidence: Confidence) -> JSON {
    .object([
      .init("name", .string(name)), .init("title", .string(title)),
      .init("altered", .boolean(isAltered)), .init("diverged", .diverged(self)),
      .init("final", .figures(of: self, metrics, at: .final, confidence)),
      .init("best", .figures(of: self, metrics, at: .best, confidence)),
      .init("published", .published(of: self, confidence)),
      .init("published_at", .publishedEpochs(of: self, confidence)), .init("source", .source(source)),
      .init("train_seconds", .object(JSON.sample(trainSeconds))), .init("runs", .array(runs.map(\.json))),
    ])
  }
}

extension RunSummary {
  fileprivate var json: JSON {
    let stopping: [JSON.Member] =
      spec?.training.earlyStopping == nil
      ? []
      : [
        .init("stopped_after_epoch", stoppedAfterEpoch.map { .integer($0) } ?? .null),
        .init("restored_epoch", restoredEpoch.map { .integer($0) } ?? .null),
      ]
    return .object(
      [
        .init("seed", .integer(seed)), .init("folder", .string(folder)),
        .init("epochs", .integer(epochs.count)),
        .init("diverged_at_epoch", divergedAtEpoch.map { .integer($0) } ?? .null),
        .init("train_seconds", .double(trainSeconds)), .init("evaluate_seconds", .double(evaluateSeconds)),
        .init("final", json(at: .final)), .init("best", json(at: .best)),
      ] + stopping)
  }

  private func json(at epoch: EpochChoice) -> JSON {
    .object(
      Metric.allCases.compactMap { metric in
        figure(metric, at: epoch).map { JSON.Member(metric.rawValue, .double($0.value)) }
      })
  }
}
