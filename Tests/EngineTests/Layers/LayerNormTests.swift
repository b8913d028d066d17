import TestSupport
import Testing

@testable import Engine

struct LayerNormTests {
  private static let sequence = SampleShape.sequence(steps: 3, features: 4)
  private static let image = SampleShape.image(channels: 4, height: 2, width: 3)

  /// With reference_values.py's γ = 1 + ramp(·, 3)/4 and β = ramp(·, 6).
  private func output(_ layer: SampleNormalization, _ samples: [[Float]], _ shape: SampleShape) -> [Float] {
    var layer = layer
    layer.forEachParameter { parameter in
      let isGamma = parameter.role == .gamma
      let values = ramp(parameter.value.count, isGamma ? 3 : 6).map { isGamma ? 1 + $0 / 4 : $0 }
      parameter.value = Tensor(shape: parameter.value.shape, elements: values)
    }
    let probe = LayerProbe(inputShape: shape)
    let inferred = probe.infer(layer, on: samples)
    // Training computes the same.
    #expect(probe.forward(&layer, on: samples) == inferred)
    return inferred.flatMap { $0 }
  }

  /// One sample 1, 3, 5, 7: μ = 4, σ² = (9 + 1 + 1 + 9)/4 = 5, and with ε = 4 the root is 3: x̂ = −1, −⅓, ⅓, 1.
  @Test func valuesByHand() {
    let shape = SampleShape.features(4)
    let layer = LayerNorm.layer(shape: shape, epsilon: 4)
    let found = LayerProbe(inputShape: shape).infer(layer, on: [[1, 3, 5, 7]])[0]
    #expect(largestDifference(found, [-1, -1.0 / 3, 1.0 / 3, 1]) < 1e-6)
  }

  @Test func agreesWithKeras() {
    let sequences = ramp(2, of: 12, 1)
    let shape = Self.sequence
    let byFeatures = output(LayerNorm.layer(shape: shape, epsilon: 0.01), sequences, shape)
    #expect(largestDifference(byFeatures, ReferenceValues.layerNormSequence) < 2e-6)
    let bySteps = output(LayerNorm.layer(shape: shape, axes: [1], epsilon: 0.01), sequences, shape)
    #expect(largestDifference(bySteps, ReferenceValues.layerNormSteps) < 2e-6)
    let whole = output(LayerNorm.layer(shape: shape, axes: [1, 2], epsilon: 0.01), sequences, shape)
    #expect(largestDifference(whole, ReferenceValues.layerNormWhole) < 2e-6)

    // By default along the channels, which come last in Keras's images.
    let images = output(LayerNorm.layer(shape: Self.image, epsilon: 0.01), ramp(2, of: 24, 5), Self.image)
    #expect(largestDifference(images, ReferenceValues.layerNormImage) < 2e-6)
  }

  @Test func takesAnyAxesOfImages() {
    let references: [([Int], [Double])] = [
      ([1], ReferenceValues.layerNormImage1), ([2], ReferenceValues.layerNormImage2),
      ([3], ReferenceValues.layerNormImage3), ([1, 2], ReferenceValues.layerNormImage12),
      ([1, 3], ReferenceValues.layerNormImage13), ([2, 3], ReferenceValues.layerNormImage23),
      ([1, 2, 3], ReferenceValues.layerNormImage123),
    ]
    for (axes, reference) in references {
      let layer = LayerNorm.layer(shape: Self.image, axes: axes, epsilon: 0.01)
      #expect(layer.gamma?.value.shape == axes.map { Self.image.dimensions[$0 - 1] })
      let found = output(layer, ramp(2, of: 24, 5), Self.image)
      #expect(largestDifference(found, reference) < 3e-6, "\(axes)")
    }
  }

  @Test func axesAreChecked() throws {
    #expect(try LayerNorm.axes([-1, 1], of: Self.image) == [1, 3])
    #expect(throws: ShapeError.repeatedAxis(-1)) { try LayerNorm.axes([3, -1], of: Self.image) }
    #expect(throws: ShapeError.noSuchAxis(axis: 4, shape: Self.image)) {
      try LayerNorm.axes([4], of: Self.image)
    }
  }

  @Test(
    arguments: [
      (SampleShape.features(19), [1]), (sequence, [2]), (sequence, [1]), (sequence, [1, 2]), (image, [1]),
      (image, [2]), (image, [1, 3]), (image, [1, 2, 3]),
    ], [(true, true), (false, true), (true, false), (false, false)])
  func gradientsAgreeWithDifferences(_ place: (SampleShape, [Int]), _ options: (Bool, Bool)) {
    let (shape, axes) = place
    var affine = Affine()
    (affine.scale, affine.center) = options
    for count in [1, 17] {
      var layer = LayerNorm.layer(shape: shape, axes: axes, epsilon: 0.1, affine: affine)
      randomize(&layer, in: 0.5...1.5)
      var values = TestValues(seed: UInt64(count))
      let spread = values.spaced(count * shape.count, step: 8 / Float(count * shape.count))
      let samples = (0..<count).map { Array(spread[$0 * shape.count..<($0 + 1) * shape.count]) }
      #expect(
        GradientCheck(elementLimit: 12).mismatches(of: layer, on: samples, shape: shape) == [],
        "\(count) samples")
    }
  }

  @Test func gradientsHaveZerosAfterThem() {
    var layer = LayerNorm.layer(shape: .features(5))
    let samples = ramp(17, of: 5)
    _ = LayerProbe(inputShape: .features(5)).backward(&layer, on: samples, outputGradient: samples)
    layer.forEachParameter { parameter in
      let gradient = parameter.gradient
      #expect((gradient.count..<gradient.paddedCount).allSatisfy { gradient.pointer[$0] == 0 })
    }
  }
}
