import TestSupport
import Testing

@testable import Engine

/// A dense layer for images, which maps the channels of every pixel.
struct PixelwiseDenseTests {
  private static let image = SampleShape.image(channels: 3, height: 2, width: 5)

  private func layer(
    _ configuration: Dense.Configuration, for shape: SampleShape, _ function: ActivationFunction = .linear
  ) throws -> Conv2D {
    var context = LayerContext(seed: 3)
    context.function = function
    let layer = try configuration.plan(for: shape).build(in: &context)
    return try #require(layer as? Conv2D)
  }

  /// Three channels of two pixels, 2, 4, −1 and 0, 0, 1. W = [[1, 2, 3], [−1, 0.5, 4]], b = [0.5, −10]:
  /// 2 + 8 − 3 + 0.5 = 7.5 and 3.5 for the first unit, −2 + 2 − 4 − 10 = −14 and −6 for the second.
  ///
  /// Let dy be 1, 10 for the first unit and 2, 0 for the second. Then dx = 1·W₁ + 2·W₂ = −1, 3, 11 at the first pixel and
  /// 10·W₁ = 10, 20, 30 at the second; dW₁ = 1·(2, 4, −1) + 10·(0, 0, 1) = 2, 4, 9 and dW₂ = 2·(2, 4, −1); db = 11, 2.
  @Test func valuesAndGradientsByHand() throws {
    let shape = SampleShape.image(channels: 3, height: 1, width: 2)
    var layer = try layer(Dense.Configuration(units: 2), for: shape)
    #expect(layer.outputShape == .image(channels: 2, height: 1, width: 2))
    layer.weight.value = Tensor(shape: [2, 3], elements: [1, 2, 3, -1, 0.5, 4])
    layer.bias?.value = Tensor(shape: [2], elements: [0.5, -10])
    let probe = LayerProbe(inputShape: shape)
    let samples: [[Float]] = [[2, 0, 4, 0, -1, 1]]
    #expect(probe.infer(layer, on: samples) == [[7.5, 3.5, -14, -6]])
    let gradient = probe.backward(&layer, on: samples, outputGradient: [[1, 10, 2, 0]])
    #expect(gradient.samples == [[-1, 10, 3, 20, 11, 30]])
    #expect(layer.weight.gradient == Tensor(shape: [2, 3], elements: [2, 4, 9, 4, 8, -2]))
    #expect(layer.bias?.gradient.elements == [11, 2])
  }

  /// Each pixel is mapped as a dense layer maps a sample of features.
  @Test(arguments: [1, 16, 17]) func mapsEachPixelByItself(count: Int) throws {
    var images = try layer(Dense.Configuration(units: 4), for: Self.image, .tanh)
    var features = Dense(inputSize: 3, outputSize: 4, activation: .tanh)
    randomize(&images)
    randomize(&features)
    let samples = ramp(count, of: 30)
    let pixels = samples.flatMap { sample in
      (0..<10).map { pixel in (0..<3).map { sample[$0 * 10 + pixel] } }
    }
    let found = LayerProbe(inputShape: Self.image).infer(images, on: samples)
    let mapped = LayerProbe(inputShape: .features(3)).infer(features, on: pixels)
    let wanted = (0..<count).map { sample in
      (0..<4).flatMap { unit in (0..<10).map { Double(mapped[sample * 10 + $0][unit]) } }
    }
    #expect(largestDifference(found, wanted) < 1e-6)
  }

  @Test(arguments: [true, false], [1, 17])
  func gradientsAgreeWithDifferences(useBias: Bool, samples count: Int) throws {
    var layer = try layer(Dense.Configuration(units: 4, useBias: useBias), for: Self.image, .tanh)
    randomize(&layer)
    let samples = ramp(count, of: 30)
    #expect(GradientCheck(elementLimit: 24).mismatches(of: layer, on: samples, shape: Self.image) == [])
  }

  /// The tensors have the names, shapes and initial values of a dense layer with as many inputs as there are channels.
  @Test func weightsAreThoseOfADenseLayer() throws {
    var configuration = Dense.Configuration(units: 4)
    configuration.bias.initializer = .randomNormal(mean: 0, stddev: 1)
    for initializer in [Initializer.glorotUniform, .heNormal, .orthogonal(gain: 1)] {
      configuration.kernel.initializer = initializer
      configuration.kernel.constraint = .maxNorm(2, axes: [0])
      var images = try layer(configuration, for: Self.image)
      var context = LayerContext(seed: 3)
      var features = try #require(
        try configuration.plan(for: .features(3)).build(in: &context) as? Dense)
      var wanted: [Parameter] = []
      features.forEachParameter { wanted.append($0) }
      var found: [Parameter] = []
      images.forEachParameter { found.append($0) }
      #expect(found.map(\.name) == ["weight", "bias"])
      #expect(found.map(\.value.shape) == [[4, 3], [4]])
      #expect(found.map(\.value) == wanted.map(\.value))
      #expect(found.map(\.constraint) == wanted.map(\.constraint))
    }
  }
}
