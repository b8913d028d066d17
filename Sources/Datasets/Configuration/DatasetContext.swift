/// What only the run knows of its data: a configuration is given it to describe or load the data set.
public struct DatasetContext: Sendable {
  /// The folders for files that the configuration does not name.
  public var places: DataPlaces
  /// The layout that the first layer takes, for images whose configuration leaves the layout open.
  public var layout: SampleLayout
  /// The form of labels that the loss takes.
  public var labels: LabelKind

  public init(places: DataPlaces, layout: SampleLayout, labels: LabelKind) {
    self.places = places
    self.layout = layout
    self.labels = labels
  }
}
