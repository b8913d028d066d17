import Datasets
import Engine
import Experiments
import Testing

@testable import Training

/// Images whose axes are in another order than the network takes them.
struct ImageLayoutTests {
  private func source(_ order: ChannelOrder?) -> DataSource {
    .npy(NPYFiles(trainX: "x", trainY: "y", testX: nil, testY: nil, channelOrder: order))
  }

  private func outline(_ shape: [Int]) -> DatasetOutline {
    DatasetOutline(featureShape: shape, trainCount: 2, testCount: 1)
  }

  @Test func onlyAnUnstatedLayoutIsWarnedOf() {
    #expect(
      source(nil).layoutWarning(outline([8, 8, 3]))?.description
        == #"samples of the shape [8, 8, 3] are taken as 8 channels of 8×3 pixels; if they are images of 8×8 pixels with 3 channels, as Keras keeps them, state "layout": "channels_last" (if not, "channels_first")"#
    )
    #expect(source(nil).layoutWarning(outline([28, 28, 1]))?.description.contains("with 1 channel,") == true)
    #expect(source(nil).layoutWarning(outline([3, 8, 8])) == nil)
    for order in ChannelOrder.allCases { #expect(source(order).layoutWarning(outline([8, 8, 3])) == nil) }
    #expect(DataSource.shapes(Shapes()).layoutWarning(outline([8, 8, 3])) == nil)
  }

  /// A window that does not fit is told the more likely cause, and so is a layer that takes no sequences.
  @Test func layersThatDoNotFitAreToldTheRemedy() {
    let window = PlanError(
      keyPath: "model[0]",
      problem: .shape(
        layer: "conv2d", .windowExceedsInput(axis: "width", window: 3, input: 1, padding: 0)))
    let image = PlanError(
      keyPath: "model[0]",
      problem: .shape(layer: "conv2d", .needsImage(.sequence(steps: 8, features: 8))))
    #expect(
      source(nil).layoutRemedy(window, outline([28, 28, 1]))?.contains(#"layout "channels_last""#) == true)
    #expect(source(nil).layoutRemedy(window, outline([1, 28, 28])) == nil)
    #expect(source(nil).layoutRemedy(image, outline([8, 8]))?.contains("grey images") == true)
    // A sequence that a layer of the model made.
    #expect(source(nil).layoutRemedy(image, outline([4, 4])) == nil)
    #expect(source(.channelsFirst).layoutRemedy(window, outline([28, 28, 1])) == nil)
  }
}
