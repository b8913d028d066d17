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
    }
  }

  /// Whether the loss is computed from what stands before the final sigmoid or softmax.
  public var lossFoldsLastLayer: Bool {
    switch plan.loss {
    case .binaryCrossentropy(let fromLogits), .categoricalCrossentropy(let fromLogits): !fromLogits
    }
  }

  /// The network with its initial weights, which depend on (seed, place among the layers with a kernel, shape) alone.
  public func build() -> Network {
    let layers = lossFoldsLastLayer ? plan.layers.dropLast() : plan.layers[...]
    var entries: [Network.Entry] = []
    var kernelIndex = 0
    var index = 0
    while index < layers.count {
      let fused = fusesActivations ? activation(after: index, in: layers) : nil
      if let layer = build(layers[index], activation: fused ?? .linear, kernelIndex: &kernelIndex) {
        entries.append(Network.Entry(name: String(index), layer: layer))
      }
      index += fused == nil ? 1 : 2
    }
    return Network(inputShape: plan.inputShape, entries: entries)
  }

  /// The activation that the layer at `index` can apply itself.
  private func activation(after index: Int, in layers: ArraySlice<NetworkPlan.Layer>) -> ActivationFunction? {
    switch layers[index].form {
    case .dense, .conv2d:
      guard index + 1 < layers.count, case .activation(let next) = layers[index + 1].form else { return nil }
      return next
    case .batchNorm, .pooling, .flatten, .activation, .softmax, .identity: return nil
    }
  }

  /// Nil where there is nothing to do.
  private func build(
    _ layer: NetworkPlan.Layer, activation: ActivationFunction, kernelIndex: inout Int
  ) -> (any Layer)? {
    switch layer.form {
    case .dense(let spec, let inputs):
      var dense = Dense(
        inputSize: inputs, outputSize: spec.units, useBias: spec.useBias, activation: activation)
      initialize(
        &dense, kernel: spec.kernelInitializer, bias: spec.biasInitializer,
        fans: .init(input: inputs, output: spec.units), index: &kernelIndex)
      return dense
    case .conv2d(let spec, let channels, let window):
      var conv = Conv2D(
        inputChannels: channels, filters: spec.filters, window: window, useBias: spec.useBias,
        activation: activation)
      let area = window.kernel.height * window.kernel.width
      initialize(
        &conv, kernel: spec.kernelInitializer, bias: spec.biasInitializer,
        fans: .init(input: channels * area, output: spec.filters * area), index: &kernelIndex)
      return conv
    case .batchNorm(let spec):
      return BatchNorm(shape: layer.input, configuration: BatchNorm.Configuration(spec))
    case .pooling(let kind, let channels, let window):
      return Pooling(kind, channels: channels, window: window)
    case .flatten: return Flatten(inputShape: layer.input)
    case .activation(let function): return Activation(function, shape: layer.input)
    case .softmax(let features): return Softmax(features: features)
    case .identity: return nil
    }
  }

  private func initialize(
    _ layer: inout some Layer, kernel: InitializerSpec, bias: InitializerSpec, fans: Initializer.Fans,
    index: inout Int
  ) {
    let place = index
    index += 1
    layer.forEachParameter { parameter in
      let isKernel = parameter.name == "weight"
      Initializer(isKernel ? kernel : bias).fill(
        &parameter.value, fans: fans,
        from: RandomStream(seed: seed, purpose: isKernel ? .kernel : .bias, index: place))
    }
  }
}

extension ActivationFunction {
  /// Nil for softmax, which is not elementwise.
  init?(_ spec: ActivationSpec) {
    switch spec {
    case .relu: self = .relu
    case .tanh: self = .tanh
    case .sigmoid: self = .sigmoid
    case .softmax: return nil
    }
  }
}

extension Initializer {
  init(_ spec: InitializerSpec) {
    self =
      switch spec {
      case .zeros: .zeros
      case .ones: .ones
      case .constant(let value): .constant(Float(value))
      case .randomUniform(let minval, let maxval): .randomUniform(minimum: minval, maximum: maxval)
      case .randomNormal(let mean, let stddev): .randomNormal(mean: mean, deviation: stddev)
      case .glorotUniform: .glorotUniform
      case .glorotNormal: .glorotNormal
      case .heUniform: .heUniform
      case .heNormal: .heNormal
      case .lecunUniform: .lecunUniform
      case .lecunNormal: .lecunNormal
      }
  }
}

extension BatchNorm.Configuration {
  init(_ spec: BatchNormSpec) {
    self.init()
    momentum = spec.momentum
    epsilon = spec.epsilon
    center = spec.center
    scale = spec.scale
    movingVarianceEstimator = spec.movingVarianceEstimator == .bessel ? .bessel : .biased
    updatesMovingStatistics = spec.updateMovingStatistics
    isTrainable = spec.trainable
  }
}

extension Optimizer.Rule {
  public init(_ spec: OptimizerSpec) {
    self =
      switch spec {
      case .sgd(let rate, let momentum, let nesterov):
        .sgd(learningRate: rate, momentum: momentum, nesterov: nesterov)
      case .rmsprop(let rate, let rho, let epsilon):
        .rmsprop(learningRate: rate, rho: rho, epsilon: epsilon)
      case .adam(let rate, let beta1, let beta2, let epsilon):
        .adam(learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
      }
  }
}
