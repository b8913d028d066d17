import CommandLineTool
import Experiments
import Reporting
import Text
import Training

extension ReproduceCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let destinations = try ResultDestinations(output, context: context)
    let plan = try StudyPlan(studies, isQuick: quick, training: training, context: context)
    let runner = ExperimentRunner(plan.runs, training, context)
    let weights = plan.weights()
    if quick { context.console.note(plan.quickRemark) }
    context.console.note(plan.estimate(weights, jobs: runner.jobs))
    if training.dryRun { return try runner.explain(output.format.plain) }

    let outcomes = runner.train(
      overall: OverallDisplay(console: context.console, total: plan.runs.count, weights: weights))
    // What is there without the rest would be judged by other seeds each time.
    if outcomes.isInterrupted { return .interrupted }
    let summaries = ExperimentSummary.summaries(of: outcomes.summaries)
    let findings = plan.studies.map { study in
      StudyFindings(study, summaries: summaries) { plan.seeds ?? $0.seeds }
    }
    var report = Report.verdicts(
      findings, isQuick: quick && plan.isShortened, remarks: quick ? [plan.quickRemark] : [])
    report.add(failures: outcomes.failures)
    try destinations.write(report)
    let verdict: ExitStatus =
      switch findings.overallVerdict {
      case .holds: .success
      case .fails: .failure
      case .undecided: .inconclusive
      }
    return outcomes.status(judged: verdict)
  }
}

extension StudyFindings {
  /// - Parameters:
  ///   - missingSeeds: by experiment, those that were asked for and have no run.
  ///   - seeds: of an experiment's runs that count; nil: all that there are.
  init(
    _ study: ResolvedStudy, summaries: [ExperimentSummary],
    missingSeeds: [String: [UInt64]] = [:], seeds: (ResolvedStudy.Subject) -> [UInt64]? = { _ in nil }
  ) {
    self.init(
      study.spec,
      subjects: study.subjects.map { subject in
        let name = subject.experiment.spec.name
        let summary = summaries.first { $0.name == name }.flatMap { summary in
          seeds(subject).map { summary.only(seeds: Set($0)) } ?? summary
        }
        return Subject(
          name: subject.name, experiment: name, summary: summary, missingSeeds: missingSeeds[name] ?? [])
      })
  }
}
