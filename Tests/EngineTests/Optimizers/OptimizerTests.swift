import TestSupport
import Testing

@testable import Engine

/// The rules, by hand and against double precision.
struct OptimizerTests {
  /// The only weight, 1 at first, after each step with the given gradients.
  private func weights(_ configuration: Optimizer.Configuration, gradients: [Float]) -> [Float] {
    var network = TestNetworks.singleWeight(1)
    var optimizer = Optimizer(configuration, for: &network)
    return gradients.map { gradient in
      network.forEachParameter { $1.gradient[0] = gradient }
      optimizer.update(&network, on: Executor())
      return network.namedTensors[0].tensor[0]
    }
  }

  /// w ← w − ½·g
  @Test func plainGradientDescent() {
    let configuration = Optimizer.Configuration.sgd(learningRate: 0.5, momentum: 0, nesterov: false)
    #expect(weights(configuration, gradients: [1, 2, -1]) == [0.5, -0.5, 0])
    #expect(configuration.rule.slotCount == 0)
    let nesterov = Optimizer.Configuration.sgd(learningRate: 0.5, momentum: 0, nesterov: true)
    #expect(weights(nesterov, gradients: [1, 2, -1]) == [0.5, -0.5, 0])
  }

  /// A rate of 0 leaves the weight as it is, whatever the rule keeps of the gradients.
  @Test(arguments: [
    Optimizer.Configuration.sgd(learningRate: 0, momentum: 0.5, nesterov: true),
    .rmsprop(learningRate: 0, rho: 0.75, epsilon: 3),
    .adam(learningRate: 0, beta1: 0.5, beta2: 0.75, epsilon: 1),
  ])
  func rateZeroChangesNothing(configuration: Optimizer.Configuration) {
    #expect(weights(configuration, gradients: [1, 2, -1]) == [1, 1, 1])
  }

  /// v = −½; −¼ − 1 = −1¼; −⅝ + ½ = −⅛, added to w each time.
  @Test func momentum() {
    let configuration = Optimizer.Configuration.sgd(learningRate: 0.5, momentum: 0.5, nesterov: false)
    #expect(weights(configuration, gradients: [1, 2, -1]) == [0.5, -0.75, -0.875])
    #expect(configuration.rule.slotCount == 1)
  }

  /// The same v; w takes ½·v − ½·g: −¼ − ½ = −¾; −⅝ − 1 = −1⅝; −¹⁄₁₆ + ½ = ⁷⁄₁₆.
  @Test func nesterovsMomentum() {
    let configuration = Optimizer.Configuration.sgd(learningRate: 0.5, momentum: 0.5, nesterov: true)
    #expect(weights(configuration, gradients: [1, 2, -1]) == [0.25, -1.375, -0.9375])
  }

  /// ρ = ¾, ε = 3: v = ¼·2² = 1, √(1 + 3) = 2, w = 1 − ½·2/2 = ½;
  /// v = ¾·1 + ¼·1² = 1, √4 = 2, w = ½ + ½·1/2 = ¾; v = ¾ + ¼·5² = 7, √10 = 3.1622777, w = ¾ − 2½/√10 = −.0405694.
  @Test func rmsprop() {
    let configuration = Optimizer.Configuration.rmsprop(learningRate: 0.5, rho: 0.75, epsilon: 3)
    let found = weights(configuration, gradients: [2, -1, 5])
    #expect(found[0] == 0.5 && found[1] == 0.75)
    #expect(abs(found[2] - -0.040_569_4) < 1e-6)
    #expect(configuration.rule.slotCount == 1)
  }

  /// β₁ = ½, β₂ = ¾, ε = 1, rate ½, g = 2, 2, −4:
  /// m = 1, v = 1; m̂ = 1/½ = 2, v̂ = 1/¼ = 4; w = 1 − ½·2/(2 + 1) = ⅔.
  /// m = 1½, v = 1¾; m̂ = 1½/¾ = 2, v̂ = 1¾/(7/16) = 4; w = ⅔ − ⅓ = ⅓.
  /// m = −1¼, v = 5 5/16; m̂ = −1¼/⅞ = −10/7, v̂ = (85/16)/(37/64) = 340/37, √v̂ = 3.0313675;
  /// w = ⅓ + ½·(10/7)/4.0313675 = .5105153.
  @Test func adam() {
    let configuration = Optimizer.Configuration.adam(learningRate: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 1)
    let found = weights(configuration, gradients: [2, 2, -4])
    #expect(largestDifference([found], [[2.0 / 3, 1.0 / 3, 0.510_515_3]]) < 3e-7)
    #expect(configuration.rule.slotCount == 2)
  }

  /// Forty steps on a tensor that does not fill whole vectors, compared with the rules in double precision, with
  /// gradients from 10⁻⁶ to 10.
  @Test(arguments: TestNetworks.optimizers)
  func followsItsRuleInDoublePrecision(_ configuration: Optimizer.Configuration) {
    var layer = Dense(inputSize: 7, outputSize: 5, useBias: false)
    randomize(&layer)
    var network = Network(inputShape: .features(7), entries: [.init(name: "0", layer: layer)])
    var optimizer = Optimizer(configuration, for: &network)
    var reference = layer.weight.value.elements.map { ReferenceRule(configuration, weight: Double($0)) }
    var values = TestValues()
    let sizes: [Float] = [1e-6, 1e-3, 1, 10]
    for _ in 0..<40 {
      let gradients = values.uniform(35).enumerated().map { $1 * sizes[$0 % 4] }
      network.forEachParameter { $1.gradient = Tensor(shape: [5, 7], elements: gradients) }
      optimizer.update(&network, on: Executor())
      for index in 0..<35 { reference[index].step(gradient: Double(gradients[index])) }
    }
    // Forty roundings, of weights up to some ten.
    for (weight, reference) in zip(network.namedTensors[0].tensor.elements, reference) {
      #expect(abs(Double(weight) - reference.weight) < 4e-6 * max(1, abs(reference.weight)))
    }
  }
}
