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
          problem: Self.problem(of: spec.name, error.error, after: layers))
      }
    }
    self.layers = layers
    try Self.check(loss, layers, output: shape)
  }

  private static func problem(
    of layer: String, _ error: ShapeError, after layers: [LayerPlan]
  ) -> PlanError.Problem {
    guard case .needsFeatures(let shape) = error, let dense = indexOfPixelwiseDense(in: layers) else {
      return .shape(layer: layer, error)
    }
    return .imageFromDense(layer: layer, shape, dense: dense)
  }

  /// The index of the last dense layer that maps the pixels of an image; nil if there is none.
  private static func indexOfPixelwiseDense(in layers: [LayerPlan]) -> Int? {
    layers.lastIndex { layer in
      if case .image = layer.input { layer.configuration is Dense.Configuration } else { false }
    }
  }

  private static func check(
    _ loss: Loss, _ layers: [LayerPlan], output: SampleShape
  ) throws(PlanError) {
    let keyPath = "model[\(layers.count - 1)]"
    guard case .features(let count) = output else {
      if case .image = output, let dense = indexOfPixelwiseDense(in: layers) {
        throw PlanError(keyPath: keyPath, problem: .imageFromDense(layer: nil, output, dense: dense))
      }
      throw PlanError(keyPath: keyPath, problem: .outputIsNotFlat(output))
    }
    if let problem = loss.problem(outputs: count) {
      throw PlanError(keyPath: keyPath, problem: .outputs(problem))
    }
  }
}
