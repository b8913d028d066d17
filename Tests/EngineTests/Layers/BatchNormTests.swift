import TestSupport
import Testing

@testable import Engine

/// The values and gradients of the layer. The hand-derived numbers are binary fractions, which floats represent
/// exactly.
struct BatchNormTests {
  /// With ε = 12, σ² + ε is a square if σ² = 4.
  private static func configuration(
    _ change: (inout BatchNorm.Configuration) -> Void = { _ in }
  ) -> BatchNorm.Configuration {
    var configuration = BatchNorm.Configuration()
    configuration.momentum = .rate(0.75)
    configuration.epsilon = 12
    change(&configuration)
    return configuration
  }

  private func layer(
    shape: SampleShape = .features(2), _ change: (inout BatchNorm.Configuration) -> Void = { _ in }
  ) -> BatchNorm {
    var layer = BatchNorm(shape: shape, configuration: Self.configuration(change))
    layer.gamma?.value = Tensor(shape: [2], elements: [2, -4])
    layer.beta?.value = Tensor(shape: [2], elements: [10, 1])
    return layer
  }

  private let probe = LayerProbe(inputShape: .features(2))
  /// Feature 0: 0 and 4, μ = 2, σ² = (4 + 4)/2 = 4. Feature 1: −3 and 1, μ = −1, σ² = 4.
  private let samples: [[Float]] = [[0, -3], [4, 1]]

  // MARK: Values

  /// √(4 + 12) = 4, x̂ = ∓2/4 = ∓½. y = 2·(∓½) + 10 = 9, 11 and −4·(∓½) + 1 = 3, −1.
  @Test func trainingNormalisesWithTheBatchsStatistics() {
    var layer = layer()
    #expect(probe.forward(&layer, on: samples) == [[9, 3], [11, -1]])
  }

  /// moving = ¾·moving + ¼·batch from mean 0 and variance 1:
  /// means ¼·2 = ½ and ¼·(−1) = −¼, variances ¾ + ¼·4 = 1¾; a second time ¾·½ + ½ = ⅞, −⁷⁄₁₆ and ¾·1¾ + 1 = 2⁵⁄₁₆.
  @Test func trainingMovesTheMovingStatistics() {
    var layer = layer()
    _ = probe.forward(&layer, on: samples)
    #expect(layer.movingMean.elements == [0.5, -0.25])
    #expect(layer.movingVariance.elements == [1.75, 1.75])
    _ = probe.forward(&layer, on: samples)
    #expect(layer.movingMean.elements == [0.875, -0.4375])
    #expect(layer.movingVariance.elements == [2.3125, 2.3125])
  }

  /// With N/(N−1) = 2/1 the variance is 8: ¾ + ¼·8 = 2¾. The batch itself is still normalised with the biased variance.
  @Test func besselsCorrectionConcernsTheMovingVarianceAlone() {
    var layer = layer { $0.movingVarianceEstimator = .bessel }
    #expect(probe.forward(&layer, on: samples) == [[9, 3], [11, -1]])
    #expect(layer.movingMean.elements == [0.5, -0.25])
    #expect(layer.movingVariance.elements == [2.75, 2.75])
  }

  /// Moving mean 1 and variance 4: (x − 1)/4. x = 5 gives 1, y = 2·1 + 10 = 12; x = −3 gives −1, y = −4·(−1) + 1 = 5.
  @Test func inferenceNormalisesWithTheMovingStatistics() {
    var layer = layer()
    layer.movingMean = Tensor(shape: [2], elements: [1, 1])
    layer.movingVariance = Tensor(shape: [2], elements: [4, 4])
    #expect(probe.infer(layer, on: [[5, -3]]) == [[12, 5]])
    // One sample or many: each is normalised by itself.
    #expect(probe.infer(layer, on: [[5, -3], [1, 1], [-3, 5]]) == [[12, 5], [10, 1], [8, -3]])
  }

  @Test func inferenceBeforeTrainingUsesMeanZeroAndVarianceOne() {
    let layer = BatchNorm(shape: .features(2), configuration: Self.configuration { $0.epsilon = 3 })
    // √(1 + 3) = 2
    #expect(probe.infer(layer, on: [[5, -3]]) == [[2.5, -1.5]])
  }

  /// Two images of 1×2 pixels and two channels. Channel 0 has 0, 4, 4, 0: μ = 2, σ² = 4; channel 1 has 1, 1, −3, −3:
  /// μ = −1, σ² = 4. N counts pixels too: Bessel's correction is 4/3, 16/3 its variance, ¾ + ¼·16/3 = 2.08333.
  @Test func imagesPoolTheirPixels() {
    let shape = SampleShape.image(channels: 2, height: 1, width: 2)
    var layer = layer(shape: shape) { $0.movingVarianceEstimator = .bessel }
    let output = LayerProbe(inputShape: shape).forward(&layer, on: [[0, 4, 1, 1], [4, 0, -3, -3]])
    #expect(output == [[9, 11, -1, -1], [11, 9, 3, 3]])
    #expect(layer.movingMean.elements == [0.5, -0.25])
    #expect(layer.movingVariance.elements.allSatisfy { abs($0 - 2.083_333_3) < 1e-6 })
  }

  /// 17 samples: the last lies alone in its block. 0 and 4 in turn, the last 2: μ = 2, σ² = 16·4/17 = 64/17.
  @Test(arguments: [SampleShape.features(1), .image(channels: 1, height: 1, width: 1)])
  func aShortLastBlockCountsItsSamplesAlone(_ shape: SampleShape) {
    var layer = BatchNorm(shape: shape, configuration: Self.configuration { $0.momentum = .rate(0) })
    let samples: [[Float]] = (0..<17).map { [$0 == 16 ? 2 : $0 % 2 == 0 ? 0 : 4] }
    let output = LayerProbe(inputShape: shape).forward(&layer, on: samples)
    #expect(layer.movingMean.elements == [2])
    #expect(abs(layer.movingVariance[0] - 64.0 / 17) < 1e-6)
    #expect(output[16] == [0])
  }

  // MARK: Options

  @Test func centerAndScaleCanBeSwitchedOff() {
    var plain = layer {
      $0.center = false
      $0.scale = false
    }
    #expect(plain.gamma == nil && plain.beta == nil)
    #expect(probe.forward(&plain, on: samples) == [[-0.5, -0.5], [0.5, 0.5]])
    var scaled = layer { $0.center = false }
    #expect(probe.forward(&scaled, on: samples) == [[-1, 2], [1, -2]])
    var centered = layer { $0.scale = false }
    #expect(probe.forward(&centered, on: samples) == [[9.5, 0.5], [10.5, 1.5]])
    // The same in inference: (x − 0)/√(1 + 12), x = √13.
    let root = Float(13).squareRoot()
    #expect(probe.infer(layer { $0.scale = false }, on: [[root, root]]) == [[11, 2]])
    #expect(probe.infer(layer { $0.center = false }, on: [[root, root]]) == [[2, -4]])
  }

  @Test func movingStatisticsCanBeLeftAlone() {
    var layer = layer { $0.updatesMovingStatistics = false }
    #expect(probe.forward(&layer, on: samples) == [[9, 3], [11, -1]])
    #expect(layer.movingMean.elements == [0, 0] && layer.movingVariance.elements == [1, 1])
  }

  @Test(arguments: [0.0, 1.0])
  func momentumIsTheShareThatStays(_ momentum: Double) {
    var layer = layer { $0.momentum = .rate(momentum) }
    _ = probe.forward(&layer, on: samples)
    #expect(layer.movingMean.elements == (momentum == 0 ? [2, -1] : [0, 0]))
    #expect(layer.movingVariance.elements == (momentum == 0 ? [4, 4] : [1, 1]))
  }

  /// Frozen or not trainable: training uses the moving mean 1 and variance 4 too, and does not change them.
  @Test(arguments: [true, false])
  func frozenAndUntrainableLayersUseTheMovingStatistics(isFrozen: Bool) {
    var layer = layer { $0.isTrainable = isFrozen }
    layer.movingMean = Tensor(shape: [2], elements: [1, 1])
    layer.movingVariance = Tensor(shape: [2], elements: [4, 4])
    let probe = LayerProbe(inputShape: .features(2), step: TrainingStep(batchNormIsFrozen: isFrozen))
    #expect(probe.forward(&layer, on: [[5, -3], [1, 1]]) == [[12, 5], [10, 1]])
    #expect(layer.movingMean.elements == [1, 1] && layer.movingVariance.elements == [4, 4])
    layer.forEachParameter { #expect($0.isTrainable == isFrozen) }
  }

  /// The variance of one value is 0 and so is x̂: y = β. The moving variance moves towards 0, also with
  /// Bessel's correction, whose divisor N − 1 would be 0.
  @Test(arguments: [true, false])
  func aBatchOfOneGivesBeta(bessel: Bool) {
    var layer = layer { $0.movingVarianceEstimator = bessel ? .bessel : .biased }
    #expect(probe.forward(&layer, on: [[7, -30]]) == [[10, 1]])
    #expect(layer.movingMean.elements == [1.75, -7.5])
    #expect(layer.movingVariance.elements == [0.75, 0.75])
    let gradient = probe.backward(&layer, on: [[7, -30]], outputGradient: [[3, 5]])
    #expect(gradient.samples == [[0, 0]])
    #expect(layer.gamma?.gradient.elements == [0, 0])
    #expect(layer.beta?.gradient.elements == [3, 5])
  }

  // MARK: Gradients by hand

  /// x̂ = ∓½, 1/√(σ²+ε) = ¼, dy = (1, 3) for both features:
  /// dβ = 4, dγ = −½ + 1½ = 1, and with N = 2: dy − 2 − x̂·½ = 1 − 2 + ¼ = −¾ and 3 − 2 − ¼ = ¾,
  /// times γ/4 = ½ and −1: dx = ∓⅜ and ±¾.
  @Test func gradientsWithTheBatchsStatistics() {
    var layer = layer()
    let gradient = probe.backward(&layer, on: samples, outputGradient: [[1, 1], [3, 3]])
    #expect(gradient.samples == [[-0.375, 0.75], [0.375, -0.75]])
    #expect(layer.gamma?.gradient.elements == [1, 1])
    #expect(layer.beta?.gradient.elements == [4, 4])
  }

  /// With the moving mean 1 and variance 4, x̂ = (x − 1)/4: −¼, ¾ and −1, 0; dγ = −¼ + 2¼ = 2 and −1 + 0 = −1;
  /// dx = γ/4·dy = ½·dy and −dy.
  @Test func gradientsWithTheMovingStatistics() {
    var layer = layer()
    layer.movingMean = Tensor(shape: [2], elements: [1, 1])
    layer.movingVariance = Tensor(shape: [2], elements: [4, 4])
    let probe = LayerProbe(inputShape: .features(2), step: TrainingStep(batchNormIsFrozen: true))
    let gradient = probe.backward(&layer, on: samples, outputGradient: [[1, 1], [3, 3]])
    #expect(gradient.samples == [[0.5, -1], [1.5, -3]])
    #expect(layer.gamma?.gradient.elements == [2, -1])
    #expect(layer.beta?.gradient.elements == [4, 4])
  }

  // MARK: State

  @Test func tensorsHaveTorchsNamesAndOrder() {
    var layer = layer()
    var names: [String] = []
    layer.forEachParameter { names.append($0.name) }
    layer.forEachStatistic { name, value in
      names.append(name)
      #expect(value.shape == [2])
    }
    #expect(names == ["weight", "bias", "running_mean", "running_var"])
  }

  @Test func copiesOwnTheirStatistics() {
    let original = layer()
    var copy = original
    _ = probe.forward(&copy, on: samples)
    #expect(original.movingMean.elements == [0, 0] && original.movingVariance.elements == [1, 1])
    #expect(copy.movingMean.elements == [0.5, -0.25])
  }

  /// Constant features and ε = 0: 0/0 gives NaN in that feature, and in no other.
  @Test func aConstantFeatureWithoutEpsilonSpoilsItselfAlone() {
    var layer = layer { $0.epsilon = 0 }
    let output = probe.forward(&layer, on: [[3, -3], [3, 1]])
    #expect(output[0][0].isNaN && output[1][0].isNaN)
    #expect(output[0][1] == 5 && output[1][1] == -3)
  }
}
