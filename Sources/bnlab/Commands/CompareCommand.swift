import CommandLineTool
import Drawing
import Experiments
import Reporting
import Runs

/// `bnlab compare EXPERIMENT...`
struct CompareCommand: Command, Equatable, Sendable {
  /// Names or paths; empty if a study's experiments are meant.
  var experiments: [String] = []
  var changes = SpecChanges()
  var training = TrainingOptions()
  var comparison = ComparisonOptions()
  var checks = CheckOptions()
  /// A file for the learning curves' figure.
  var plotFile: String?
  var messages = MessageOptions()
  var output = ResultOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "compare", abstract: "Run what has not been run yet, then compare the experiments.",
      discussion: """
        Prints final and best figures (mean ± standard deviation over the seeds), the published figures beside them, \
        and the differences between experiments, paired by seed.
        """,
      argument: .several(
        "experiment", \.experiments, .experiment, isRequired: false,
        help:
          "The experiments' names or spec files; with --claims also the study's own names, or none for all."),
      options: SpecChanges.optionsWithName.map { $0.within(\.changes) }
        + ComparisonOptions.options.map { $0.within(\.comparison) }
        + CheckOptions.options.map { $0.within(\.checks) }
        + TrainingOptions.optionsWithShard.map { $0.within(\.training) } + [
          .plot(\.plotFile, of: "the learning curves"), .quiet(\.messages.quiet),
        ]
        + ResultOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)],
      rule: { command in
        if command.comparison.partial, !command.comparison.noRun {
          return .needsOther("--partial", "--no-run")
        }
        if let problem = command.training.problemOfShard(with: [
          ("--no-run", command.comparison.noRun), ("--plot", command.plotFile != nil),
          ("--curves", command.comparison.curves != nil), ("--output", command.output.outputFile != nil),
          ("--summary", command.output.summary), ("--assert", !command.checks.assertions.isEmpty),
        ]) {
          return problem
        }
        if command.changes.name != nil, command.checks.claims != nil {
          return .excludeEachOther("--name", "--claims")
        }
        return command.experiments.isEmpty && command.checks.claims == nil
          ? .missingArgument("<experiment> ...") : nil
      })
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let assertions = try checks.parsedAssertions()
    let destinations = try ResultDestinations(
      output, curves: comparison.curves, picture: plotFile, context: context)
    let compared = try ComparedExperiments(experiments, changes, study: try claimedStudy(context))
    return comparison.noRun
      ? try compareFinished(compared, assertions, destinations, context)
      : try compareTrained(compared, assertions, destinations, context)
  }

  /// Compares the runs that are there.
  private func compareFinished(
    _ compared: ComparedExperiments, _ assertions: [Assertion], _ destinations: ResultDestinations,
    _ context: ProgramContext
  ) throws -> ExitStatus {
    let settings = try context.runSettings(training)
    var archived = try context.archivedRuns(
      compared, seeds: training.seeds, isPartial: comparison.partial, settings)
    let question = try ComparisonQuestion(
      comparison, assertions, of: compared, names: archived.experiments,
      epochCounts: archived.runs.map(\.epochs.count), chosenSeeds: training.seeds)
    archived.keepMissing { question.isAbout($0, seed: $1) }
    _ = context.report(archived.failedCells.map(\.failure))
    try question.checkFigures { try? settings.data.outline(of: $0.spec).testCount }
    let answer = try question.answer(archived.gathered, settings, context)
    try destinations.write(curves(archived.gathered.summaries, archived.experiments, compared))
    let status = try answer.present(at: destinations, on: context.console)
    return archived.damageStatus ?? answer.failureKind.map { ExitStatus($0) } ?? status
  }

  /// Compares after training what has not been trained yet.
  private func compareTrained(
    _ compared: ComparedExperiments, _ assertions: [Assertion], _ destinations: ResultDestinations,
    _ context: ProgramContext
  ) throws -> ExitStatus {
    let settings = try context.runSettings(training)
    let selection = try compared.selection(
      mayHoldSeeds: false, library: context.experiments(runsDirectory: training.runsDirectory)
    )
    .planned(settings.data, warn: context.warn)
    try context.checkName(changes, selection, settings)
    let execution = RunExecution(selection, of: compared, training, settings, context: context)
    let runs = execution.runs
    let question = try ComparisonQuestion(
      comparison, assertions, of: compared, names: runs.map { ($0.experiment.spec.name, $0.experiment) },
      epochCounts: runs.compactMap(\.session.epochCount), chosenSeeds: training.seeds)
    try question.checkFigures { experiment in
      selection.experiments.first { $0.experiment.spec.name == experiment.spec.name }?.plan.data.testCount
    }
    if training.dryRun { return try execution.explain(output.format) }
    let outcomes = execution.train()
    if let shard = training.shard { return execution.present(outcomes, of: shard, output.format) }
    // A partial comparison must not overwrite an earlier complete one.
    if outcomes.isInterrupted { return .interrupted }
    let answer = try question.answer(outcomes.gathered, settings, context)
    try destinations.write(
      curves(outcomes.summaries, runs.map { ($0.experiment.spec.name, $0.experiment) }, compared))
    return outcomes.status(judged: try answer.present(at: destinations, on: context.console))
  }

  private func curves(
    _ runs: [RunSummary], _ experiments: [(name: String, experiment: ResolvedExperiment?)],
    _ compared: ComparedExperiments
  ) -> Chart {
    .curves(of: runs, experiments, studyNames: compared.studyNames, metrics: comparison.metrics)
  }

  /// The study whose claims are to be judged, its experiments with the command line's overrides.
  private func claimedStudy(_ context: ProgramContext) throws -> ResolvedStudy? {
    try checks.claims.map { try context.study($0, changes) }
  }
}
