import TestSupport
import Testing

@testable import Engine

struct LinearUnitTests {
  static let functions: [LinearUnitFunction] = [
    .leakyRelu(negativeSlope: 0.3), .elu(alpha: 1), .elu(alpha: 0.5), .selu, .gelu(approximate: false),
    .gelu(approximate: true), .softplus, .swish,
  ]

  private func apply(_ function: LinearUnitFunction, _ values: [Float]) -> [Float] {
    let shape = SampleShape.features(values.count)
    return LayerProbe(inputShape: shape).infer(LinearUnit(function, shape: shape), on: [values])[0]
  }

  /// Values at −1 and 2:
  /// leaky 0.25·(−1); elu ½·(1/e − 1) = −.3160603; selu 1.7580993·(1/e − 1) = −1.1113307 and 1.0507010·2;
  /// gelu −Φ(−1) = −.1586553 and 2·Φ(2) = 1.9544997;
  /// its approximation with tanh(√(2/π)·1.044715) = tanh(.8335620) = .6823820: −(1 − .6823820)/2 = −.1588080, and
  /// tanh(√(2/π)·2.35772) = tanh(1.8811884) = .9545982: 1.9545982; softplus ln(1 + 1/e) = .3132617, ln(1 + e²) = 2.1269280;
  /// swish −1/(1 + e) = −.2689414 and 2/(1 + e⁻²) = 1.7615942.
  @Test func valuesByHand() {
    let wanted: [(LinearUnitFunction, [Double])] = [
      (.leakyRelu(negativeSlope: 0.25), [-0.25, 2]), (.elu(alpha: 0.5), [-0.316_060_279, 2]),
      (.selu, [-1.111_330_75, 2.101_401_97]), (.gelu(approximate: false), [-0.158_655_254, 1.954_499_74]),
      (.gelu(approximate: true), [-0.158_808_009, 1.954_597_69]),
      (.softplus, [0.313_261_688, 2.126_928_01]), (.swish, [-0.268_941_421, 1.761_594_156]),
    ]
    for (function, values) in wanted {
      #expect(largestDifference(apply(function, [-1, 2]), values) < 2e-7, "\(function)")
    }
  }

  @Test(arguments: functions) func notANumberStaysOne(function: LinearUnitFunction) {
    #expect(apply(function, [.nan, 1])[0].isNaN)
  }

  @Test(
    arguments: functions,
    [
      SampleShape.features(7), .image(channels: 2, height: 2, width: 3), .sequence(steps: 2, features: 5),
    ])
  func gradientsAgreeWithDifferences(function: LinearUnitFunction, shape: SampleShape) {
    for count in [1, 16, 33] {
      var values = TestValues(seed: UInt64(count))
      let samples = (0..<count).map { _ in values.awayFromZero(shape.count, margin: 0.1).map { 2 * $0 } }
      #expect(
        GradientCheck(elementLimit: 12).mismatches(
          of: LinearUnit(function, shape: shape), on: samples, shape: shape) == [])
    }
  }

  /// At 0 the slope is that of the negative side: alpha for leaky_relu and elu.
  @Test func slopesAtZero() {
    let shape = SampleShape.features(1)
    for function in [LinearUnitFunction.leakyRelu(negativeSlope: 0.25), .elu(alpha: 0.25)] {
      var layer = LinearUnit(function, shape: shape)
      let gradient = LayerProbe(inputShape: shape).backward(&layer, on: [[0]], outputGradient: [[2]])
      #expect(gradient.samples == [[0.5]])
    }
  }
}
