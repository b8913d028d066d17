import TestSupport
import Testing

@testable import Engine

struct NetworkTests {
  @Test func knowsItsShapes() throws {
    let network = try TestNetworks.convolutional(size: 12, filters: 4, classes: 3)
    #expect(network.inputShape == .image(channels: 1, height: 12, width: 12))
    #expect(
      network.entries.map(\.layer.outputShape.description) == [
        "(4, 12, 12)", "(4, 12, 12)", "(4, 12, 12)", "(4, 6, 6)", "(4, 4, 4)", "(4, 2, 2)", "(16)", "(20)",
        "(20)", "(3)",
      ])
    #expect(network.outputShape == .features(3))
    #expect(Network(inputShape: .features(7), entries: []).outputShape == .features(7))
  }

  /// torch.nn.Sequential(Linear, ReLU, BatchNorm1d, Linear).state_dict() without num_batches_tracked.
  @Test func tensorsHaveTorchsNamesAndOrder() {
    let tensors = TestNetworks.smallMLP().namedTensors
    #expect(
      tensors.map(\.name) == [
        "0.weight", "0.bias", "2.weight", "2.bias", "2.running_mean", "2.running_var", "3.weight", "3.bias",
      ])
    #expect(tensors.map(\.tensor.shape) == [[9, 6], [9], [9], [9], [9], [9], [3, 9], [3]])
    var parameters: [String] = []
    var network = TestNetworks.smallMLP()
    network.forEachParameter { parameters.append($0 + "." + $1.name) }
    #expect(parameters == ["0.weight", "0.bias", "2.weight", "2.bias", "3.weight", "3.bias"])
  }

  /// Switched-off tensors are absent.
  @Test func switchedOffTensorsAreAbsent() {
    var configuration = BatchNorm.Configuration()
    configuration.scale = false
    let network = Network(
      inputShape: .features(4),
      entries: [
        .init(name: "0", layer: Dense(inputSize: 4, outputSize: 4, useBias: false)),
        .init(name: "1", layer: BatchNorm(shape: .features(4), configuration: configuration)),
      ])
    #expect(
      network.namedTensors.map(\.name) == ["0.weight", "1.bias", "1.running_mean", "1.running_var"])
  }

  /// Training a copy changes neither the original's weights nor its statistics.
  @Test func copiesAreIndependent() {
    let original = TestNetworks.smallMLP()
    let before = original.namedTensors.map(\.tensor.elements)
    var copy = original
    let training = TrainingSession(samples: 20, features: 6, classes: 3)
    training.train(&copy, configuration: .sgd(learningRate: 0.1, momentum: 0.9, nesterov: false), steps: 3)
    let after = copy.namedTensors.map(\.tensor.elements)
    #expect(original.namedTensors.map(\.tensor.elements) == before)
    for index in before.indices { #expect(after[index] != before[index]) }
  }
}
