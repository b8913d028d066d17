import CommandLineTool
import Experiments
import Reporting
import Training

extension RunCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let runner = try ExperimentRunner(
      experiments, spec: spec, training: training, context: context)
    if training.dryRun { return try runner.explain() }
    let outcomes = runner.train()
    for outcome in outcomes.finished {
      try context.print("\(outcome.record.name) seed \(outcome.record.seed)\n")
    }
    return outcomes.status
  }
}
