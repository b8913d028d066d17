import Schema

/// The handwritten digits of LeCun, Cortes and Burges: 60,000 training and 10,000 test images of 28×28 pixels.
public struct MNIST: DatasetConfiguration {
  /// How images become samples.
  public var images: ImagePreparation

  public init(images: ImagePreparation = ImagePreparation()) { self.images = images }

  public static let keys = KeyTable(
    "The handwritten digits of MNIST: 60,000 for training and 10,000 for testing, 28 by 28 pixels.",
    blank: MNIST(), ImagePreparation.keys.map { $0.inside(\.images) })

  public var hasStrokesOnPaper: Bool { true }

  /// The shape and the counts. They are known without the files. Throws `badOption`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    try MNISTManifest.official.outline(images, context)
  }

  /// Reads each file from the first folder that has it with the right content, and prepares the samples.
  ///
  /// Throws `filesNotFound` with all folders that were searched, `badOption`, `uniformPixels` or `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    try MNISTFiles(.mnist, places: context.places).load(images, context)
  }

  /// The digests that the files must have: a file with other content is not used.
  public func checksums() -> [DatasetPart: SHA256.Digest]? { MNISTManifest.official.checksums() }
}
