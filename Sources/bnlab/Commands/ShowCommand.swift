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
      discussion: """
        For a study: its source, its experiments with their seeds, and all its claims: who makes each, where, and what \
        is asked of the runs. If an experiment and a study have one name, both are shown.
        """,
      argument: .one(
        "experiment", \.experiment, .subject, help: "The experiment's or the study's name or file."),
      options: SpecChanges.options.map { $0.within(\.changes) }
        + OutputOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)])
  }

  /// Prints the layers with their shapes, where the experiment comes from, and the whole spec.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    try context.studies().requireExperimentOrStudy(experiment)
    let isBoth = try hasExperiment(in: context) && hasStudy(in: context)
    if try !isBoth && hasStudy(in: context) {
      context.print(try study(in: context), output.format)
      return .success
    }
    let selection = try ExperimentSelection(
      [experiment], changes, library: context.experiments())
    for experiment in selection.experiments {
      let spec = experiment.spec
      let planned: TrainingPlan
      do {
        planned = try PlannedExperiment(
          experiment, data: context.dataLibrary(nil), warn: context.warn
        ).plan
      } catch {
        throw Failure(error, about: experiment)
      }
      let network = planned.network
      var page = Report.experiment(
        name: spec.name, layers: network.rows, inputShape: network.inputShape.description,
        classNames: planned.data.classNames, spec: spec, files: experiment.files)
      // A variant is not an experiment of the study.
      if isBoth, changes.isEmpty { page.add(study: try study(in: context)) }
      context.print(page, output.format)
    }
    return .success
  }

  private func hasExperiment(in context: ProgramContext) throws -> Bool {
    try !context.studies().isStudy(experiment) && context.experiments().names().contains(experiment)
  }

  private func hasStudy(in context: ProgramContext) throws -> Bool {
    try context.studies().isStudy(experiment) || context.studies().names().contains(experiment)
  }

  private func study(in context: ProgramContext) throws -> Report {
    let study = try context.study(experiment, changes)
    let epochs = changes.epochs.map { ["training.epochs=\($0)"] } ?? []
    return .study(study, changes: changes.settings.map(\.text) + epochs)
  }
}

extension NetworkPlan {
  /// The layers as tables list them.
  var rows: [LayerRow] {
    layers.enumerated().map { index, layer in
      LayerRow(
        index: index, name: layer.name, options: layer.notableOptions,
        outputShape: layer.output.description, trainableCount: layer.trainableCount,
        nonTrainableCount: layer.nonTrainableCount)
    }
  }
}
