/// What a data set must know of the run that uses it, besides its own configuration.
public struct DatasetContext: Sendable {
  /// The folders for files that the configuration does not name.
  public var places: DataPlaces
  /// The layout that the first layer takes. It counts for images whose configuration does not state a layout.
  public var layout: SampleLayout
  /// The form of labels that the loss takes.
  public var labels: LabelKind

  public init(places: DataPlaces, layout: SampleLayout, labels: LabelKind) {
    self.places = places
    self.layout = layout
    self.labels = labels
  }
}
