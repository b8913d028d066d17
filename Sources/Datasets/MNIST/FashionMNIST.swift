import Schema

/// Zalando's grey images of clothes in ten classes, made to replace MNIST: 60,000 training and 10,000 test images of
/// 28×28 pixels (Xiao, Rasul and Vollgraf 2017, <https://arxiv.org/abs/1708.07747>).
public struct FashionMNIST: DatasetConfiguration {
  /// How images become samples.
  public var images: ImagePreparation

  public init(images: ImagePreparation = ImagePreparation()) { self.images = images }

  public static let keys = KeyTable(
    "The clothes of Fashion-MNIST: 60,000 for training and 10,000 for testing, 28 by 28 pixels.",
    blank: FashionMNIST(), ImagePreparation.keys.map { $0.inside(\.images) })

  /// The shape and the counts. They are known without the files. Throws `badOption`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    try MNISTManifest.fashion.outline(images, context)
  }

  /// Reads each file from the first folder that has it with the right content, and prepares the samples.
  ///
  /// Throws `filesNotFound` with all folders that were searched, `badOption`, `uniformPixels` or `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    try MNISTFiles(.fashionMNIST, places: context.places).load(images, context)
  }

  /// The digests that the files must have: a file with other content is not used.
  public func checksums() -> [DatasetPart: SHA256.Digest]? { MNISTManifest.fashion.checksums() }
}
