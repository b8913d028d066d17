import CommandLineTool
import Drawing
import Reporting
import Runs
import System

/// `bnlab run EXPERIMENT...`
struct RunCommand: Command, Equatable, Sendable {
  /// Names or paths, at least one.
  var experiments: [String] = []
  var changes = SpecChanges()
  var training = TrainingOptions()
  var messages = MessageOptions()
  /// A file for the learning curves.
  var plotFile: String?
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "run", abstract: "Train experiments and print their final figures beside the published ones.",
      discussion: """
        Each run leaves a folder with metrics.csv, run.json and weights.safetensors. A finished run \
        is not trained again; an interrupted run is continued.
        """,
      argument: .experiments(\.experiments),
      options: SpecChanges.optionsWithName.map { $0.within(\.changes) }
        + TrainingOptions.optionsWithShard.map { $0.within(\.training) } + [
          .plot(\.plotFile, of: "the learning curves"), .quiet(\.messages.quiet),
        ]
        + OutputOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)],
      rule: { $0.training.problemOfShard(with: [("--plot", $0.plotFile != nil)]) })
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let picture = plotFile.map(OutputFile.init)
    try ResultDestinations.check([("the result", .standardOutput), ("--plot", picture)])
    let settings = try context.runSettings(training)
    let selection = try ExperimentSelection(
      experiments, changes, mayHoldSeeds: training.seeds == .ofSpec,
      library: context.experiments(runsDirectory: training.runsDirectory)
    ).planned(settings.data, warn: context.warn)
    try context.checkName(changes, selection, settings)
    let execution = RunExecution(
      selection.runs(settings, seeds: training.seeds.seeds(of:)), failedCells: selection.failures,
      shard: training.shard, jobs: training.jobs, context: context)
    if training.dryRun { return try execution.explain(output.format) }
    let outcomes = execution.train()
    if let shard = training.shard { return execution.present(outcomes, of: shard, output.format) }
    if !outcomes.finished.isEmpty {
      context.print(.runs(ExperimentSummary.summaries(of: outcomes.summaries)), output.format)
      if let picture {
        let experiments = selection.experiments.map { ($0.experiment.spec.name, Optional($0.experiment)) }
        try context.write(Chart.curves(of: outcomes.summaries, experiments).svg(), to: picture)
      }
    }
    return outcomes.status
  }
}
