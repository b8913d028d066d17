import TestSupport
import Testing

@testable import Engine

/// Clipping and weight decay, by hand and against Keras and PyTorch.
struct OptimizerOptionsTests {
  /// A matrix and a vector as in reference_values.py, after three steps with the gradients ramp(·, 10), …
  private func weights(_ configuration: Optimizer.Configuration) -> [Float] {
    var layer = Dense(inputSize: 2, outputSize: 3)
    layer.weight = Parameter(name: "weight", value: Tensor(shape: [3, 2], elements: ramp(6, 1)))
    layer.bias = Parameter(name: "bias", role: .bias, value: Tensor(shape: [5], elements: ramp(5, 2)))
    var network = Network(inputShape: .features(2), entries: [.init(name: "0", layer: layer)])
    var optimizer = Optimizer(configuration, for: &network)
    for step in 0..<3 {
      network.forEachParameter {
        $1.gradient = Tensor(shape: $1.value.shape, elements: ramp($1.value.count, 10 + step))
      }
      optimizer.update(&network, on: Executor())
    }
    return network.namedTensors.flatMap(\.tensor.elements)
  }

  private func changed(
    _ configuration: Optimizer.Configuration, _ change: (inout Optimizer.Configuration) -> Void
  ) -> Optimizer.Configuration {
    var configuration = configuration
    change(&configuration)
    return configuration
  }

  private static let momentum = Optimizer.Configuration.sgd(
    learningRate: 0.125, momentum: 0.5, nesterov: false)

  @Test func agreesWithKeras() {
    let nesterov = Optimizer.Configuration.sgd(learningRate: 0.125, momentum: 0.5, nesterov: true)
    let decayed = weights(changed(nesterov) { $0.weightDecay = WeightDecay(decay: 0.25) })
    #expect(largestDifference(decayed, ReferenceValues.sgdDecayed) < 5e-7)
    let byValue = weights(changed(Self.momentum) { $0.clipping = .value(0.5) })
    #expect(largestDifference(byValue, ReferenceValues.sgdClipValue) < 5e-7)
    let byNorm = weights(changed(Self.momentum) { $0.clipping = .norm(1.5) })
    #expect(largestDifference(byNorm, ReferenceValues.sgdClipNorm) < 5e-7)
    let byGlobalNorm = weights(changed(Self.momentum) { $0.clipping = .globalNorm(2) })
    #expect(largestDifference(byGlobalNorm, ReferenceValues.sgdGlobalClipNorm) < 5e-7)
    // The four ways must give different results.
    #expect(Set([byValue, byNorm, byGlobalNorm, weights(Self.momentum)]).count == 4)
  }

  @Test func agreesWithPyTorch() {
    let adam = Optimizer.Configuration.adam(learningRate: 0.125, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    func decayed(_ configuration: Optimizer.Configuration, coupled: Bool) -> [Float] {
      weights(changed(configuration) { $0.weightDecay = WeightDecay(decay: 0.25, coupled: coupled) })
    }
    #expect(largestDifference(decayed(Self.momentum, coupled: true), ReferenceValues.sgdCoupled) < 5e-7)
    #expect(largestDifference(decayed(adam, coupled: true), ReferenceValues.adamCoupled) < 2e-6)
    #expect(largestDifference(decayed(adam, coupled: false), ReferenceValues.adamDecoupled) < 2e-6)
  }

  /// One parameter of each kind, each 1, gradient 0, rate ½ and decay ½: after a step 1 − ¼ = ¾, coupled or not, and
  /// still 1 for the exempt kinds.
  @Test(arguments: [false, true]) func decayCanLeaveKindsOut(coupled: Bool) {
    var network = Network(
      inputShape: .features(1),
      entries: [
        .init(name: "0", layer: Dense(inputSize: 1, outputSize: 1)),
        .init(name: "1", layer: BatchNorm(shape: .features(1))),
      ])
    network.forEachParameter { $1.value[0] = 1 }
    var configuration = Optimizer.Configuration.sgd(learningRate: 0.5, momentum: 0, nesterov: false)
    configuration.weightDecay = WeightDecay(decay: 0.5, coupled: coupled, exempt: [.gamma, .beta])
    var optimizer = Optimizer(configuration, for: &network)
    optimizer.update(&network, on: Executor())
    var found: [Parameter.Role: Float] = [:]
    network.forEachParameter { found[$1.role] = $1.value[0] }
    #expect(found == [.kernel: 0.75, .bias: 0.75, .gamma: 1, .beta: 1])
  }

  /// A gradient that is not finite makes all parameters NaN, as Keras's global norm does.
  @Test func globalNormsThatAreNotFiniteShow() {
    var network = TestNetworks.smallMLP()
    network.forEachParameter { $1.gradient = Tensor(shape: $1.value.shape, repeating: 1) }
    var first = true
    network.forEachParameter {
      if first { $1.gradient[0] = .infinity }
      first = false
    }
    var configuration = Optimizer.Configuration.sgd(learningRate: 0.5, momentum: 0, nesterov: false)
    configuration.clipping = .globalNorm(1)
    var optimizer = Optimizer(configuration, for: &network)
    optimizer.update(&network, on: Executor())
    network.forEachParameter { #expect($1.value.elements.allSatisfy { $0.isNaN }) }
  }

  /// Norms up to the limit change no bit.
  @Test func smallGradientsStay() {
    let plain = weights(Self.momentum)
    for clipping in [GradientClipping.value(10), .norm(100), .globalNorm(100)] {
      #expect(weights(changed(Self.momentum) { $0.clipping = clipping }) == plain)
    }
  }

  /// Parameters that are not trained have no part in the global norm, and do not decay.
  @Test func untrainableParametersStay() {
    var norm = BatchNorm.Configuration()
    norm.isTrainable = false
    var network = Network(
      inputShape: .features(1),
      entries: [
        .init(name: "0", layer: Dense(inputSize: 1, outputSize: 1, useBias: false)),
        .init(name: "1", layer: BatchNorm(shape: .features(1), configuration: norm)),
      ])
    network.forEachParameter { $1.gradient = Tensor(shape: $1.value.shape, repeating: 3) }
    var configuration = Optimizer.Configuration.sgd(learningRate: 1, momentum: 0, nesterov: false)
    configuration.clipping = .globalNorm(3)
    configuration.weightDecay = WeightDecay(decay: 0.5)
    var optimizer = Optimizer(configuration, for: &network)
    optimizer.update(&network, on: Executor())
    // The norm is that of the kernel alone, 3, which the limit lets pass: 0 − 3.
    #expect(network.namedTensors.prefix(3).map(\.tensor.elements) == [[-3], [1], [0]])
  }
}
