import Experiments
import Pages
import Plotting
import Reporting
import Runs
import Text

/// Gathers what a page says about a subject.
struct PageMaker {
  let figures: FigureMaker
  let runs: GatheredRuns

  private var subject: PlotSubject { figures.subject }
  private var names: ExperimentNames { subject.names }
  private var seeds: SeedSelection { figures.command.training.seeds }
  private var isQuick: Bool { figures.command.isQuick }
  private var changes: SpecChanges { figures.command.changes }

  var page: PageSubject {
    get throws {
      let study = subject.study?.spec
      let given = names.all.map(names.shown)
      var page = PageSubject(name: study?.name ?? titleOfSeveral(given))
      page.title = study?.title
      page.source = study?.source
      page.notes = study?.notes ?? []
      page.choices = study?.choices ?? []
      if study != nil, !changes.isEmpty {
        let epochs = changes.epochs.map { ["training.epochs=\($0)"] } ?? []
        page.remarks = ["All experiments with \(listed(changes.settings.map(\.text) + epochs, "and"))."]
      }
      if isQuick, let study = subject.study {
        page.remarks.append(QuickRemark([study], seeds: seeds, unjudged: [figures.unjudged]).text)
      }
      page.findings = figures.findings
      page.forest = page.findings.map { findings in
        VerdictsFigure(title: "Claims with their intervals and claimed regions", studies: [findings])
          .plotted(name: "verdicts")
      }
      page.curves = curves
      page.pictures = try pictures
      page.comparison = comparison
      page.networks = figures.networks(names.all).map { names, plan in
        PageSubject.Network(
          names: names,
          layers: Report.layers(plan.rows, remarks: ["Input of a sample: \(plan.inputShape)"]).document)
      }
      page.experimentNotes = notes
      page.data = data
      page.runs = runs.summaries
      page.failures = Document.of(runs.failures)
      page.commands = commands
      return page
    }
  }

  // MARK: Figures

  private func summary(_ name: String) -> ExperimentSummary? { figures.summaries.first { $0.name == name } }

  /// Accuracies and losses.
  private var curves: [PageSubject.Curves] {
    let parts = subject.curveGroups.map { $0.compactMap(summary) }.filter { !$0.isEmpty }
    return parts.enumerated().flatMap { part, experiments -> [PageSubject.Curves] in
      let usual = CurvesFigure(title: "", experiments: experiments, names: names)
      let number = parts.count == 1 ? "" : " (\(part + 1) of \(parts.count))"
      return [usual.shownMetrics, usual.otherMetrics].compactMap { metrics -> PageSubject.Curves? in
        guard let metric = metrics.first else { return nil }
        // The page of all studies has a size to keep: only the first picture has the training's figures, too.
        let metrics = part == 0 && metrics == usual.shownMetrics ? metrics : [metric]
        let title = listed(metrics.map(\.words), "and").capitalizedFirst + " by epoch" + number
        let figure = CurvesFigure(
          title: title, experiments: experiments, names: names, metrics: metrics, drawsRuns: false)
        return PageSubject.Curves(
          figure: figure.plotted(name: "\(metric.rawValue) \(part + 1)"), metric: metric,
          experiments: experiments.map(\.name), names: names)
      }
    }
  }

  /// The most networks whose decisions are drawn.
  private static let pictureLimit = 3

  /// Small figures of data with two features. Dense pictures, such as maps of layers, are left to `plot`.
  private var pictures: [PlottedFigure] {
    get throws {
      guard subject.planned.contains(where: { $0.plan.data.featureShape == [2] }) else { return [] }
      let boundary = PlannedFigure(
        kind: .boundary, name: "boundary", experiments: Array(names.all.prefix(Self.pictureLimit)))
      return try figures.make(boundary).map { [$0] } ?? []
    }
  }

  private var comparison: Document {
    let summaries = names.all.compactMap(summary)
    let options = Comparison.Options(
      comparesPairs: subject.study == nil, isGrid: !changes.grids.isEmpty, labels: subject.labels,
      commonOverrides: subject.commonOverrides)
    return Comparison(summaries, options: options).report(requestedRuns: runs.requested).document
  }

  // MARK: Where it comes from

  private var notes: [(names: [String], notes: [String])] {
    subject.planned.map(\.experiment.spec).reduce(into: []) { groups, spec in
      if spec.notes.isEmpty { return }
      if let index = groups.firstIndex(where: { $0.notes == spec.notes }) {
        groups[index].names.append(names.shown(spec.name))
      } else {
        groups.append(([names.shown(spec.name)], spec.notes))
      }
    }
  }

  private var data: [PageSubject.DataSet] {
    subject.planned.reduce(into: []) { sets, planned in
      let spec = planned.experiment.spec
      let set = PageSubject.DataSet(
        spec: spec.json["dataset"]?.canonical ?? "", trainCount: planned.plan.data.trainCount,
        testCount: planned.plan.data.testCount, shape: planned.plan.network.inputShape.description,
        checksums: summary(spec.name)?.runs.first?.dataChecksums ?? [:], experiments: [])
      let index = sets.firstIndex { other in
        var other = other
        other.experiments = []
        return other == set
      }
      if index == nil { sets.append(set) }
      sets[index ?? sets.count - 1].experiments.append(names.shown(spec.name))
    }
  }

  private var commands: [String] {
    func line(_ name: String, _ arguments: [String]) -> String {
      CommandLineText(name, arguments, changes: changes, seeds: seeds).text
    }
    guard let study = subject.study else {
      let given = subject.compared.names
      return [line("compare", given), line("plot", given)]
    }
    let name = study.isBuiltIn ? study.spec.name : study.file
    let judged =
      changes.isEmpty
      ? line("reproduce", [name] + (isQuick ? ["--quick"] : [])) : line("compare", ["--claims", name])
    return [judged, line("plot", [name, "--output", "figures"]), "bnlab show \(name)"]
  }
}
