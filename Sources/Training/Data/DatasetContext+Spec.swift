import Datasets
import Experiments

extension DatasetContext {
  /// What a spec's data set has to know of the rest of the spec.
  init(_ spec: ExperimentSpec, places: DataPlaces) {
    // The first layer that needs a certain layout decides.
    let layout = spec.model.lazy.compactMap(\.wantedLayout).first
    self.init(places: places, layout: layout ?? .flat, labels: spec.loss.labelKind)
  }
}

extension LossSpec {
  /// What the loss compares outputs with.
  var labelKind: LabelKind {
    switch self {
    case .binaryCrossentropy, .categoricalCrossentropy: .classes
    case .meanSquaredError: .values
    }
  }
}

extension LayerSpec {
  /// How this layer needs images; nil where it takes them in any shape.
  fileprivate var wantedLayout: SampleLayout? {
    switch self {
    case .dense: .flat
    case .lstm: .rows
    case .conv2d, .maxPool2D, .averagePool2D, .globalAveragePool2D, .flatten: .image
    case .batchNorm, .layerNorm, .groupNorm, .dropout, .activation, .linearUnit: nil
    }
  }
}
