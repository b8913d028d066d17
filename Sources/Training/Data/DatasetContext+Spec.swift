import Datasets
import Engine
import Experiments

extension DatasetContext {
  /// How the network of a spec needs its data: the layout of images and the form of labels.
  init(_ spec: ExperimentSpec, places: DataPlaces) {
    // The first layer that requires a certain layout decides.
    let wanted = spec.model.lazy.compactMap(\.configuration.wantedInput).first ?? .features
    self.init(places: places, layout: SampleLayout(wanted), labels: spec.loss.labelKind)
  }
}

extension Loss {
  /// The form of labels that the loss takes.
  var labelKind: LabelKind {
    switch self {
    case .binaryCrossentropy: .binary
    case .categoricalCrossentropy: .classes
    case .meanSquaredError: .values
    }
  }
}

extension SampleLayout {
  /// The layout that gives images this shape.
  fileprivate init(_ shape: SampleShape.Kind) {
    self =
      switch shape {
      case .features: .flat
      case .sequence: .rows
      case .image: .image
      }
  }
}
