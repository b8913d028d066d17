import Engine
import Experiments

/// Builds networks from plans.
public struct NetworkBuilder {
  public let plan: NetworkPlan
  public let seed: UInt64
  /// Whether an activation is computed by the layer before it, which saves a pass over memory and changes no bit.
  /// Without, every entry of the model but the one that the loss folds in has a layer of its own.
  public let fusesActivations: Bool

  public init(plan: NetworkPlan, seed: UInt64, fusesActivations: Bool = true) {
    self.plan = plan
    self.seed = seed
    self.fusesActivations = fusesActivations
  }

  /// The network with its initial weights, which depend on (seed, place among the layers of the category, shape) alone.
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

  /// The function of the next layer that the layer at `index` can apply itself.
  static func functionAfter(_ index: Int, in layers: ArraySlice<LayerPlan>) -> ActivationFunction? {
    guard layers[index].configuration.appliesNextFunction, index + 1 < layers.count else { return nil }
    return layers[index + 1].configuration.elementwiseFunction
  }
}
