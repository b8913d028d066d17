import TestSupport
import Testing

@testable import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct ActivationTests {
  private func apply(_ function: ActivationFunction, _ values: [Float]) -> [Float] {
    let shape = SampleShape.features(values.count)
    return LayerProbe(inputShape: shape).infer(Activation(function, shape: shape), on: [values])[0]
  }

  @Test func reluKeepsThePositive() {
    #expect(
      apply(.relu, [-2, -0.0, 0, 0.5, 1e30, -.infinity, .infinity]) == [0, 0, 0, 0.5, 1e30, 0, .infinity])
  }

  @Test func linearKeepsEverything() {
    #expect(apply(.linear, [-2, 0, 0.5]) == [-2, 0, 0.5])
  }

  /// NaN must stay NaN, so that a diverged run is noticed.
  @Test(arguments: ActivationFunction.allCases)
  func notANumberStaysOne(_ function: ActivationFunction) {
    #expect(apply(function, [.nan, 1])[0].isNaN)
  }

  private static let points = stride(from: Float(-12), through: 12, by: 0.37).map { $0 }

  @Test func tanhAgreesWithDoublePrecision() {
    for (x, y) in zip(Self.points, apply(.tanh, Self.points)) {
      let exact = tanh(Double(x))
      #expect(abs(Double(y) - exact) <= 4 * Double(Float(exact).ulp), "tanh(\(x))")
    }
    #expect(apply(.tanh, [0, 100, -100, .infinity, -.infinity]) == [0, 1, -1, 1, -1])
  }

  @Test func sigmoidAgreesWithDoublePrecision() {
    for (x, y) in zip(Self.points, apply(.sigmoid, Self.points)) {
      let exact = 1 / (1 + exp(-Double(x)))
      #expect(abs(Double(y) - exact) <= 4 * Double(Float(exact).ulp), "sigmoid(\(x))")
    }
    #expect(apply(.sigmoid, [0, 200, .infinity, -.infinity]) == [0.5, 1, 1, 0])
    // exp(−200) is too small for a float; the result must not be negative or NaN.
    #expect(apply(.sigmoid, [-200])[0] >= 0 && apply(.sigmoid, [-200])[0] < 1e-37)
  }

  static let shapes = [SampleShape.features(7), .image(channels: 2, height: 2, width: 3)]

  @Test(arguments: ActivationFunction.allCases, shapes)
  func gradientsAgreeWithDifferences(_ function: ActivationFunction, shape: SampleShape) {
    for count in [1, 2, 15, 16, 17, 33] {
      var values = TestValues(seed: UInt64(count))
      let samples = (0..<count).map { _ in values.awayFromZero(shape.count, margin: 0.1) }
      #expect(
        GradientCheck(elementLimit: 24).mismatches(
          of: Activation(function, shape: shape), on: samples, shape: shape) == [])
    }
  }

  /// relu'(0) = 0, as in Keras and PyTorch.
  @Test func reluHasNoGradientAtZero() {
    let shape = SampleShape.features(4)
    var layer = Activation(.relu, shape: shape)
    let gradient = LayerProbe(inputShape: shape).backward(
      &layer, on: [[0, -0.0, -1, 1]], outputGradient: [[1, 1, 1, 1]])
    #expect(gradient.samples == [[0, 0, 0, 1]])
  }
}
