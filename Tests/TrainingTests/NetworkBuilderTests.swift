import Experiments
import TestSupport
import Testing

@testable import Engine
@testable import Training

@Suite struct NetworkBuilderTests {
  private func build(
    _ model: [LayerSpec], _ input: SampleShape, seed: UInt64 = 1, fuses: Bool = true
  ) throws -> Network {
    let plan = try NetworkPlan(
      model: model, loss: .categoricalCrossentropy(fromLogits: true), inputShape: input)
    return NetworkBuilder(plan: plan, seed: seed, fusesActivations: fuses).build()
  }

  private static let image = SampleShape.image(channels: 1, height: 32, width: 32)

  /// Runs with and without batch normalization can be compared in pairs, because their n-th kernels start with the same
  /// weights.
  @Test func batchNormDoesNotChangeInitialWeightsOfOtherLayers() throws {
    let plain = try build(Fixture.lenet5(batchNorm: false), Self.image).namedTensors
    let normed = try build(Fixture.lenet5(batchNorm: true), Self.image).namedTensors
    let kernels = { (tensors: [(name: String, tensor: Tensor)]) in
      tensors.map(\.tensor).filter { $0.shape.count > 1 }
    }
    #expect(kernels(plain).count == 5)
    #expect(kernels(plain) == kernels(normed))
  }

  @Test func anotherSeedGivesOtherWeights() throws {
    let one = try build(Fixture.lenet5(batchNorm: false), Self.image, seed: 1).namedTensors
    let other = try build(Fixture.lenet5(batchNorm: false), Self.image, seed: 2).namedTensors
    for (one, other) in zip(one, other) where one.tensor.shape.count > 1 {
      #expect(one.tensor != other.tensor)
    }
  }

  /// The numbers in the names are indices of the model, which includes activations, as in torch.nn.Sequential.
  @Test func tensorsHavePyTorchsNames() throws {
    let names = try build(Fixture.lenet5(batchNorm: true), Self.image).namedTensors.map(\.name)
    #expect(
      names == [
        "0.weight", "0.bias", "2.weight", "2.bias", "2.running_mean", "2.running_var", "4.weight", "4.bias",
        "6.weight", "6.bias", "6.running_mean", "6.running_var", "9.weight", "9.bias", "11.weight", "11.bias",
        "13.weight", "13.bias",
      ])
  }

  @Test func fusingAnActivationChangesNoBit() throws {
    let training = TrainingSpec(epochs: 2)
    var fused = try Fixture.trainer(training: training)
    var separate = try Fixture.trainer(training: training, fusesActivations: false)
    #expect(separate.network.entries.count == fused.network.entries.count + 1)
    for epoch in 1...2 {
      let one = fused.run(epoch: epoch) { _ in true }
      let other = separate.run(epoch: epoch) { _ in true }
      #expect(one?.record == other?.record)
    }
    #expect(fused.network.namedTensors.map(\.tensor) == separate.network.namedTensors.map(\.tensor))
  }

  /// For a vector Keras uses its length as fan-in and fan-out. So he_uniform of 6 biases is uniform within ±√(6/6). The
  /// number of inputs, which would give ±√(6/600) here, does not matter.
  @Test func theFansOfABiasAreItsLength() throws {
    var dense = Dense.Configuration(units: 6)
    dense.bias = ParameterOptions(.heUniform)
    var conv = Conv2D.Configuration(filters: 6, kernelSize: Window.Size(height: 10, width: 10))
    conv.bias = ParameterOptions(.heUniform)
    let networks = [
      try build([.dense(dense)], .features(600)),
      try build([.conv2d(conv), .flatten], .image(channels: 6, height: 10, width: 10)),
    ]
    for network in networks {
      let bias = try #require(network.namedTensors.first { $0.name == "0.bias" }).tensor
      let largest = (0..<6).map { abs(bias[$0]) }.max() ?? 0
      #expect(largest > 0.1 && largest <= 1)
    }
  }

  /// The initial weights of a kernel do not depend on other tensors: without a bias they are the same.
  @Test func kernelsDoNotDependOnBiases() throws {
    var bare = Dense.Configuration(units: 7)
    bare.useBias = false
    let one = try build(
      [.dense(Dense.Configuration(units: 7)), .dense(Dense.Configuration(units: 3))], .features(5))
    let other = try build([.dense(bare), .dense(Dense.Configuration(units: 3))], .features(5))
    #expect(one.namedTensors[0].tensor == other.namedTensors[0].tensor)
    #expect(one.namedTensors[2].tensor == other.namedTensors[1].tensor)
  }
}
