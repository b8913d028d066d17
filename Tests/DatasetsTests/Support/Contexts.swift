@testable import Datasets

extension DatasetContext {
  /// No data folders, samples in the layout of images, and labels for a classification.
  static let classes = DatasetContext(
    places: DataPlaces(dataDir: nil, environment: [:]), layout: .image, labels: .classes)

  /// The same with labels for a regression.
  static let values = DatasetContext(
    places: DataPlaces(dataDir: nil, environment: [:]), layout: .image, labels: .values)

  /// The same with labels of 0 and 1.
  static let binary = DatasetContext(
    places: DataPlaces(dataDir: nil, environment: [:]), layout: .image, labels: .binary)
}
