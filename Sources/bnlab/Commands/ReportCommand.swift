import CommandLineTool
import Pages
import Runs
import System

/// `bnlab report [STUDY|EXPERIMENT...]`
struct ReportCommand: Command, Equatable, Sendable {
  /// Names or paths of experiments and studies; empty for every study about an article.
  var subjects: [String] = []
  /// The file for the page.
  var output = Self.usualOutput
  /// Whether studies are shortened to fewer seeds and samples, as each says.
  var quick = false
  /// Whether nothing is trained and only finished runs are shown.
  var noRun = false
  /// Whether runs may then be missing.
  var partial = false
  var changes = SpecChanges()
  var training = TrainingOptions()
  var messages = MessageOptions()

  private static let usualOutput = "report.html"

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "report", abstract: "Write one HTML page with verdicts, figures and tables.",
      discussion: """
        Trains what is missing, as compare does. The page needs no other file and no network. It holds the claims with \
        their verdicts, learning curves, tables, layers, the choices and their reasons, the data with checksums, the \
        machine, and the commands that repeat it. With scripts allowed, curves show their values and tables sort; without, \
        nothing is missing.

        Where an experiment and a study have one name, the study is meant. Experiments that are named are compared with \
        each other. The same runs give the same bytes. No verdict changes the exit status.
        """,
      argument: .several(
        "study|experiment", \.subjects, .subject, isRequired: false, default: "every study about an article",
        help: "The names or files of studies and experiments."),
      options: [
        .option(
          "--output", "file", \.output, .file, default: usualOutput, help: "Write the page to this file."),
        .flag("--quick", \.quick, help: "Shorten studies, as reproduce --quick does."),
        .flag(
          "--no-run", \.noRun,
          help: "Train nothing: show the finished runs, with status 66 if some are missing."),
        .flag("--partial", \.partial, help: "With --no-run: show the runs that are there."),
      ] + SpecChanges.optionsWithGrid.map { $0.within(\.changes) }
        + TrainingOptions.options.map { $0.within(\.training) }
        + [.quiet(\.messages.quiet), .noColor(\.messages.noColor)],
      rule: { command in
        command.partial && !command.noRun ? .needsOther("--partial", "--no-run") : nil
      })
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let settings = try context.runSettings(training)
    let plots = plotCommand(
      of: subjects.isEmpty
        ? try StudyPlan.usualStudies(context.studies(), warn: context.warn).map(\.spec.name) : subjects)
    let parts = try PlotSubject.all(of: plots, settings, context)
    let file = OutputFile(output)
    try ResultDestinations.check([("--output", file)])
    if training.dryRun {
      for part in parts { _ = try part.execution?.explain(.table) }
      return .success
    }
    var status = ExitStatus.success
    var pages: [PageSubject] = []
    for part in parts {
      let (maker, runs, ownStatus) = try part.maker(plots, needsClaims: true, settings, context)
      if status == .success { status = ownStatus }
      pages.append(try PageMaker(figures: maker, runs: runs).page)
    }
    let page = Page(pages, version: BnlabVersion.current, command: commandLine)
    try context.write(page.html, to: file)
    if !file.isStandardOutput { context.console.note("The page is \(file.shown.singleLine)") }
    return status
  }

  /// The command that draws the same subjects.
  private func plotCommand(of subjects: [String]) -> PlotCommand {
    var plot = PlotCommand()
    plot.subjects = subjects
    plot.noRun = noRun
    plot.partial = partial
    plot.isQuick = quick
    plot.changes = changes
    plot.training = training
    return plot
  }

  /// The command line without what cannot change the page.
  private var commandLine: String {
    CommandLineText(
      "report", subjects + (quick ? ["--quick"] : []), changes: changes, seeds: training.seeds
    ).text
  }
}
