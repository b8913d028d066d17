import TestSupport
import Testing

@testable import Engine

struct NetworkWeightsTests {
  private func trained() -> Network {
    var network = TestNetworks.smallMLP()
    TrainingSession(samples: 20, features: 6, classes: 3).train(
      &network, configuration: .sgd(learningRate: 0.1, momentum: 0.9, nesterov: false), steps: 3)
    return network
  }

  private func dictionary(_ network: Network) -> [String: Tensor] {
    Dictionary(uniqueKeysWithValues: network.namedTensors.map { ($0.name, $0.tensor) })
  }

  @Test func whatWasSavedIsLoaded() throws {
    let saved = trained()
    let file = Safetensors.encode(saved.namedTensors, metadata: ["format": "pt"])
    var loaded = TestNetworks.smallMLP()
    try loaded.load(try Safetensors.decode(file))
    #expect(loaded.namedTensors.map(\.tensor) == saved.namedTensors.map(\.tensor))
    #expect(Safetensors.encode(loaded.namedTensors, metadata: ["format": "pt"]) == file)
  }

  /// A loaded network continues to train like the saved one, and shares no memory with the tensors it was loaded from.
  @Test func aLoadedNetworkOwnsItsTensors() throws {
    var saved = trained()
    let tensors = dictionary(saved)
    var loaded = TestNetworks.smallMLP()
    try loaded.load(tensors)
    let session = TrainingSession(samples: 20, features: 6, classes: 3, seed: 2)
    let configuration = Optimizer.Configuration.sgd(learningRate: 0.1, momentum: 0, nesterov: false)
    session.train(&loaded, configuration: configuration, steps: 2)
    #expect(tensors == dictionary(saved))
    session.train(&saved, configuration: configuration, steps: 2)
    #expect(dictionary(loaded) == dictionary(saved))
  }

  /// A file may hold any number of tensors, with names of any length.
  @Test func messagesAreShort() {
    let names = (0..<100_000).map { "\($0)." + String(repeating: "x", count: 100) }
    #expect(WeightsError.unexpected(names).description.hasSuffix(" and 99992 more"))
    #expect(WeightsError.missing(names, has: names).description.contains(" and 99996 more; it has "))
    for error in [WeightsError.unexpected(names), .missing(names, has: names)] {
      #expect(error.description.utf8.count < 550)
    }
    #expect(
      WeightsError.missing(["0.bias", "2.weight"], has: ["conv1.bias", "conv1.weight"]).description
        == "lacks the model's tensors 0.bias, 2.weight; it has conv1.bias, conv1.weight; names are those of torch.nn.Sequential: the number of the model's entry, from 0"
    )
  }

  @Test func whatDoesNotFitIsRefusedAndChangesNothing() {
    let tensors = dictionary(trained())
    var network = TestNetworks.smallMLP()
    let before = dictionary(network)
    func load(_ change: (inout [String: Tensor]) -> Void) throws {
      var changed = tensors
      change(&changed)
      try network.load(changed)
    }
    let rest = tensors.keys.filter { $0 != "0.bias" && $0 != "2.running_var" }.sorted()
    #expect(throws: WeightsError.missing(["0.bias", "2.running_var"], has: rest)) {
      try load {
        $0["2.running_var"] = nil
        $0["0.bias"] = nil
      }
    }
    #expect(throws: WeightsError.unexpected(["4.weight", "5.weight"])) {
      try load {
        $0["5.weight"] = Tensor(shape: [1])
        $0["4.weight"] = Tensor(shape: [1])
      }
    }
    #expect(throws: WeightsError.shape(tensor: "3.weight", found: [9, 3], expected: [3, 9])) {
      try load { $0["3.weight"] = Tensor(shape: [9, 3]) }
    }
    #expect(throws: WeightsError.self) { try load { $0 = [:] } }
    #expect(dictionary(network) == before)
  }
}
