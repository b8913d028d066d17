import TestSupport
import Testing

@testable import Engine

/// The state that an optimizer keeps, and the parameters that it does not change.
struct OptimizerStateTests {
  private func trained(_ configuration: Optimizer.Configuration, steps: Int) -> (Network, Optimizer) {
    var network = TestNetworks.smallMLP()
    var optimizer = Optimizer(configuration, for: &network)
    train(&network, &optimizer, steps: 0..<steps)
    return (network, optimizer)
  }

  /// Steps with gradients that depend on the step's number alone.
  private func train(_ network: inout Network, _ optimizer: inout Optimizer, steps: Range<Int>) {
    let executor = Executor()
    for step in steps {
      var values = TestValues(seed: UInt64(step))
      network.forEachParameter { _, parameter in
        let gradient = values.uniform(parameter.gradient.count)
        parameter.gradient.withUnsafeMutableBufferPointer { _ = $0.update(from: gradient) }
      }
      optimizer.update(&network, on: executor)
    }
  }

  @Test(arguments: TestNetworks.optimizers)
  func resumingGivesTheSameBits(_ configuration: Optimizer.Configuration) throws {
    let (expected, expectedOptimizer) = trained(configuration, steps: 5)
    var (network, stopped) = trained(configuration, steps: 3)
    var resumed = Optimizer(configuration, for: &network)
    try resumed.resume(steps: stopped.steps, slots: stopped.slots)
    train(&network, &resumed, steps: 3..<5)
    #expect(network.namedTensors.map(\.tensor) == expected.namedTensors.map(\.tensor))
    #expect(resumed.steps == 5 && resumed.slots == expectedOptimizer.slots)
    // The stopped one has kept its own.
    #expect(stopped.steps == 3 && (configuration.rule.slotCount == 0 || stopped.slots != resumed.slots))
    train(&network, &stopped, steps: 3..<4)
    #expect(stopped.steps == 4)
  }

  /// A checkpoint may contain anything.
  @Test func aStateThatDoesNotFitIsRefused() throws {
    let configuration = Optimizer.Configuration.adam(
      learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    var network = TestNetworks.singleWeight(1)
    var optimizer = Optimizer(configuration, for: &network)
    let slot = Tensor(shape: [1, 1])
    for slots in [[], [[slot]], [[slot, Tensor(shape: [1, 2])]], [[slot, slot], [slot, slot]]] {
      #expect(throws: OptimizerStateError.slots) { try optimizer.resume(steps: 1, slots: slots) }
    }
    #expect(throws: OptimizerStateError.steps(-1)) { try optimizer.resume(steps: -1, slots: [[slot, slot]]) }
    #expect(optimizer.steps == 0)
    // Counting this number of steps one by one would take years.
    try optimizer.resume(steps: .max - 1, slots: [[slot, slot]])
    network.forEachParameter { $1.gradient[0] = 1 }
    optimizer.update(&network, on: Executor())
    #expect(optimizer.steps == .max)
  }

  @Test(arguments: TestNetworks.optimizers)
  func untrainableParametersStayAsTheyAre(_ configuration: Optimizer.Configuration) {
    var norm = BatchNorm.Configuration()
    norm.isTrainable = false
    let frozen = BatchNorm(shape: .features(3), configuration: norm)
    var network = Network(
      inputShape: .features(3),
      entries: [.init(name: "0", layer: frozen), .init(name: "1", layer: Dense(inputSize: 3, outputSize: 2))])
    let before = network.namedTensors.map(\.tensor)
    var optimizer = Optimizer(configuration, for: &network)
    #expect(optimizer.slots.count == 2)
    train(&network, &optimizer, steps: 0..<2)
    let after = network.namedTensors.map(\.tensor)
    // γ, β and the two statistics; then the dense layer's tensors, which move.
    #expect(Array(after[..<4]) == Array(before[..<4]))
    #expect(after[4] != before[4] && after[5] != before[5])
  }

  /// Neither weights nor slots are copied to be written to.
  @Test(arguments: TestNetworks.optimizers)
  func updatesInPlace(_ configuration: Optimizer.Configuration) {
    var (network, optimizer) = trained(configuration, steps: 1)
    func places() -> [UnsafePointer<Float>] {
      var places = optimizer.slots.flatMap { $0.map(\.pointer) }
      network.forEachParameter { places.append($1.value.pointer) }
      return places
    }
    let before = places()
    train(&network, &optimizer, steps: 1..<3)
    #expect(places() == before)
  }

  @Test func copiesOfAnOptimizerHaveTheirOwnState() {
    var (network, optimizer) = trained(TestNetworks.optimizers[1], steps: 2)
    let copy = optimizer
    let slots = copy.slots.map { $0.map(\.elements) }
    train(&network, &optimizer, steps: 2..<3)
    #expect(copy.slots.map { $0.map(\.elements) } == slots)
    #expect(copy.steps == 2 && optimizer.steps == 3)
  }

  /// The floats after the last weight stay zero with every rule.
  @Test(arguments: TestNetworks.optimizers)
  func zerosAfterParametersStay(_ configuration: Optimizer.Configuration) {
    var (network, _) = trained(configuration, steps: 3)
    network.forEachParameter { _, parameter in
      let value = parameter.value
      #expect((value.count..<value.paddedCount).allSatisfy { value.pointer[$0] == 0 })
    }
  }
}
