import CommandLineTool
import Drawing
import Experiments
import Plotting
import Reporting
import Runs

/// `bnlab plot EXPERIMENT|STUDY...`
struct PlotCommand: Command, Equatable, Sendable {
  /// Names or paths of experiments and studies.
  var subjects: [String] = []
  /// Empty: the curves of experiments, and all figures of studies.
  var kinds: [FigureKind] = []
  var metrics: [Metric] = []
  var logAxes: LogAxes?
  /// A file for one figure or a folder for several; nil: figures are drawn in the terminal.
  var output: String?
  /// In pixels, or in columns of the terminal; nil: what suits.
  var width: Int?
  /// In pixels, or in lines of the terminal; nil: what suits.
  var height: Int?
  /// A file for the data of one figure or a folder for those of several.
  var csv: String?
  /// Whether nothing is trained and only finished runs are drawn.
  var noRun = false
  /// Whether runs may then be missing.
  var partial = false
  var changes = SpecChanges()
  var training = TrainingOptions()
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "plot", abstract: "Draw learning curves and other figures, in the terminal or as SVG.",
      discussion: """
        Trains what is missing, as compare does. Without --output, figures are drawn in the terminal. The name of a study \
        means all figures of its article; where an experiment and a study have one name, the study is meant.

        Curves are means over the seeds with their 95 % confidence intervals; up to five runs are also drawn one by one. \
        Accuracies share a panel, and losses do: training is dashed, test solid. Published figures are dotted.
        """,
      argument: .several(
        "experiment|study", \.subjects, .text, isRequired: true,
        help: "The names or files of experiments and studies."),
      options: [
        .repeated(
          "--figure", "figure", \.kinds, .choice,
          help: "Draw this figure instead of curves or of all of a study. May be given several times."),
        .repeated(
          "--metric", "metric", \.metrics, .choice,
          help: "Draw the curves of this metric. May be given several times."),
        .option("--log", "axes", \.logAxes, .choice, help: "Make these axes logarithmic."),
        .option(
          "--output", "file", \.output, .text,
          help: "Write the figure to this file, whose name ends in .svg, or several figures into this folder."
        ),
        .option(
          "--width", "n", \.width, .wholeNumber(20...10_000),
          default: "760 pixels, or the terminal's columns",
          help: "The width of a figure."),
        .option(
          "--height", "n", \.height, .wholeNumber(5...10_000), default: "what suits the width",
          help: "The height of a figure."),
        .option(
          "--csv", "file", \.csv, .text,
          help:
            "Write the data of the figure to this file, whose name ends in .csv, or those of several into this folder."
        ),
        .flag(
          "--no-run", \.noRun,
          help: "Train nothing: draw the finished runs, with status 66 if some are missing."),
        .flag("--partial", \.partial, help: "With --no-run: draw the runs that are there."),
      ] + SpecChanges.optionsWithGrid.map { $0.within(\.changes) }
        + TrainingOptions.options.map { $0.within(\.training) }
        + [.quiet(\.messages.quiet), .noColor(\.messages.noColor)],
      rule: { command in
        command.partial && !command.noRun ? .needsOther("--partial", "--no-run") : nil
      })
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let settings = try context.runSettings(training)
    let plots = try PlotSubject.all(of: self, settings, context)
    let destinations = try FigureDestinations(
      self, names: plots.flatMap { $0.figures.map(\.name) }, context)
    if training.dryRun {
      for plot in plots { _ = try plot.execution?.explain(.table) }
      return .success
    }
    var figures: [PlottedFigure] = []
    var status = ExitStatus.success
    for plot in plots {
      let (runs, ownStatus) = try plot.gatheredRuns()
      if status == .success { status = ownStatus }
      let summaries = ExperimentSummary.summaries(of: runs.summaries)
      for figure in plot.figures { figures += try plot.draw(figure, summaries, self) }
    }
    try destinations.write(figures)
    return status
  }
}

extension PlotSubject {
  /// - Returns: nothing if no run has what the figure shows.
  fileprivate func draw(
    _ figure: PlannedFigure, _ summaries: [ExperimentSummary], _ command: PlotCommand
  ) throws -> [PlottedFigure] {
    let own = summaries.filter { figure.experiments.contains($0.name) }
    switch figure.kind {
    case .curves:
      guard !own.isEmpty else { return [] }
      let curves = CurvesFigure(
        title: title(figure, own), experiments: own, names: names, metrics: command.metrics,
        logAxes: command.logAxes)
      if curves.shownMetrics.isEmpty {
        let asked = command.metrics.map(\.rawValue).joined(separator: ", ")
        throw Failure("--metric: no run has \(asked.isEmpty ? "a metric" : asked)", .usage)
      }
      return [curves.plotted(name: figure.name)]
    }
  }
}
