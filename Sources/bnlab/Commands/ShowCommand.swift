import CommandLineTool
import Experiments
import Reporting
import Runs
import Training

/// `bnlab show EXPERIMENT`, or a study
struct ShowCommand: Command, Equatable, Sendable {
  /// A name or a path.
  var experiment = ""
  var changes = SpecChanges()
  var messages = MessageOptions()
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "show", abstract: "Show an experiment: its resolved spec, its layers and its sources.",
      discussion: "For a study: its sources, its experiments with their seeds, and its claims.",
      argument: .one(
        "experiment", \.experiment, .text, help: "The experiment's or the study's name or file."),
      options: SpecChanges.options.map { $0.within(\.changes) }
        + OutputOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)])
  }

  /// Prints the layers with their shapes, where the experiment comes from, and the whole spec.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    if try isStudy(in: context) {
      let study = try context.studies.resolve(
        experiment, overrides: try changes.overrides(currentDirectory: context.currentDirectory))
      context.print(.study(study), output.format)
      return .success
    }
    let selection = try ExperimentSelection(
      [experiment], changes, library: context.experiments)
    for experiment in selection.experiments {
      let spec = experiment.spec
      let plan: NetworkPlan
      do {
        plan = try PlannedExperiment(
          experiment, data: context.dataLibrary(nil), warn: context.warn
        ).plan.network
      } catch {
        throw Failure(error, about: experiment)
      }
      let rows = plan.layers.enumerated().map { index, layer in
        LayerRow(
          index: index, name: layer.name, options: layer.notableOptions,
          outputShape: layer.output.description, trainableCount: layer.trainableCount,
          nonTrainableCount: layer.nonTrainableCount)
      }
      context.print(
        .experiment(
          name: spec.name, layers: rows, inputShape: plan.inputShape.description, spec: spec,
          files: experiment.files), output.format)
    }
    return .success
  }

  /// If both an experiment and a study have the name, the experiment is shown.
  private func isStudy(in context: ProgramContext) throws -> Bool {
    if context.studies.isStudy(experiment) { return true }
    return try !context.experiments.names().contains(experiment)
      && context.studies.names().contains(experiment)
  }
}
