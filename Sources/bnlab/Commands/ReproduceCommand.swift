import CommandLineTool
import Drawing
import Experiments
import Reporting
import Runs
import System
import Text

/// `bnlab reproduce [STUDY...]`
struct ReproduceCommand: Command, Equatable, Sendable {
  /// Names or paths; empty for every study about an article.
  var studies: [String] = []
  /// Whether studies are shortened to fewer seeds and samples, as each says.
  var quick = false
  /// Whether what the articles leave open is varied.
  var choices = false
  /// Whether seeds are added to undecided claims.
  var settle = false
  /// The time for that, in seconds; nil: the usual one.
  var budget: Double?
  /// A file for the forest plot of the claims.
  var plotFile: String?
  var training = TrainingOptions()
  var messages = MessageOptions()
  var output = ResultOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "reproduce", abstract: "Run whole studies and judge each of their claims.",
      discussion: """
        Estimates the time, then runs everything that has not been run yet; an interrupted call can be continued. \
        Each claim is reproduced, not reproduced or inconclusive. The exit status is 1 if a claim is not reproduced; \
        otherwise it is 2 if one is inconclusive, and 0 if all are reproduced. Questions that bnlab adds to those of the \
        articles are counted separately. With --quick no verdict changes the status, and claims that need whole runs are \
        not judged.

        --choices judges the claims for each combination of what an article leaves open, such as the optimizer. It says \
        in how many combinations a claim is reproduced, and which choice decides it. No combination is the article's, so \
        no verdict changes the status. This takes long; with --quick it is a few combinations, on shortened runs.

        --settle adds seeds to undecided claims, the cheapest first, until all are settled or the time of --budget is \
        up. Each look at a claim has more seeds and a higher confidence, so that all looks together are wrong as rarely \
        as a single one. The seeds of the study, or those of --seeds, are the first look; they are always run.
        """,
      argument: .several(
        "study", \.studies, .study, isRequired: false, default: "every study about an article",
        help: """
          The studies' names or files. One without a source, or with only_by_name, runs only by its name.
          """),
      options: [
        .flag("--quick", \.quick, help: "Use fewer seeds and shorter runs, for a first look."),
        .flag("--choices", \.choices, help: "Vary what the articles leave open."),
        .flag("--settle", \.settle, help: "Add seeds to undecided claims."),
        .option(
          "--budget", "time", \.budget, .timeBudget, default: "30m",
          help: "With --settle: the time for the whole call, such as 90s, 30m or 2h."),
      ]
        + TrainingOptions.optionsWithShard.map { $0.within(\.training) } + [
          .plot(\.plotFile, of: "the claims with their intervals"), .quiet(\.messages.quiet),
        ]
        + ResultOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)],
      rule: { command in
        if command.settle, command.quick { return .excludeEachOther("--settle", "--quick") }
        if command.plotFile != nil, command.choices { return .excludeEachOther("--plot", "--choices") }
        if let problem = command.training.problemOfShard(with: [
          ("--settle", command.settle), ("--plot", command.plotFile != nil),
          ("--output", command.output.outputFile != nil), ("--summary", command.output.summary),
        ]) {
          return problem
        }
        if command.settle, command.choices { return .excludeEachOther("--settle", "--choices") }
        return command.budget != nil && !command.settle ? .needsOther("--budget", "--settle") : nil
      })
  }

  static let usualBudget = 30.0 * 60

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let start = monotonicSeconds()
    let destinations = try ResultDestinations(output, picture: plotFile, context: context)
    let settings = try context.runSettings(training)
    var plan = try StudyPlan(
      studies, isQuick: quick, isVaried: choices, seeds: training.seeds, library: context.studies(),
      settings: settings, warn: context.warn)
    if let shard = training.shard { plan.keep(shard) }
    let work = plan.work()
    let execution = RunExecution(plan.runs, finished: work.finished, jobs: training.jobs, context: context)
    plan.omissions.forEach(context.console.note)
    if quick { context.console.note(plan.quickRemark) }
    context.console.note(plan.estimate(work, jobs: execution.jobs))
    if training.dryRun { return try execution.explain(output.format) }

    let outcomes = execution.train(
      overall: OverallDisplay(console: context.console, total: plan.runs.count, weights: work.weights))
    if let shard = training.shard { return execution.present(outcomes, of: shard, output.format) }
    // A partial set would be judged on different seeds every time.
    if outcomes.isInterrupted { return .interrupted }
    let layers = LayerFigures(needed: plan.layerFigures, settings: settings, context: context)
    var summaries = outcomes.summaries
    let failed = try outcomes.failed + layers.add(to: &summaries)
    if settle {
      let loop = SettlingLoop(
        plan, layers: layers, jobs: training.jobs, budget: budget ?? Self.usualBudget, start: start,
        summaries: summaries, context: context)
      return try settled(loop, outcomes, failed, destinations)
    }
    let findings = plan.findings(
      ExperimentSummary.summaries(of: summaries), missingSeeds: failed.seedsByExperiment)
    let isShortened = quick && plan.isShortened
    let remarks = quick ? [plan.quickRemark] : []
    var report =
      choices
      ? Report.choices(plan.choiceFindings(findings), isQuick: isShortened, remarks: remarks)
      : Report.verdicts(findings, isQuick: isShortened, remarks: remarks)
    report.add(failures: failed.map(RunFailure.init))
    try destinations.write(report)
    try destinations.write(.verdicts(findings))
    if !quick, !choices { context.annotate(findings, of: plan) }
    return outcomes.status(
      judged: quick || choices ? .success : ExitStatus(findings.overallVerdict), failed: failed)
  }

  /// - Parameters:
  ///   - outcomes: of the first look's runs.
  ///   - failed: those of them that failed, or whose statistics cannot be had.
  private func settled(
    _ loop: SettlingLoop, _ outcomes: RunOutcomes, _ failed: [FailedRun], _ destinations: ResultDestinations
  ) throws -> ExitStatus {
    var loop = loop
    guard try loop.run() else { return .interrupted }
    var report = Report.verdicts(loop.findings, isTimeUp: loop.isTimeUp, remarks: [loop.remark])
    let failed = failed + loop.failed
    report.add(failures: failed.map(RunFailure.init))
    try destinations.write(report)
    try destinations.write(.verdicts(loop.findings))
    loop.context.annotate(loop.findings, of: loop.plan)
    return outcomes.status(judged: ExitStatus(loop.findings.overallVerdict), failed: failed)
  }
}

extension ExitStatus {
  fileprivate init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .holds, .notJudged: .success
      case .fails: .failure
      case .undecided: .inconclusive
      }
  }
}

extension StudyPlan {
  /// The verdict of these runs on each study's claims. Only runs of the planned seeds count.
  /// - Parameter missingSeeds: of the runs that failed, by experiment.
  fileprivate func findings(
    _ summaries: [ExperimentSummary], missingSeeds: [String: [UInt64]]
  ) -> [StudyFindings] {
    zip(studies, unjudged).map { study, unjudged in
      StudyFindings(study, summaries: summaries, missingSeeds: missingSeeds, unjudged: unjudged) {
        chosenSeeds.seeds(else: $0.seeds)
      }
    }
  }

  /// The verdicts by study.
  /// - Parameter findings: of each combination, in the order of `studies`.
  fileprivate func choiceFindings(_ findings: [StudyFindings]) -> [ChoiceFindings] {
    let files = studies.map(\.file).distinct
    return files.compactMap { file in
      let own = studies.indices.filter { studies[$0].file == file }
      return own.first.map { first in
        ChoiceFindings(
          studies[first].spec, own.compactMap { studies[$0].combination }, findings: own.map { findings[$0] })
      }
    }
  }
}
