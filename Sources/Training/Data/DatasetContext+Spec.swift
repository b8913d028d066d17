import Datasets
import Engine
import Experiments

extension DatasetContext {
  /// The context that a spec gives its data set.
  init(_ spec: ExperimentSpec, places: DataPlaces) {
    // The first layer that wants a certain layout decides.
    let wanted = spec.model.lazy.compactMap(\.configuration.wantedInput).first ?? .features
    self.init(places: places, layout: SampleLayout(wanted), labels: spec.loss.labelKind)
  }
}

extension Loss {
  /// The form of labels that the loss takes.
  var labelKind: LabelKind { hasAccuracy ? .classes : .values }
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
