import TestSupport
import Testing

@testable import Engine

/// The gradient check must accept right gradients and find slightly wrong ones.
struct GradientCheckTests {
  private func dense() -> Dense {
    var values = TestValues(seed: 3)
    var layer = Dense(inputSize: 5, outputSize: 4, activation: .tanh)
    layer.forEachParameter {
      $0.value = Tensor(shape: $0.value.shape, elements: values.uniform($0.value.count))
    }
    return layer
  }

  private func samples(_ count: Int) -> [[Float]] {
    var values = TestValues(seed: 4)
    return values.samples(count, of: 5)
  }

  @Test func passesARightLayer() {
    #expect(GradientCheck().mismatches(of: dense(), on: samples(17), shape: .features(5)) == [])
  }

  @Test(arguments: WrongLayer<Dense>.Fault.allCases)
  func catchesAWrongLayer(_ fault: WrongLayer<Dense>.Fault) {
    let layer = WrongLayer(base: dense(), fault: fault)
    #expect(GradientCheck().mismatches(of: layer, on: samples(17), shape: .features(5)) != [])
  }

  @Test(arguments: [CarelessBatchNorm.Forgotten.nothing, .mean, .variance], [2, 17, 33])
  func catchesABatchNormThatTakesAStatisticForAConstant(
    _ forgotten: CarelessBatchNorm.Forgotten, samples count: Int
  ) {
    let layer = CarelessBatchNorm(outputShape: .features(5), forgotten: forgotten)
    let mismatches = GradientCheck().mismatches(of: layer, on: samples(count), shape: .features(5))
    #expect(mismatches.isEmpty == (forgotten == .nothing))
  }

  /// A kink within the steps makes difference quotients worthless, which must not count as agreement.
  @Test func refusesToJudgeAtAKink() {
    let layer = Activation(.relu, shape: .features(1))
    #expect(GradientCheck().mismatches(of: layer, on: [[0.01]], shape: .features(1)) != [])
    #expect(GradientCheck().mismatches(of: layer, on: [[0.5]], shape: .features(1)) == [])
  }

  /// The derivative of tanh(x) + 2·x at 0.5 is 1 − tanh²(0.5) + 2 = 2.7864477329659274.
  @Test func derivativesAreWithinTheirUncertainty() {
    let derivative = Derivative(at: 0.5, largestStep: 1.0 / 16, weights: [1, 2]) { x in
      [Float(0.46211715726000975 + tanhNearHalf(Double(x) - 0.5)), x]
    }
    #expect(abs(derivative.value - 2.7864477329659274) < derivative.uncertainty)
    #expect(derivative.uncertainty < 3e-4)
  }

  /// tanh(0.5 + d) − tanh(0.5), by tanh's addition theorem and its series at d.
  private func tanhNearHalf(_ d: Double) -> Double {
    let t = d - d * d * d / 3 + 2 * d * d * d * d * d / 15 - 17 * d * d * d * d * d * d * d / 315
    let half = 0.46211715726000975
    return (half + t) / (1 + half * t) - half
  }
}
