import TestSupport
import Testing

@testable import Engine

struct PoolingTests {
  private func layer(
    _ kind: Pooling.Kind, channels: Int = 1, size: (Int, Int), kernel: (Int, Int) = (2, 2),
    strides: (Int, Int)? = nil
  ) throws -> (Pooling, SampleShape) {
    let strides = strides ?? kernel
    let window = try Window(
      input: .init(height: size.0, width: size.1), kernel: .init(height: kernel.0, width: kernel.1),
      strides: .init(height: strides.0, width: strides.1), padding: .valid)
    return (
      Pooling(kind, channels: channels, window: window),
      .image(channels: channels, height: size.0, width: size.1)
    )
  }

  private static let image: [Float] = [
    1, 2, 3, 4,
    5, 6, 7, 0,
    -1, -2, 0.5, 0.25,
    -3, -8, 0, 1,
  ]

  /// The four quarters of a 4×4 image.
  @Test func takesTheMaximumOrTheMean() throws {
    let (maximum, shape) = try layer(.max, size: (4, 4))
    #expect(LayerProbe(inputShape: shape).infer(maximum, on: [Self.image]) == [[6, 7, -1, 1]])
    let (average, _) = try layer(.average, size: (4, 4))
    #expect(LayerProbe(inputShape: shape).infer(average, on: [Self.image]) == [[3.5, 3.5, -3.5, 0.4375]])
  }

  /// 5 rows and 5 columns with windows of 2: the last row and column belong to no window and get no gradient.
  @Test(arguments: [Pooling.Kind.max, .average])
  func incompleteWindowsAreLeftOut(_ kind: Pooling.Kind) throws {
    var (layer, shape) = try layer(kind, size: (5, 5))
    #expect(layer.outputShape == .image(channels: 1, height: 2, width: 2))
    let samples = [(0..<25).map { Float($0) }]
    // The window with 0, 1, 5, 6 has the maximum 6 and the mean 3.
    let expected: [Float] = kind == .max ? [6, 8, 16, 18] : [3, 5, 13, 15]
    #expect(LayerProbe(inputShape: shape).infer(layer, on: samples) == [expected])
    let gradient = LayerProbe(inputShape: shape).backward(
      &layer, on: samples, outputGradient: [[1, 1, 1, 1]]
    ).samples[0]
    for index in 0..<25 where index % 5 == 4 || index / 5 == 4 { #expect(gradient[index] == 0) }
    #expect(gradient.reduce(0, +) == 4)
  }

  /// Windows of 2×2 at every pixel of [[1, 3, 2], [0, 3, 9]]: the maxima are 3 (the first of two) and 9.
  @Test func gradientGoesToTheFirstMaximum() throws {
    var (layer, shape) = try layer(.max, size: (2, 3), strides: (1, 1))
    let probe = LayerProbe(inputShape: shape)
    #expect(probe.infer(layer, on: [[1, 3, 2, 0, 3, 9]]) == [[3, 9]])
    #expect(
      probe.backward(&layer, on: [[1, 3, 2, 0, 3, 9]], outputGradient: [[10, 20]]).samples == [
        [0, 10, 0, 0, 0, 20]
      ])
    // A constant image: the first pixel of each window gets the gradient, in each sample.
    let constant = Array(repeating: Array(repeating: Float(4), count: 6), count: 17)
    let gradients = Array(repeating: [Float(10), 20], count: 17)
    #expect(
      probe.backward(&layer, on: constant, outputGradient: gradients).samples
        == Array(repeating: [10, 20, 0, 0, 0, 0], count: 17))
  }

  /// A pixel that is the maximum of two windows, or lies in two means, gets the gradients of both.
  @Test func overlappingWindowsAdd() throws {
    var (maximum, shape) = try layer(.max, size: (1, 3), kernel: (1, 2), strides: (1, 1))
    let probe = LayerProbe(inputShape: shape)
    #expect(probe.backward(&maximum, on: [[1, 5, 2]], outputGradient: [[10, 20]]).samples == [[0, 30, 0]])
    var (average, _) = try layer(.average, size: (1, 3), kernel: (1, 2), strides: (1, 1))
    #expect(probe.backward(&average, on: [[1, 5, 2]], outputGradient: [[10, 20]]).samples == [[5, 15, 10]])
  }

  @Test(arguments: [Pooling.Kind.max, .average])
  func notANumberShows(_ kind: Pooling.Kind) throws {
    for place in 0..<4 {
      let (layer, shape) = try layer(kind, size: (2, 2))
      var values: [Float] = [1, 2, 3, 4]
      values[place] = .nan
      #expect(LayerProbe(inputShape: shape).infer(layer, on: [values])[0][0].isNaN)
    }
  }

  @Test func infinitiesAndNegativesHaveTheirMaximum() throws {
    let (layer, shape) = try layer(.max, size: (2, 2))
    let probe = LayerProbe(inputShape: shape)
    #expect(probe.infer(layer, on: [[-5, -3, -9, -4]]) == [[-3]])
    #expect(probe.infer(layer, on: [[-.infinity, -.infinity, -.infinity, -.infinity]]) == [[-.infinity]])
    #expect(probe.infer(layer, on: [[1, .infinity, 0, 0]]) == [[.infinity]])
  }

  struct Geometry: Sendable {
    var size = (4, 6)
    var kernel = (2, 2)
    var strides = (2, 2)
  }
  static let geometries = [
    Geometry(), Geometry(size: (5, 5), kernel: (3, 2), strides: (1, 2)),
    Geometry(size: (5, 7), kernel: (2, 2), strides: (3, 3)), Geometry(size: (3, 3), kernel: (3, 3)),
  ]

  @Test(arguments: [Pooling.Kind.max, .average], geometries)
  func gradientsAgreeWithDifferences(_ kind: Pooling.Kind, geometry: Geometry) throws {
    for count in [1, 2, 15, 16, 17, 33] {
      let (layer, shape) = try layer(
        kind, channels: 3, size: geometry.size, kernel: geometry.kernel, strides: geometry.strides)
      var values = TestValues(seed: UInt64(count))
      // The values of a sample are farther apart than the difference steps reach.
      let samples = (0..<count).map { _ in values.spaced(shape.count, step: 0.125) }
      #expect(
        GradientCheck(largestStep: 1.0 / 32, elementLimit: 24).mismatches(
          of: layer, on: samples, shape: shape)
          == [])
    }
  }
}
