import Engine
import Experiments

/// Builds a network from its plan.
public struct NetworkBuilder {
  public let plan: NetworkPlan
  public let seed: UInt64
  /// Whether a layer also computes the activation after it. This saves a pass over memory and does not change any bit of
  /// the results. If false, every entry of the model is a separate layer, except an activation that the loss computes.
  public let fusesActivations: Bool

  public init(plan: NetworkPlan, seed: UInt64, fusesActivations: Bool = true) {
    self.plan = plan
    self.seed = seed
    self.fusesActivations = fusesActivations
  }

  /// The network with its initial weights. The weights of a layer depend only on the seed, on its index among the layers
  /// of the same category, and on its shape.
  public func build() -> Network {
    let layers = plan.loss.foldsLastLayer ? plan.layers.dropLast() : plan.layers[...]
    var entries: [Network.Entry] = []
    var context = LayerContext(seed: seed)
    var index = 0
    while index < layers.count {
      let fused = fusesActivations ? Self.functionAfter(index, in: layers) : nil
      context.function = fused ?? .linear
      if let layer = layers[index].build(in: &context) {
        entries.append(Network.Entry(name: String(index), layer: layer))
      }
      index += fused == nil ? 1 : 2
    }
    return Network(inputShape: plan.inputShape, entries: entries)
  }

  /// The activation function of the next layer if the layer at `index` can apply it itself; otherwise nil.
  static func functionAfter(_ index: Int, in layers: ArraySlice<LayerPlan>) -> ActivationFunction? {
    guard layers[index].configuration.appliesNextFunction, index + 1 < layers.count else { return nil }
    return layers[index + 1].configuration.elementwiseFunction
  }
}
