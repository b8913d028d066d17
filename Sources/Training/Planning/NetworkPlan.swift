import Engine
import Experiments

/// A model with the shapes of all its layers. `bnlab show` prints it, and networks are built from it.
///
/// Making a plan checks all shapes and sizes. It does not allocate any tensors.
public struct NetworkPlan: Sendable {
  public let inputShape: SampleShape
  public let layers: [LayerPlan]
  public let loss: Loss

  public var outputShape: SampleShape { layers.last?.output ?? inputShape }
  public var trainableCount: Int { layers.reduce(0) { $0 + $1.trainableCount } }
  public var nonTrainableCount: Int { layers.reduce(0) { $0 + $1.nonTrainableCount } }

  /// - Throws: `PlanError` for the first layer that does not fit its input, or if the loss does not fit the output.
  public init(model: [LayerSpec], loss: Loss, inputShape: SampleShape) throws(PlanError) {
    self.inputShape = inputShape
    self.loss = loss
    var layers: [LayerPlan] = []
    var shape = inputShape
    for (index, spec) in model.enumerated() {
      do {
        let layer = try spec.plan(for: shape)
        layers.append(layer)
        shape = layer.output
      } catch {
        throw PlanError(
          keyPath: PlanError.keyPath(layer: index, spec.name, key: error.key),
          problem: .shape(layer: spec.name, error.error))
      }
    }
    self.layers = layers
    try Self.check(loss, output: shape, lastLayer: model.count - 1)
  }

  private static func check(_ loss: Loss, output: SampleShape, lastLayer: Int) throws(PlanError) {
    let keyPath = "model[\(lastLayer)]"
    guard case .features(let count) = output else {
      throw PlanError(keyPath: keyPath, problem: .outputIsNotFlat(output))
    }
    if let problem = loss.problem(outputs: count) {
      throw PlanError(keyPath: keyPath, problem: .outputs(problem))
    }
  }
}
