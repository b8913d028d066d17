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

  public var loss: Loss {
    switch plan.loss {
    case .binaryCrossentropy: .binaryCrossentropy
    case .categoricalCrossentropy: .categoricalCrossentropy
    case .meanSquaredError: .meanSquaredError
    }
  }

  /// Whether the loss is computed from what stands before the final sigmoid or softmax.
  public var lossFoldsLastLayer: Bool {
    switch plan.loss {
    case .binaryCrossentropy(let fromLogits), .categoricalCrossentropy(let fromLogits): !fromLogits
    case .meanSquaredError: false
    }
  }

  /// What the next layer's random numbers are drawn by: its place among the layers of its kind, so that runs which
  /// differ in one kind of layer are pairs in the others.
  private struct Places {
    /// Among the layers with a kernel.
    var kernel = 0
    /// Among the normalization layers.
    var normalization = 0
    /// Among the dropout layers.
    var dropout = 0

    static func next(_ place: inout Int) -> Int {
      place += 1
      return place - 1
    }
  }

  /// The network with its initial weights, which depend on (seed, place among the layers of the kind, shape) alone.
  public func build() -> Network {
    let layers = lossFoldsLastLayer ? plan.layers.dropLast() : plan.layers[...]
    var entries: [Network.Entry] = []
    var places = Places()
    var index = 0
    while index < layers.count {
      let fused = fusesActivations ? Self.activation(after: index, in: layers) : nil
      if let layer = build(layers[index], activation: fused ?? .linear, &places) {
        entries.append(Network.Entry(name: String(index), layer: layer))
      }
      index += fused == nil ? 1 : 2
    }
    return Network(inputShape: plan.inputShape, entries: entries)
  }

  /// The activation that the layer at `index` can apply itself.
  static func activation(after index: Int, in layers: ArraySlice<NetworkPlan.Layer>) -> ActivationFunction? {
    switch layers[index].form {
    case .dense, .conv2d:
      guard index + 1 < layers.count, case .activation(let next) = layers[index + 1].form else { return nil }
      return next
    case .lstm, .batchNorm, .layerNorm, .groupNorm, .pooling, .globalAveragePool, .flatten, .dropout,
      .activation, .linearUnit, .softmax, .identity:
      return nil
    }
  }

  /// Nil where there is nothing to do.
  private func build(
    _ layer: NetworkPlan.Layer, activation: ActivationFunction, _ places: inout Places
  ) -> (any Layer)? {
    switch layer.form {
    case .dense(let spec, let inputs, let steps):
      var dense = Dense(
        inputSize: inputs, outputSize: spec.units, steps: steps, useBias: spec.useBias,
        activation: activation)
      initialize(
        &dense, kernel: spec.kernel, bias: spec.bias, fans: .init(input: inputs, output: spec.units),
        index: Places.next(&places.kernel))
      return dense
    case .conv2d(let spec, let channels, let window):
      var conv = Conv2D(
        inputChannels: channels, filters: spec.filters, window: window, useBias: spec.useBias,
        activation: activation)
      let area = window.kernel.height * window.kernel.width
      initialize(
        &conv, kernel: spec.kernel, bias: spec.bias,
        fans: .init(input: channels * area, output: spec.filters * area), index: Places.next(&places.kernel))
      return conv
    case .lstm(let spec, let steps, let features):
      return LSTM(
        steps: steps, features: features, units: spec.units, returnSequences: spec.returnSequences,
        configuration: LSTM.Configuration(spec), seed: seed, index: Places.next(&places.kernel))
    case .batchNorm(let configuration):
      return BatchNorm(
        shape: layer.input, configuration: configuration, seed: seed,
        index: Places.next(&places.normalization))
    case .layerNorm(let spec, let axes):
      return LayerNorm(
        shape: layer.input, axes: axes, epsilon: spec.epsilon, affine: Affine(spec.affine), seed: seed,
        index: Places.next(&places.normalization))
    case .groupNorm(let spec):
      return GroupNorm(
        shape: layer.input, groups: spec.groups, epsilon: spec.epsilon, affine: Affine(spec.affine),
        seed: seed, index: Places.next(&places.normalization))
    case .pooling(let kind, let channels, let window):
      return Pooling(kind, channels: channels, window: window)
    case .globalAveragePool(let channels, let window):
      return GlobalAveragePool2D(channels: channels, window: window)
    case .flatten: return Flatten(inputShape: layer.input)
    case .dropout(let rate):
      // Every dropout layer counts, so that another's rate of 0 does not change this one's masks.
      return Dropout(rate: rate, shape: layer.input, index: Places.next(&places.dropout))
    case .activation(let function): return Activation(function, shape: layer.input)
    case .linearUnit(let function): return LinearUnit(function, shape: layer.input)
    case .softmax(nil, let features): return Softmax(features: features)
    case .softmax(let steps?, let features): return Softmax(steps: steps, features: features)
    case .identity: return nil
    }
  }

  /// - Parameter fans: the kernel's; a bias has its own length for both.
  private func initialize(
    _ layer: inout some Layer, kernel: ParameterSpec, bias: ParameterSpec, fans: Initializer.Fans, index: Int
  ) {
    layer.forEachParameter { parameter in
      let isKernel = parameter.role == .kernel
      let spec = isKernel ? kernel : bias
      Initializer(spec.initializer).fill(
        &parameter.value, fans: isKernel ? fans : .vector(parameter.value.count),
        from: RandomStream(seed: seed, purpose: isKernel ? .kernel : .bias, index: index))
      parameter.regularizer = spec.regularizer.map(Regularizer.init)
      parameter.constraint = spec.constraint.map(Constraint.init)
    }
  }
}
