import CommandLineTool
import Experiments
import Reporting
import Training

extension ShowCommand {
  /// Prints the layers with their shapes, where the experiment comes from, and the whole spec.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    if try isStudy(in: context) {
      let study = try context.studies.resolve(experiment, overrides: try spec.overrides(context))
      context.print(.study(study), output)
      return .success
    }
    let selection = try ExperimentSelection(
      [experiment], settings: spec.settings, epochs: spec.epochs, context: context)
    for experiment in selection.experiments {
      let spec = experiment.spec
      let plan: NetworkPlan
      do {
        plan = try context.plan(of: experiment)
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
          files: experiment.files), output)
    }
    return .success
  }

  /// An experiment comes first where both have the name.
  private func isStudy(in context: ProgramContext) throws -> Bool {
    if context.studies.isStudy(experiment) { return true }
    return try !context.experiments.names().contains(experiment)
      && context.studies.names().contains(experiment)
  }
}

extension ProgramContext {
  /// The network of an experiment with everything checked that can be without reading the data; warns of what is
  /// hardly meant.
  /// - Parameter data: nil: of the usual places.
  @discardableResult
  func plan(of experiment: ResolvedExperiment, data: DataLibrary? = nil) throws -> NetworkPlan {
    let (spec, data) = (experiment.spec, data ?? dataLibrary(nil))
    let plan = try data.plan(of: spec)
    for warning in plan.warnings(of: spec.training, samples: try data.outline(of: spec).trainCount) {
      console.warning(experiment.error(at: warning.keyPath, warning.description).description)
    }
    return plan
  }
}
