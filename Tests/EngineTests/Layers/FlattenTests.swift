import TestSupport
import Testing

@testable import Engine

struct FlattenTests {
  private static let shape = SampleShape.image(channels: 3, height: 2, width: 4)

  /// Channels, then rows, then columns: the order in which a sample's values are given.
  @Test(arguments: [1, 2, 15, 16, 17, 33])
  func keepsTheRowMajorOrder(samples count: Int) {
    let layer = Flatten(inputShape: Self.shape)
    #expect(layer.outputShape == .features(24))
    let samples = (0..<count).map { sample in (0..<24).map { Float(100 * sample + $0) } }
    #expect(LayerProbe(inputShape: Self.shape).infer(layer, on: samples) == samples)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 33])
  func gradientGoesBackTheSameWay(samples count: Int) {
    var layer = Flatten(inputShape: Self.shape)
    var values = TestValues()
    let gradients = values.samples(count, of: 24)
    let result = LayerProbe(inputShape: Self.shape).backward(
      &layer, on: values.samples(count, of: 24), outputGradient: gradients)
    #expect(result.samples == gradients)
    #expect(result.padLanes.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }
}
