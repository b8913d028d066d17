import CommandLineTool
import Experiments
import Reporting
import Runs

/// `bnlab reproduce [STUDY...]`
struct ReproduceCommand: Command, Equatable, Sendable {
  /// Names or paths; empty for every study about an article.
  var studies: [String] = []
  /// Whether studies are shortened to fewer seeds and samples, as each says.
  var quick = false
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
        """,
      argument: .several(
        "study", \.studies, .text, isRequired: false, default: "every study about an article",
        help: "The studies' names or files. A study without a source runs only by its name."),
      options: [.flag("--quick", \.quick, help: "Use fewer seeds and shorter runs, for a first look.")]
        + TrainingOptions.options.map { $0.within(\.training) } + [.quiet(\.messages.quiet)]
        + ResultOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let destinations = try ResultDestinations(output, context: context)
    let settings = try context.runSettings(training)
    let plan = try StudyPlan(
      studies, isQuick: quick, seeds: training.seeds, library: context.studies, settings: settings,
      warn: context.warn)
    let execution = RunExecution(plan.runs, jobs: training.jobs, context: context)
    let weights = plan.weights()
    plan.omissions.forEach(context.console.note)
    if quick { context.console.note(plan.quickRemark) }
    context.console.note(plan.estimate(weights, jobs: execution.jobs))
    if training.dryRun { return try execution.explain(output.format) }

    let outcomes = execution.train(
      overall: OverallDisplay(console: context.console, total: plan.runs.count, weights: weights))
    // A partial set would be judged on different seeds every time.
    if outcomes.isInterrupted { return .interrupted }
    let layers = LayerFigures(needed: plan.layerFigures, settings: settings, context: context)
    let summaries = try layers.added(to: outcomes.summaries)
    let findings = plan.findings(ExperimentSummary.summaries(of: summaries))
    var report = Report.verdicts(
      findings, isQuick: quick && plan.isShortened, remarks: quick ? [plan.quickRemark] : [])
    report.add(failures: outcomes.failed.map(RunFailure.init))
    try destinations.write(report)
    return outcomes.status(judged: quick ? .success : ExitStatus(findings.overallVerdict))
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
  fileprivate func findings(_ summaries: [ExperimentSummary]) -> [StudyFindings] {
    studies.map { study in
      StudyFindings(study, summaries: summaries, unjudged: unjudged[study.file] ?? [:]) {
        chosenSeeds.seeds(else: $0.seeds)
      }
    }
  }
}
