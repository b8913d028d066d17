import TestSupport
import Testing

@testable import Engine

struct GlobalAveragePool2DTests {
  private let shape = SampleShape.image(channels: 3, height: 2, width: 5)
  private func layer() throws(ShapeError) -> GlobalAveragePool2D {
    try GlobalAveragePool2D(channels: 3, height: 2, width: 5)
  }

  /// Each channel's ten pixels: 0…9, 10…19 and 20…29 have the means 4½, 14½ and 24½, times the sample's number.
  @Test(arguments: [1, 2, 15, 16, 17, 33]) func meansByHand(count: Int) throws {
    let layer = try layer()
    #expect(layer.outputShape == .features(3))
    let samples = (0..<count).map { sample in (0..<30).map { Float($0 * sample) } }
    let output = LayerProbe(inputShape: shape).infer(layer, on: samples)
    for (sample, means) in output.enumerated() {
      let number = Double(sample)
      #expect(largestDifference(means, [4.5 * number, 14.5 * number, 24.5 * number]) < 1e-4)
    }
  }

  /// dx = dy/10 for every pixel.
  @Test(arguments: [1, 16, 17]) func gradientsByHand(count: Int) throws {
    var layer = try layer()
    let result = LayerProbe(inputShape: shape).backward(
      &layer, on: ramp(count, of: 30), outputGradient: Array(repeating: [10, 20, -30], count: count))
    let wanted =
      [Float](repeating: 1, count: 10) + [Float](repeating: 2, count: 10) + [Float](repeating: -3, count: 10)
    for sample in result.samples { #expect(largestDifference(sample, wanted.map(Double.init)) < 1e-6) }
    #expect(result.padLanes.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }

  @Test func gradientsAgreeWithDifferences() throws {
    for count in [1, 17] {
      #expect(
        GradientCheck(elementLimit: 20).mismatches(of: try layer(), on: ramp(count, of: 30), shape: shape)
          == [])
    }
  }
}
