import Testing

@testable import Experiments

@Suite struct SeedEffectTests {
  private func hasEffect(_ model: String, weights: Bool = false, shuffle: Bool = false) throws -> Bool {
    var members = ["model": model, "training": #"{ "epochs": 3, "shuffle": \#(shuffle) }"#]
    if weights { members["initial_weights"] = #""w.safetensors""# }
    return try resolve(spec(members)).spec.seedHasEffect
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
}
