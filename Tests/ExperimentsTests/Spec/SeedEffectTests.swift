import Testing

@testable import Experiments

@Suite struct SeedEffectTests {
  private func hasEffect(
    _ model: String, weights: Bool = false, shuffle: Bool = false, rate: Double? = nil, samples: Int? = nil
  ) throws -> Bool {
    var members = ["model": model, "training": #"{ "epochs": 3, "batch_size": 8, "shuffle": \#(shuffle) }"#]
    if weights { members["initial_weights"] = #""w.safetensors""# }
    if let rate { members["optimizer"] = #"{ "sgd": { "learning_rate": \#(rate) } }"# }
    return try resolve(spec(members)).spec.seedHasEffect(trainCount: samples)
  }

  private static let dense = #"{ "dense": { "units": 1 } }"#
  private static let fixed =
    #"{ "dense": { "units": 1, "kernel_initializer": { "constant": { "value": 0.1 } } } }"#
  private static let normal = #"{ "dense": { "units": 1, "bias_initializer": { "random_normal": {} } } }"#

  @Test func randomInitialWeightsHaveAnEffect() throws {
    #expect(try hasEffect("[\(Self.dense), \"sigmoid\"]"))
    #expect(try hasEffect("[\(Self.normal), \"sigmoid\"]"))
    #expect(try !hasEffect("[\(Self.fixed), \"sigmoid\"]"))
    #expect(try !hasEffect("[\(Self.dense), \"sigmoid\"]", weights: true))
    #expect(
      try hasEffect(
        "[\(Self.fixed), { \"batch_norm\": { \"gamma_initializer\": \"glorot_uniform\" } }, \"sigmoid\"]"))
  }

  @Test func shufflingAndDropoutHaveAnEffect() throws {
    #expect(try hasEffect("[\(Self.dense), \"sigmoid\"]", weights: true, shuffle: true))
    #expect(
      try hasEffect("[{ \"dropout\": { \"rate\": 0.5 } }, \(Self.dense), \"sigmoid\"]", weights: true))
    #expect(
      try !hasEffect("[{ \"dropout\": { \"rate\": 0 } }, \(Self.dense), \"sigmoid\"]", weights: true))
  }

  /// One batch of all samples has the same gradient in every order, but for rounding.
  @Test func theOrderMattersBetweenBatchesOnly() throws {
    let model = "[\(Self.dense), \"sigmoid\"]"
    #expect(try hasEffect(model, weights: true, shuffle: true, samples: 9))
    #expect(try !hasEffect(model, weights: true, shuffle: true, samples: 8))
    #expect(try hasEffect(model, shuffle: true, samples: 8))
    func norm(_ options: String) -> String {
      "[\(Self.dense), { \"batch_norm\": { \(options) } }, \"sigmoid\"]"
    }
    #expect(try !hasEffect(norm(""), weights: true, shuffle: true, samples: 8))
    // Which samples share a virtual batch depends on the order.
    #expect(try hasEffect(norm("\"virtual_batch_size\": 4"), weights: true, shuffle: true, samples: 8))
  }

  @Test func aRateOfZeroLeavesOnlyTheMovingStatistics() throws {
    #expect(try !hasEffect("[\(Self.dense), \"sigmoid\"]", weights: true, shuffle: true, rate: 0))
    #expect(
      try hasEffect("[\(Self.dense), \"batch_norm\", \"sigmoid\"]", weights: true, shuffle: true, rate: 0))
  }
}
