@testable import Datasets

extension DatasetContext {
  /// No folders, images as they are, and labels for a classification.
  static let classes = DatasetContext(
    places: DataPlaces(dataDir: nil, environment: [:]), layout: .image, labels: .classes)

  /// The same, with labels for a regression.
  static let values = DatasetContext(
    places: DataPlaces(dataDir: nil, environment: [:]), layout: .image, labels: .values)
}
