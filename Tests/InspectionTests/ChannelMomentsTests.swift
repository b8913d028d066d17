import Engine
import Testing

@testable import Inspection

@Suite struct ChannelMomentsTests {
  /// Two samples of two features, (1, 3) and (2, 2): the means are 1.5 and 2.5, the variances 0.25 and 0.25.
  @Test func features() {
    let moments = ChannelMoments(of: [1, 3, 2, 2], shape: .features(2), axis: 1)
    #expect(moments.means == [1.5, 2.5])
    #expect(moments.variances == [0.25, 0.25])
  }

  /// An image with two channels of 1 × 2 pixels, (1, 5) and (2, 2). Along the last axis the groups are (1, 2) and (5, 2).
  @Test func imagesAlongTwoAxes() {
    let shape = SampleShape.image(channels: 2, height: 1, width: 2)
    let first = ChannelMoments(of: [1, 5, 2, 2], shape: shape, axis: 1)
    #expect(first.means == [3, 2] && first.variances == [4, 0])
    let last = ChannelMoments(of: [1, 5, 2, 2], shape: shape, axis: 3)
    #expect(last.means == [1.5, 3.5] && last.variances == [0.25, 2.25])
  }

  /// Two steps of three features.
  @Test func sequences() {
    let moments = ChannelMoments(
      of: [1, 2, 3, 3, 2, 1], shape: .sequence(steps: 2, features: 3), axis: 2)
    #expect(moments.means == [2, 2, 2])
    #expect(moments.variances == [1, 0, 1])
  }
}
