import Datasets
import Engine
import Experiments

// Arrays of images whose axes are in another order than the network takes them.

extension DataSource {
  /// A warning if arrays are probably images with the channels last, and the spec does not state their layout.
  func layoutWarning(_ data: DatasetOutline) -> PlanWarning? {
    guard case .npy(let files) = self, files.channelOrder == nil, ChannelOrder.looksLast(data.featureShape)
    else { return nil }
    return PlanWarning(keyPath: "dataset.npy", problem: .channelsLookLast(data.featureShape))
  }

  /// What to do if a layer does not fit samples that are probably images in another layout.
  func layoutRemedy(_ error: PlanError, _ data: DatasetOutline) -> String? {
    guard case .npy(let files) = self, files.channelOrder == nil,
      case .shape(_, let shapeError) = error.problem
    else { return nil }
    if ChannelOrder.looksLast(data.featureShape) {
      return "the samples look like images with the channels last: state dataset.npy.layout \"channels_last\""
    }
    if case .needsImage(.sequence(let height, let width)) = shapeError, data.featureShape == [height, width] {
      return "samples with two axes are sequences; if they are grey images, state dataset.npy.layout"
        + " \"channels_last\", which adds the axis of the channel"
    }
    return nil
  }
}
