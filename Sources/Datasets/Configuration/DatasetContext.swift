/// What a data set must know about the run that uses it, in addition to its own configuration.
public struct DatasetContext: Sendable {
  /// The folders in which files are looked for if the configuration does not name them.
  public var places: DataPlaces
  /// The layout that the first layer takes. It is used for images whose configuration does not set a layout.
  public var layout: SampleLayout
  /// The kind of labels that the loss takes.
  public var labels: LabelKind

  public init(places: DataPlaces, layout: SampleLayout, labels: LabelKind) {
    self.places = places
    self.layout = layout
    self.labels = labels
  }
}
