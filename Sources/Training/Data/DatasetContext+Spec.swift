import Datasets
import Experiments

extension DatasetContext {
  /// The context that a spec gives its data set.
  init(_ spec: ExperimentSpec, places: DataPlaces) {
    // The first layer that needs a certain layout decides.
    let layout = spec.model.lazy.compactMap(\.wantedLayout).first
    self.init(places: places, layout: layout ?? .flat, labels: spec.loss.labelKind)
  }
}

extension LossSpec {
  /// The form of labels that the loss takes.
  var labelKind: LabelKind {
    switch self {
    case .binaryCrossentropy, .categoricalCrossentropy: .classes
    case .meanSquaredError: .values
    }
  }
}

extension LayerSpec {
  /// The layout in which this layer takes images; nil if it takes any.
  fileprivate var wantedLayout: SampleLayout? {
    switch self {
    case .dense: .flat
    case .lstm: .rows
    case .conv2d, .maxPool2D, .averagePool2D, .globalAveragePool2D, .flatten: .image
    case .batchNorm, .layerNorm, .groupNorm, .dropout, .activation, .linearUnit: nil
    }
  }
}
