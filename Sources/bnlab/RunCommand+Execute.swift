import CommandLineTool
import Reporting

extension RunCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let runner = try ExperimentRunner(
      experiments, spec: spec, training: training, mayHoldSeeds: true, context: context)
    if training.dryRun { return try runner.explain(output.format) }
    let outcomes = runner.train()
    if !outcomes.finished.isEmpty {
      context.print(.runs(ExperimentSummary.summaries(of: outcomes.summaries)), output)
    }
    return outcomes.status
  }
}
