import CommandLineTool
import Datasets
import Experiments
import Plotting
import Reporting
import Runs
import Text
import Training

/// Makes the figures of a subject from its runs, its data and its networks.
struct FigureMaker {
  let subject: PlotSubject
  let command: PlotCommand
  let settings: RunSettings
  let context: ProgramContext
  var summaries: [ExperimentSummary]
  /// The seeds that were asked for and have no run, by experiment.
  let missingSeeds: [String: [UInt64]]

  /// - Returns: nil if the figure cannot be drawn of these experiments and nobody asked for it by name.
  /// - Throws: `Failure` if it was asked for.
  func make(_ figure: PlannedFigure) throws -> PlottedFigure? {
    if let plotted = try plotted(figure) { return plotted }
    guard command.kinds.contains(figure.kind) else { return nil }
    throw Failure(
      "--figure \(figure.kind.rawValue): \(missing(figure.kind)) in \(listed(figure.experiments.map(subject.names.shown), "and"))",
      .usage)
  }

  private func missing(_ kind: FigureKind) -> String {
    switch kind {
    case .curves: command.metrics.isEmpty ? "no metric of a run" : "none of the metrics"
    case .batches: "no batches.csv, which training.log_batches=true or =with_test writes,"
    case .data: "no samples with two features and a class"
    case .samples: "no images"
    case .histograms: "no data"
    case .boundary: "no finished network with two inputs and two classes"
    case .maps: "no finished network with such layers"
    case .percentiles: "no such layers"
    case .architecture: "no layers"
    case .verdicts: "no claims"
    }
  }

  private func plotted(_ figure: PlannedFigure) throws -> PlottedFigure? {
    let title = subject.title(figure)
    switch figure.kind {
    case .curves:
      let curves = CurvesFigure(
        title: title,
        experiments: figure.experiments.compactMap { name in summaries.first { $0.name == name } },
        names: subject.names, metrics: command.metrics, logAxes: command.logAxes)
      return curves.shownMetrics.isEmpty ? nil : curves.plotted(name: figure.name)
    case .batches: return try batches(figure, title)
    case .data:
      return try data(figure).flatMap { DataFigure(title: title, data: $0) }?.plotted(name: figure.name)
    case .samples:
      return try samples(figure, title)
    case .histograms: return try histograms(figure, title)
    case .boundary: return try boundary(figure, title)
    case .maps: return try maps(figure, title)
    case .percentiles: return try percentiles(figure, title)
    case .architecture: return architecture(figure, title)
    case .verdicts: return try verdicts(figure, title)
    }
  }

  // MARK: Data

  /// The images in a row: in a terminal so many that a digit can be read at 80 columns.
  private var sampleColumns: Int { command.output == nil ? 4 : 8 }

  private func samples(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    let count = SamplesFigure.limit(sampleColumns)
    guard let planned = figure.experiments.first.flatMap(subject.planned),
      let data = try data(figure, rawImages: true, limit: count)
    else { return nil }
    return SamplesFigure(
      title: title, data: data, columns: sampleColumns, total: planned.plan.data.trainCount)?
      .plotted(name: figure.name)
  }

  /// The data of a figure's first experiment.
  /// - Parameters:
  ///   - rawImages: whether images have their pixels from 0 to 255.
  ///   - limit: how many raw images of the training set suffice; the others need not be read and resized.
  private func data(_ figure: PlannedFigure, rawImages: Bool = false, limit: Int? = nil) throws
    -> TrainingData?
  {
    guard let experiment = figure.experiments.first.flatMap(subject.planned)?.experiment else { return nil }
    var spec = experiment.spec
    if rawImages { spec.dataset.images?.scaling = .zeroTo255 }
    if let limit, let images = spec.dataset.images {
      spec.dataset.images?.trainLimit = min(limit, images.trainLimit ?? limit)
      spec.dataset.images?.testLimit = 1
    }
    do {
      return try settings.data.load(spec)
    } catch {
      throw Failure(error, about: experiment)
    }
  }

  private func histograms(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    guard let data = try data(figure, rawImages: true) else { return nil }
    let summary = data.train.features.withUnsafeBufferPointer {
      DataSummary(
        of: $0, experiments: figure.experiments.map(subject.names.shown),
        binLimit: HistogramsFigure.binCount($0.count))
    }
    return HistogramsFigure(title: title, summaries: [summary]).plotted(name: figure.name)
  }

  // MARK: Runs

  /// The first run of an experiment that did not diverge, and its folder.
  func soundRun(_ name: String) -> (run: RunSummary, folder: String)? {
    guard let run = summaries.first(where: { $0.name == name })?.soundRuns.first, let folder = run.folder
    else { return nil }
    return (run, folder)
  }

  /// Of each experiment one run that wrote its batches' losses.
  private func batches(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    let courses = try figure.experiments.compactMap { name -> BatchesFigure.Course? in
      guard let (run, folder) = soundRun(name) else { return nil }
      do {
        guard let batches = try RunFolder.batchLosses(inFolder: folder) else { return nil }
        let tests = try RunFolder.testBatchLosses(inFolder: folder).map {
          Dictionary(grouping: $0, by: \.epoch)
        }
        return BatchesFigure.Course(
          name: "\(subject.names.shown(name)), seed \(run.seed)", epochs: batches.map(\.epoch),
          losses: batches.map(\.loss), testLosses: run.epochs.map { $0.values[.testLoss] },
          testBatchLosses: tests.map { tests in run.epochs.map { tests[$0.epoch]?.map(\.loss) ?? [] } } ?? [])
      } catch {
        throw Failure(error)
      }
    }
    return courses.isEmpty
      ? nil
      : BatchesFigure(title: title, courses: courses, logAxes: command.logAxes).plotted(name: figure.name)
  }

  // MARK: Networks

  private func architecture(_ figure: PlannedFigure, _ title: String) -> PlottedFigure? {
    let networks = networks(figure.experiments)
    if networks.isEmpty { return nil }
    return ArchitectureFigure(
      title: title, networks: networks.map { ($0.names.joined(separator: ", "), $0.plan) }
    ).plotted(name: figure.name)
  }

  /// The networks of experiments, each once with the names of those that have the same layers.
  func networks(_ experiments: [String]) -> [(names: [String], plan: NetworkPlan)] {
    func layers(_ plan: NetworkPlan) -> [String] {
      plan.layers.map { "\($0.name) \($0.notableOptions) \($0.output)" }
    }
    var networks: [(names: [String], plan: NetworkPlan)] = []
    for name in experiments {
      guard let plan = subject.planned(name)?.plan.network else { continue }
      if let index = networks.firstIndex(where: { layers($0.plan) == layers(plan) }) {
        networks[index].names.append(subject.names.shown(name))
      } else {
        networks.append(([subject.names.shown(name)], plan))
      }
    }
    return networks
  }

  // MARK: Claims

  private func verdicts(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    findings.map { VerdictsFigure(title: title, studies: [$0]).plotted(name: figure.name) }
  }

  /// What the runs say about the study's claims; nil without a study.
  var findings: StudyFindings? {
    guard let study = subject.study else { return nil }
    let seeds = command.training.seeds
    return StudyFindings(study, summaries: summaries, missingSeeds: missingSeeds, unjudged: unjudged) {
      seeds.seeds(else: $0.seeds)
    }
  }

  /// The claims that are not judged because runs are shortened, by name.
  var unjudged: [String: UnjudgedReason] {
    guard command.isQuick, let study = subject.study else { return [:] }
    return study.unjudgedClaims { subject.planned($0.spec.name)?.plan.data.trainCount }
  }
}

extension PlotSubject {
  /// Trains what is missing, and makes ready to draw.
  /// - Parameter needsClaims: whether claims are judged, which may need statistics of layers.
  /// - Throws: `Failure` if the user interrupted it.
  func maker(
    _ command: PlotCommand, needsClaims: Bool, _ settings: RunSettings, _ context: ProgramContext
  ) throws -> (maker: FigureMaker, runs: GatheredRuns, status: ExitStatus) {
    var (runs, status) = try gatheredRuns()
    if needsClaims, let study {
      let layers = LayerFigures(needed: study.layerFigures, settings: settings, context: context)
      let failed = try layers.add(to: &runs.summaries)
      runs.failures += failed.map(RunFailure.init)
      if !failed.isEmpty, status == .success { status = .failure }
    }
    let maker = FigureMaker(
      subject: self, command: command, settings: settings, context: context,
      summaries: ExperimentSummary.summaries(of: runs.summaries), missingSeeds: runs.missingSeeds)
    return (maker, runs, status)
  }
}
