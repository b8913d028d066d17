import TestSupport
import Testing

@testable import Engine

/// The layer against its definition in double precision, and its gradients against difference quotients.
struct BatchNormPrecisionTests {
  static let shapes = [
    SampleShape.features(5), .features(16), .features(35), .image(channels: 3, height: 2, width: 4),
  ]
  static let counts = [1, 2, 15, 16, 17, 33]

  private func layer(
    shape: SampleShape, _ change: (inout BatchNorm.Configuration) -> Void = { _ in }
  ) -> BatchNorm {
    var configuration = BatchNorm.Configuration()
    change(&configuration)
    var layer = BatchNorm(shape: shape, configuration: configuration)
    randomize(&layer, in: 0.5...1.5)
    let channels = shape.dimensions[0]
    var values = TestValues(seed: 5)
    layer.movingMean = Tensor(shape: [channels], elements: values.uniform(channels))
    layer.movingVariance = Tensor(shape: [channels], elements: values.uniform(channels, in: 0.5...2))
    return layer
  }

  private func samples(_ count: Int, shape: SampleShape, offset: Float = 0) -> [[Float]] {
    var values = TestValues(seed: UInt64(count))
    return values.samples(count, of: shape.count, in: offset - 1...offset + 1)
  }

  @Test(arguments: shapes, counts)
  func trainingAgreesWithTheDefinition(_ shape: SampleShape, count: Int) {
    var layer = layer(shape: shape) {
      $0.momentum = .rate(0.9)
      $0.movingVarianceEstimator = .bessel
    }
    let before = layer
    let samples = samples(count, shape: shape)
    let channels = shape.dimensions[0]
    let moments = ReferenceBatchNorm.moments(samples, channels: channels)
    let reference = reference(layer, epsilon: 0.001)
    let output = LayerProbe(inputShape: shape).forward(&layer, on: samples)
    #expect(largestDifference(output, reference.normalize(samples, with: moments)) < 1e-5)

    for (channel, batch) in moments.enumerated() {
      let unbiased =
        batch.count > 1 ? batch.variance * Double(batch.count) / Double(batch.count - 1) : batch.variance
      let mean = 0.9 * Double(before.movingMean[channel]) + 0.1 * batch.mean
      let variance = 0.9 * Double(before.movingVariance[channel]) + 0.1 * unbiased
      #expect(abs(Double(layer.movingMean[channel]) - mean) < 1e-6)
      #expect(abs(Double(layer.movingVariance[channel]) - variance) < 1e-6)
    }
  }

  @Test(arguments: shapes)
  func inferenceAgreesWithTheDefinition(_ shape: SampleShape) {
    let layer = layer(shape: shape)
    let samples = samples(17, shape: shape)
    let moving = (0..<shape.dimensions[0]).map {
      ReferenceBatchNorm.Moments(
        mean: Double(layer.movingMean[$0]), variance: Double(layer.movingVariance[$0]), count: 0)
    }
    let output = LayerProbe(inputShape: shape).infer(layer, on: samples)
    #expect(
      largestDifference(output, reference(layer, epsilon: 0.001).normalize(samples, with: moving)) < 1e-5)
  }

  /// Far from zero, E[x²] − E[x]² would lose a variance of 1/3 in rounding: floats near x² = 10⁶ are 1/16 apart.
  @Test(arguments: shapes)
  func varianceSurvivesALargeMean(_ shape: SampleShape) {
    var layer = layer(shape: shape) { $0.momentum = .rate(0) }
    let samples = samples(33, shape: shape, offset: 1000)
    let moments = ReferenceBatchNorm.moments(samples, channels: shape.dimensions[0])
    _ = LayerProbe(inputShape: shape).forward(&layer, on: samples)
    for (channel, batch) in moments.enumerated() {
      // Rounding the mean to a float (2⁻¹⁵ at 1000) adds at most the square of that error.
      #expect(abs(Double(layer.movingVariance[channel]) / batch.variance - 1) < 1e-5)
    }
  }

  /// A frozen layer computes exactly the same in training as in inference.
  @Test(arguments: shapes)
  func frozenTrainingAndInferenceGiveTheSameBits(_ shape: SampleShape) {
    var layer = layer(shape: shape)
    let samples = samples(17, shape: shape)
    let inferred = LayerProbe(inputShape: shape).infer(layer, on: samples)
    let probe = LayerProbe(inputShape: shape, step: TrainingStep(batchNormIsFrozen: true))
    #expect(probe.forward(&layer, on: samples) == inferred)
  }

  private func reference(_ layer: BatchNorm, epsilon: Double) -> ReferenceBatchNorm {
    ReferenceBatchNorm(
      epsilon: epsilon, gamma: layer.gamma?.value.elements.map(Double.init) ?? [],
      beta: layer.beta?.value.elements.map(Double.init) ?? [])
  }

  // MARK: Gradients

  struct Options: Sendable, CustomTestStringConvertible {
    var center = true
    var scale = true
    var isTrainable = true
    var isFrozen = false
    var testDescription: String {
      "center \(center), scale \(scale), trainable \(isTrainable), frozen \(isFrozen)"
    }
  }
  static let options = [
    Options(), Options(center: false), Options(scale: false), Options(center: false, scale: false),
    Options(isTrainable: false), Options(isFrozen: true),
    Options(center: false, scale: false, isFrozen: true),
  ]

  @Test(arguments: [SampleShape.features(5), .image(channels: 3, height: 2, width: 3)], options)
  func gradientsAgreeWithDifferences(_ shape: SampleShape, _ options: Options) {
    for count in Self.counts {
      let layer = layer(shape: shape) {
        $0.epsilon = 0.01
        $0.center = options.center
        $0.scale = options.scale
        $0.isTrainable = options.isTrainable
      }
      // Values with a distance between them: nearly equal values of two samples give a sharply curved function.
      var values = TestValues(seed: UInt64(count))
      let spread = values.spaced(count * shape.count, step: 8 / Float(count * shape.count))
      let samples = (0..<count).map { Array(spread[$0 * shape.count..<($0 + 1) * shape.count]) }
      #expect(
        GradientCheck(elementLimit: 20).mismatches(
          of: layer, on: samples, shape: shape, step: TrainingStep(batchNormIsFrozen: options.isFrozen))
          == [],
        "\(count) samples")
    }
  }

  /// The optimizer works on whole vectors: numbers after a gradient's end would be added after the parameter's end.
  @Test func gradientsHaveZerosAfterThem() {
    var layer = layer(shape: .features(5))
    let samples = samples(17, shape: .features(5))
    _ = LayerProbe(inputShape: .features(5)).backward(&layer, on: samples, outputGradient: samples)
    layer.forEachParameter { parameter in
      let gradient = parameter.gradient
      #expect((gradient.count..<gradient.paddedCount).allSatisfy { gradient.pointer[$0] == 0 })
    }
  }
}
