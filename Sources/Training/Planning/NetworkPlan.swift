import Engine
import Experiments

/// A model with every shape worked out: what `bnlab show` prints, and what a network is built from.
///
/// Making a plan checks all shapes and sizes and allocates nothing.
public struct NetworkPlan: Sendable {
  public let inputShape: SampleShape
  public let layers: [LayerPlan]
  public let loss: Loss

  public var outputShape: SampleShape { layers.last?.output ?? inputShape }
  public var trainableCount: Int { layers.reduce(0) { $0 + $1.trainableCount } }
  public var nonTrainableCount: Int { layers.reduce(0) { $0 + $1.nonTrainableCount } }

  /// - Throws: `PlanError` at the first layer that cannot stand where it is put.
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
    let place = "model[\(lastLayer)]"
    guard case .features(let count) = output else {
      throw PlanError(keyPath: place, problem: .outputIsNotFlat(output))
    }
    if let problem = loss.problem(outputs: count) {
      throw PlanError(keyPath: place, problem: .outputs(problem))
    }
  }
}
