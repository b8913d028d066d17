import Engine
import Experiments

/// A model with every shape worked out: what `bnlab show` prints, and what a network is built from.
///
/// Making a plan checks all shapes and sizes and allocates nothing.
public struct NetworkPlan: Equatable, Sendable {
  public struct Layer: Equatable, Sendable {
    public let spec: LayerSpec
    /// The layer with its shapes checked, ready to build.
    public let form: Form
    public let input: SampleShape
    public let output: SampleShape
    /// Parameters that an optimizer changes.
    public let trainableCount: Int
    /// Parameters that stay as they are, and moving statistics.
    public let nonTrainableCount: Int
  }

  /// A layer of the model together with what its input decides.
  public enum Form: Equatable, Sendable {
    /// - steps: of sequences; nil for features.
    case dense(DenseSpec, inputs: Int, steps: Int?)
    case conv2d(Conv2DSpec, channels: Int, Window)
    case lstm(LSTMSpec, steps: Int, features: Int)
    case batchNorm(BatchNorm.Configuration)
    case layerNorm(LayerNormSpec, axes: [Int])
    case groupNorm(GroupNormSpec)
    case pooling(Pooling.Kind, channels: Int, Window)
    case globalAveragePool(channels: Int, Window)
    case flatten
    case dropout(rate: Double)
    case activation(ActivationFunction)
    case linearUnit(LinearUnitFunction)
    case softmax(steps: Int?, features: Int)
    /// Changes nothing, such as `flatten` behind a dense layer.
    case identity
  }

  public let inputShape: SampleShape
  public let layers: [Layer]
  public let loss: Loss

  public var outputShape: SampleShape { layers.last?.output ?? inputShape }
  public var trainableCount: Int { layers.reduce(0) { $0 + $1.trainableCount } }
  public var nonTrainableCount: Int { layers.reduce(0) { $0 + $1.nonTrainableCount } }

  /// - Throws: `PlanError` at the first layer that cannot stand where it is put.
  public init(model: [LayerSpec], loss: Loss, inputShape: SampleShape) throws(PlanError) {
    self.inputShape = inputShape
    self.loss = loss
    var layers: [Layer] = []
    var shape = inputShape
    for (index, spec) in model.enumerated() {
      do {
        let layer = try Layer(spec, input: shape)
        layers.append(layer)
        shape = layer.output
      } catch {
        throw PlanError(
          keyPath: PlanError.keyPath(layer: index, spec, key: error.key),
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
