import CommandLineTool
import Reporting

extension CompareCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let runner = try ExperimentRunner(
      experiments, spec: spec, training: training, context: context)
    if training.dryRun { return try runner.explain(output) }
    let outcomes = runner.train()
    if !outcomes.finished.isEmpty {
      let comparison = Comparison(ExperimentSummary.summaries(of: outcomes.summaries))
      context.print(comparison.report, output)
    }
    return outcomes.status
  }
}
