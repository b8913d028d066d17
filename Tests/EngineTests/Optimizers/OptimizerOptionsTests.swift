import TestSupport
import Testing

@testable import Engine

/// Clipping and weight decay, by hand and against Keras and PyTorch.
struct OptimizerOptionsTests {
  /// A matrix and a vector as in reference_values.py, after three steps with the gradients ramp(·, 10), …
  private func weights(_ rule: Optimizer.Rule, _ options: Optimizer.Options) -> [Float] {
    var layer = Dense(inputSize: 2, outputSize: 3)
    layer.weight = Parameter(name: "weight", value: Tensor(shape: [3, 2], elements: ramp(6, 1)))
    layer.bias = Parameter(name: "bias", role: .bias, value: Tensor(shape: [5], elements: ramp(5, 2)))
    var network = Network(inputShape: .features(2), entries: [.init(name: "0", layer: layer)])
    var optimizer = Optimizer(rule, options: options, for: &network)
    for step in 0..<3 {
      network.forEachParameter {
        $1.gradient = Tensor(shape: $1.value.shape, elements: ramp($1.value.count, 10 + step))
      }
      optimizer.update(&network, on: Executor())
    }
    return network.namedTensors.flatMap(\.tensor.elements)
  }

  private func options(_ change: (inout Optimizer.Options) -> Void) -> Optimizer.Options {
    var options = Optimizer.Options()
    change(&options)
    return options
  }

  private static let momentum = Optimizer.Rule.sgd(learningRate: 0.125, momentum: 0.5, nesterov: false)

  @Test func agreesWithKeras() {
    let nesterov = Optimizer.Rule.sgd(learningRate: 0.125, momentum: 0.5, nesterov: true)
    let decayed = weights(nesterov, options { $0.weightDecay = WeightDecay(0.25) })
    #expect(largestDifference(decayed, ReferenceValues.sgdDecayed) < 5e-7)
    let byValue = weights(Self.momentum, options { $0.clipping = .value(0.5) })
    #expect(largestDifference(byValue, ReferenceValues.sgdClipValue) < 5e-7)
    let byNorm = weights(Self.momentum, options { $0.clipping = .norm(1.5) })
    #expect(largestDifference(byNorm, ReferenceValues.sgdClipNorm) < 5e-7)
    let byGlobalNorm = weights(Self.momentum, options { $0.clipping = .globalNorm(2) })
    #expect(largestDifference(byGlobalNorm, ReferenceValues.sgdGlobalClipNorm) < 5e-7)
    // The four are different things.
    #expect(Set([byValue, byNorm, byGlobalNorm, weights(Self.momentum, .init())]).count == 4)
  }

  @Test func agreesWithPyTorch() {
    let coupled = options { $0.weightDecay = WeightDecay(0.25, coupling: .coupled) }
    let decoupled = options { $0.weightDecay = WeightDecay(0.25) }
    let adam = Optimizer.Rule.adam(learningRate: 0.125, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    #expect(largestDifference(weights(Self.momentum, coupled), ReferenceValues.sgdCoupled) < 5e-7)
    #expect(largestDifference(weights(adam, coupled), ReferenceValues.adamCoupled) < 2e-6)
    #expect(largestDifference(weights(adam, decoupled), ReferenceValues.adamDecoupled) < 2e-6)
  }

  /// One parameter of each kind, each 1, gradient 0, rate ½ and decay ½: 1 − ¼ = ¾ after a step, by either coupling,
  /// but for the exempt kinds.
  @Test(arguments: [WeightDecay.Coupling.decoupled, .coupled])
  func decayCanLeaveKindsOut(coupling: WeightDecay.Coupling) {
    var network = Network(
      inputShape: .features(1),
      entries: [
        .init(name: "0", layer: Dense(inputSize: 1, outputSize: 1)),
        .init(name: "1", layer: BatchNorm(shape: .features(1))),
      ])
    network.forEachParameter { $1.value[0] = 1 }
    let decay = WeightDecay(0.5, coupling: coupling, exempt: [.gamma, .beta])
    let rule = Optimizer.Rule.sgd(learningRate: 0.5, momentum: 0, nesterov: false)
    var optimizer = Optimizer(rule, options: options { $0.weightDecay = decay }, for: &network)
    optimizer.update(&network, on: Executor())
    var found: [Parameter.Role: Float] = [:]
    network.forEachParameter { found[$1.role] = $1.value[0] }
    #expect(found == [.kernel: 0.75, .bias: 0.75, .gamma: 1, .beta: 1])
  }

  /// A gradient that is not finite shows in everything, as with Keras's global norm.
  @Test func globalNormsThatAreNotFiniteShow() {
    var network = TestNetworks.smallMLP()
    network.forEachParameter { $1.gradient = Tensor(shape: $1.value.shape, repeating: 1) }
    var first = true
    network.forEachParameter {
      if first { $1.gradient[0] = .infinity }
      first = false
    }
    let rule = Optimizer.Rule.sgd(learningRate: 0.5, momentum: 0, nesterov: false)
    var optimizer = Optimizer(rule, options: options { $0.clipping = .globalNorm(1) }, for: &network)
    optimizer.update(&network, on: Executor())
    network.forEachParameter { #expect($1.value.elements.allSatisfy { $0.isNaN }) }
  }

  /// Norms up to the limit change no bit.
  @Test func smallGradientsStay() {
    let plain = weights(Self.momentum, .init())
    for clipping in [GradientClipping.value(10), .norm(100), .globalNorm(100)] {
      #expect(weights(Self.momentum, options { $0.clipping = clipping }) == plain)
    }
  }

  /// Parameters that are not trained have no part in the global norm, and do not decay.
  @Test func untrainableParametersStay() {
    var configuration = BatchNorm.Configuration()
    configuration.isTrainable = false
    var network = Network(
      inputShape: .features(1),
      entries: [
        .init(name: "0", layer: Dense(inputSize: 1, outputSize: 1, useBias: false)),
        .init(name: "1", layer: BatchNorm(shape: .features(1), configuration: configuration)),
      ])
    network.forEachParameter { $1.gradient = Tensor(shape: $1.value.shape, repeating: 3) }
    let rule = Optimizer.Rule.sgd(learningRate: 1, momentum: 0, nesterov: false)
    let options = options {
      $0.clipping = .globalNorm(3)
      $0.weightDecay = WeightDecay(0.5)
    }
    var optimizer = Optimizer(rule, options: options, for: &network)
    optimizer.update(&network, on: Executor())
    // The norm is that of the kernel alone, 3, which the limit lets pass: 0 − 3.
    #expect(network.namedTensors.prefix(3).map(\.tensor.elements) == [[-3], [1], [0]])
  }
}
