import CommandLineTool
import Drawing
import Experiments
import Plotting
import Reporting
import Runs
import Text

/// `bnlab plot EXPERIMENT|STUDY...`
struct PlotCommand: Command, Equatable, Sendable {
  /// Names or paths of experiments and studies.
  var subjects: [String] = []
  /// Empty: the curves of experiments, and all figures of studies.
  var kinds: [FigureKind] = []
  var metrics: [Metric] = []
  var logAxes: LogAxes?
  /// A file with numbers whose histograms are drawn.
  var dataFile: String?
  /// The layers of maps and percentiles; empty: the usual ones.
  var layers: [LayerPlace] = []
  /// The test sample of maps, counted from 0.
  var sample = 0
  /// The epochs after which maps and percentiles are drawn, ascending, 0 for the initial weights; nil: maps of the finished
  /// run, percentiles of the whole training.
  var epochs: [Int]?
  /// Whether all maps have the same scale.
  var commonScale = false
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
  /// Whether studies are shortened to fewer seeds and samples, as each says. Only `report` has the option.
  var isQuick = false
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

        batches: the loss of every training batch, of runs with training.log_batches; with_test there: of every test \
        batch, too. data: samples with two features. samples: the first images. histograms: the training data raw, min-max \
        and z-score normalised. boundary: where networks with two inputs change their decision. maps: layers' outputs for a \
        test sample, batch_norm's too. percentiles: 15th, 50th and 85th of layers' outputs, by training step; the training of \
        one run is repeated in memory. architecture: layers, shapes and parameters. verdicts: a study's claims with their \
        intervals and claimed regions.
        """,
      argument: .several(
        "experiment|study", \.subjects, .subject, isRequired: false,
        help: "The names or files of experiments and studies."),
      options: [
        .repeated(
          "--figure", "figure", \.kinds, .choice,
          help: "Draw this figure instead of curves or of all of a study. May be given several times."),
        .repeated(
          "--metric", "metric", \.metrics, .choice,
          help: "Draw the curves of this metric. May be given several times."),
        .option(
          "--data", "file", \.dataFile, .file,
          help: "Draw histograms of the numbers in this file, separated by commas, spaces or line ends."),
        .repeated(
          "--layer", "n", \.layers, .layerPlace,
          help: """
            Draw this layer in maps and percentiles, by its number in the model, or the input; otherwise all hidden \
            activations and batch normalizations. May be given several times.
            """),
        .option(
          "--sample", "n", \.sample, .wholeNumber(0...Int(Int32.max)), default: "0",
          help: "Draw the maps of this sample of the test set, counted from 0."),
        .option(
          "--at", "list", \.epochs, .epochList, default: "the end of the training; percentiles: all of it",
          help: """
            Draw maps and percentiles after these epochs, 0 for the initial weights: 0,1,5 or 0..5. The training is \
            repeated in memory.
            """),
        .flag("--common-scale", \.commonScale, help: "Give all maps the same scale."),
        .option(
          "--log", "axes", \.logAxes, .choice, default: "y where losses span a factor of 50",
          help: "Make these axes logarithmic."),
        .option(
          "--output", "file", \.output, .file,
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
          "--csv", "file", \.csv, .file,
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
        if command.partial, !command.noRun { return .needsOther("--partial", "--no-run") }
        if command.noRun, command.epochs != nil { return .excludeEachOther("--no-run", "--at") }
        if command.noRun, command.kinds.contains(.percentiles) {
          return .excludeEachOther("--no-run", "--figure percentiles")
        }
        return command.subjects.isEmpty && command.dataFile == nil
          ? .missingArgument("<experiment|study> ...") : nil
      })
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let settings = try context.runSettings(training)
    let plots = try PlotSubject.all(of: self, settings, context)
    let ofNumbers = dataFile == nil ? [] : [FigureKind.histograms]
    let planned = plots.flatMap(\.figures)
    try checkOptions(suit: Set(ofNumbers + planned.map(\.kind)))
    let destinations = try FigureDestinations(
      self, names: ofNumbers.map(\.rawValue) + planned.map(\.name), context)
    if training.dryRun {
      for plot in plots { _ = try plot.execution?.explain(.table) }
      return .success
    }
    var figures = try dataFile.map { [try Self.histograms(of: $0)] } ?? []
    var status = ExitStatus.success
    for plot in plots {
      let (maker, _, ownStatus) = try plot.maker(
        self, needsClaims: plot.figures.contains { $0.kind == .verdicts }, settings, context)
      if status == .success { status = ownStatus }
      for figure in plot.figures {
        if let plotted = try maker.make(figure) { figures.append(plotted) }
      }
    }
    try destinations.write(figures)
    return status
  }

  /// - Throws: `Failure` for an option that none of the figures minds.
  private func checkOptions(suit drawn: Set<FigureKind>) throws {
    let options: [(name: String, isGiven: Bool, kinds: [FigureKind])] = [
      ("--metric", !metrics.isEmpty, [.curves]), ("--log", logAxes != nil, [.curves, .batches]),
      ("--layer", !layers.isEmpty, [.maps, .percentiles]), ("--sample", sample > 0, [.maps]),
      ("--at", epochs != nil, [.maps, .percentiles]), ("--common-scale", commonScale, [.maps]),
    ]
    guard let option = options.first(where: { $0.isGiven && drawn.isDisjoint(with: $0.kinds) }) else {
      return
    }
    let kinds = listed(option.kinds.map { "--figure \($0.rawValue)" }, "or")
    throw Failure("\(option.name) has no effect without \(kinds)", .usage)
  }

  private static func histograms(of path: String) throws -> PlottedFigure {
    let summary = try NumberList.read(path).withUnsafeBufferPointer {
      DataSummary(of: $0, experiments: [], binLimit: HistogramsFigure.binCount($0.count))
    }
    return HistogramsFigure(
      title: counted(summary.count, "number"), summaries: [summary]
    )
    .plotted(name: FigureKind.histograms.rawValue)
  }
}

extension ValueReader where Value == LayerPlace {
  /// The index of a layer in the model, or `input`.
  static var layerPlace: ValueReader {
    let number = ValueReader<Int>.wholeNumber(0...100_000)
    return ValueReader { text throws(ValueProblem) in
      text == "input" ? .input : .index(try number.read(text))
    }
  }
}
