import Testing

@testable import Engine

struct InitializerTests {
  private static let fans = Initializer.Fans(input: 50, output: 30)
  private static let draws = 20_000

  private func values(
    _ initializer: Initializer, fans: Initializer.Fans = fans, count: Int = draws, seed: UInt64 = 1,
    index: Int = 0
  ) -> [Double] {
    var tensor = Tensor(shape: [count])
    initializer.fill(&tensor, fans: fans, from: RandomStream(seed: seed, purpose: .kernel, index: index))
    return tensor.elements.map(Double.init)
  }

  @Test func constants() {
    #expect(values(.zeros, count: 17) == Array(repeating: 0, count: 17))
    #expect(values(.ones, count: 17) == Array(repeating: 1, count: 17))
    #expect(values(.constant(-2.5), count: 17) == Array(repeating: -2.5, count: 17))
  }

  struct Scaled: Sendable {
    let initializer: Initializer
    let variance: Double
  }

  /// fan in 50, fan out 30: He 2/50, Glorot 2/80, LeCun 1/50.
  static let uniforms = [
    Scaled(initializer: .heUniform, variance: 0.04),
    Scaled(initializer: .glorotUniform, variance: 0.025),
    Scaled(initializer: .lecunUniform, variance: 0.02),
  ]
  static let normals = [
    Scaled(initializer: .heNormal, variance: 0.04),
    Scaled(initializer: .glorotNormal, variance: 0.025),
    Scaled(initializer: .lecunNormal, variance: 0.02),
  ]

  /// U(−a, a) has the variance a²/3, so a = √(3·variance); the maximum of 20,000 is within .1 % of it.
  @Test(arguments: uniforms)
  func uniformsKeepTheirBoundsAndVariance(_ scaled: Scaled) {
    let values = values(scaled.initializer)
    let limit = (3 * scaled.variance).squareRoot()
    #expect(values.allSatisfy { abs($0) <= limit * 1.000_001 })
    #expect((values.max() ?? 0) > 0.999 * limit)
    #expect((values.min() ?? 0) < -0.999 * limit)
    #expect(abs(variance(values) / scaled.variance - 1) < 0.03)
    #expect(abs(mean(values)) < 0.03 * limit)
  }

  /// Values are cut off at two deviations of the untruncated normal, which is 1/.8796 times as wide as the result.
  @Test(arguments: normals)
  func normalsAreTruncatedAndKeepTheirVariance(_ scaled: Scaled) {
    let values = values(scaled.initializer)
    let limit = 2 * scaled.variance.squareRoot() / 0.87962566103423978
    #expect(values.allSatisfy { abs($0) <= limit * 1.000_001 })
    #expect(values.contains { abs($0) > 0.99 * limit })
    #expect(abs(variance(values) / scaled.variance - 1) < 0.04)
    #expect(abs(mean(values)) < 0.03 * limit)
  }

  @Test func randomUniformKeepsItsRange() {
    let values = values(.randomUniform(minval: -0.25, maxval: 0.75))
    #expect(values.allSatisfy { (-0.25...0.75).contains($0) })
    #expect(abs(mean(values) - 0.25) < 0.01)
    #expect(abs(variance(values) - 1.0 / 12) < 0.0025)
  }

  /// Not truncated: 4.55 % lie beyond two deviations.
  @Test func randomNormalHasItsMeanAndDeviation() {
    let values = values(.randomNormal(mean: 3, stddev: 0.5))
    #expect(abs(mean(values) - 3) < 0.02)
    #expect(abs(variance(values) - 0.25) < 0.0125)
    let beyond = Double(values.count { abs($0 - 3) > 1 }) / Double(values.count)
    #expect(abs(beyond - 0.0455) < 0.0075)
  }

  // MARK: PyTorch's default, and any variance

  /// fan in 50: U(−a, a) with a = 1/√50 = .1414214, whose variance is a²/3 = 1/150.
  @Test func torchDefaultKeepsItsBounds() {
    let values = values(.torchDefault)
    let limit = 0.141_421_356
    #expect(values.allSatisfy { abs($0) <= limit * 1.000_001 })
    #expect((values.max() ?? 0) > 0.999 * limit && (values.min() ?? 0) < -0.999 * limit)
    #expect(abs(variance(values) * 150 - 1) < 0.03)
  }

  /// Keras's named initializers are of this family, to the bit.
  @Test func varianceScalingIsTheFamilyOfTheNamedOnes() {
    let family: [(Initializer, VarianceScaling)] = [
      (.heUniform, VarianceScaling(scale: 2, distribution: .uniform)), (.heNormal, VarianceScaling(scale: 2)),
      (.lecunUniform, VarianceScaling(distribution: .uniform)), (.lecunNormal, VarianceScaling()),
      (.glorotUniform, VarianceScaling(mode: .fanAvg, distribution: .uniform)),
      (.glorotNormal, VarianceScaling(mode: .fanAvg)),
    ]
    for (named, scaling) in family {
      #expect(values(named, count: 200) == values(.varianceScaling(scaling), count: 200))
    }
  }

  /// scale 3 over the fan out of 30 is the variance .1; without a cut 4.55 % lie beyond two deviations.
  @Test func varianceScalingByTheOutputsWithoutACut() {
    let values = values(
      .varianceScaling(VarianceScaling(scale: 3, mode: .fanOut, distribution: .untruncatedNormal)))
    #expect(abs(variance(values) / 0.1 - 1) < 0.04)
    let beyond = Double(values.count { abs($0) > 2 * 0.1.squareRoot() }) / Double(values.count)
    #expect(abs(beyond - 0.0455) < 0.0075)
  }

  /// Cut at two deviations: within 3 ± 1, with .8796 of the deviation ½.
  @Test func truncatedNormalKeepsItsRange() {
    let values = values(.truncatedNormal(mean: 3, stddev: 0.5))
    #expect(values.allSatisfy { abs($0 - 3) <= 1.000_001 } && values.contains { abs($0 - 3) > 0.99 })
    #expect(abs(mean(values) - 3) < 0.02)
    #expect(abs(variance(values).squareRoot() - 0.5 * 0.879_625_661) < 0.01)
  }

  private func parameters(_ spec: LayerSpec, _ shape: SampleShape) throws -> [Parameter] {
    var context = LayerContext(seed: 3)
    var layer = try #require(try spec.plan(for: shape).build(in: &context))
    var parameters: [Parameter] = []
    layer.forEachParameter { parameters.append($0) }
    return parameters
  }

  /// As in torch.nn.Linear, Conv2d and LSTM, a bias has the bounds of its kernel: 1/√(inputs), 1/√(channels·area), and
  /// 1/√(units) for every tensor of an LSTM, whose second bias is drawn too.
  @Test func torchDefaultOfWholeLayers() throws {
    let options = ParameterOptions(.torchDefault)
    let cases: [(LayerSpec, SampleShape, Double)] = [
      (LayerSpec(Dense.Configuration(units: 900, kernel: options, bias: options)), .features(25), 0.2),
      (
        LayerSpec(Dense.Configuration(units: 900, kernel: options, bias: options)),
        .image(channels: 25, height: 2, width: 2), 0.2
      ),
      (
        LayerSpec(
          Conv2D.Configuration(
            filters: 900, kernelSize: .init(height: 2, width: 2), kernel: options, bias: options)),
        .image(channels: 4, height: 3, width: 3), 0.25
      ),
      (
        LayerSpec(
          LSTM.Configuration(
            units: 100, unitForgetBias: false, kernel: options, recurrent: options, bias: options)),
        .sequence(steps: 2, features: 7), 0.1
      ),
    ]
    for (spec, shape, limit) in cases {
      let parameters = try parameters(spec, shape)
      #expect(parameters.count == (spec.name == "lstm" ? 4 : 2))
      for parameter in parameters {
        let largest = parameter.value.elements.map { Double(abs($0)) }.max() ?? 0
        #expect(largest <= limit * 1.000_001 && largest > 0.97 * limit, "\(spec.name) \(parameter.name)")
      }
      #expect(Set(parameters.map { $0.value.elements.prefix(20) }).count == parameters.count)
    }
    // Without PyTorch's second bias it stays 0.
    let keras = LSTM.Configuration(units: 4, trainsRecurrentBias: false, bias: options)
    let second = try parameters(LayerSpec(keras), .sequence(steps: 2, features: 7))[3]
    #expect(second.value.elements.allSatisfy { $0 == 0 })
  }

  /// A kernel's values depend on the seed, its number among the kernels and its shape alone. So runs with and without
  /// batch normalization start with the same kernels and can be compared in pairs.
  @Test(arguments: [
    Initializer.heUniform, .glorotNormal, .randomNormal(mean: 0, stddev: 1), .torchDefault,
    .varianceScaling(VarianceScaling(scale: 5, distribution: .untruncatedNormal)),
  ])
  func valuesDependOnSeedIndexAndShapeAlone(_ initializer: Initializer) {
    let first = values(initializer, count: 100, seed: 4, index: 1)
    _ = values(initializer, count: 3, seed: 4, index: 0)
    #expect(values(initializer, count: 100, seed: 4, index: 1) == first)
    #expect(values(initializer, count: 100, seed: 5, index: 1) != first)
    #expect(values(initializer, count: 100, seed: 4, index: 2) != first)
    // A shape with other fans scales the same draws.
    let wide = values(initializer, fans: .init(input: 100, output: 60), count: 100, seed: 4, index: 1)
    #expect(zip(wide, first).allSatisfy { ($0 < 0) == ($1 < 0) })
  }

  @Test func fillsNothingAfterTheLastElement() {
    var tensor = Tensor(shape: [17])
    Initializer.ones.fill(
      &tensor, fans: Self.fans, from: RandomStream(seed: 1, purpose: .kernel, index: 0))
    #expect(tensor.paddedCount == 32)
    #expect((17..<32).allSatisfy { tensor.pointer[$0] == 0 })
  }
}
