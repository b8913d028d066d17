import CommandLineTool
import Experiments
import Reporting
import Training

extension ShowCommand {
  /// Prints the layers with their shapes, where the experiment comes from, and the whole spec.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let selection = try ExperimentSelection(
      [experiment], settings: spec.settings, epochs: spec.epochs, context: context)
    for experiment in selection.experiments {
      let spec = experiment.spec
      let plan: NetworkPlan
      do {
        plan = try context.plan(of: spec)
      } catch {
        throw Failure(error, about: experiment)
      }
      let rows = plan.layers.enumerated().map { index, layer in
        LayerRow(
          index: index, name: layer.spec.name, options: layer.spec.notableOptions,
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
}

extension ProgramContext {
  /// The network of a spec with its shapes checked, without reading the data.
  func plan(of spec: ExperimentSpec) throws -> NetworkPlan {
    try NetworkPlan(
      model: spec.model, loss: spec.loss, inputShape: dataLibrary(nil).inputShape(of: spec))
  }
}
