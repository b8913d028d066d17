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
    let manifest = MNISTManifest.official
    return try images.outline(
      trainCount: manifest.trainCount, testCount: manifest.testCount, height: manifest.imageSide,
      width: manifest.imageSide, wanted: context.layout)
  }

  /// Reads each file from the first folder that has it with the right content, and prepares the samples.
  ///
  /// Throws `mnistNotFound` with all folders that were searched, `badOption`, `uniformPixels` or `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    try load(context, from: MNISTFiles(places: context.places))
  }

  func load(_ context: DatasetContext, from files: MNISTFiles) throws(DatasetError) -> Dataset {
    try images.check()
    // All four files are looked for before a large one is read, so that the error names all that are missing.
    guard files.missing.isEmpty else { throw files.searchReport().error }
    let manifest = files.manifest
    let trainLabels = try files.take(manifest.trainLabels) { (reader) throws(DatasetError) in
      try reader.labels()
    }
    let testLabels = try files.take(manifest.testLabels) { (reader) throws(DatasetError) in
      try reader.labels()
    }
    let train = try images.trainSamples(
      files.take(manifest.trainImages, { (reader) throws(DatasetError) in try reader.images() }),
      wanted: context.layout, name: DatasetPart.trainX.rawValue)
    let testX = try images.testSamples(
      files.take(manifest.testImages, { (reader) throws(DatasetError) in try reader.images() }),
      table: train.table, wanted: context.layout, name: DatasetPart.testX.rawValue)
    return try Dataset(
      trainX: train.samples, trainY: images.trainLabels(trainLabels, as: context.labels),
      testX: testX, testY: images.testLabels(testLabels, as: context.labels))
  }

  /// The digests that the files must have: a file with other content is not used.
  public func checksums() -> [DatasetPart: SHA256.Digest]? {
    let files = MNISTManifest.official
    return [
      .trainX: files.trainImages.digest, .trainY: files.trainLabels.digest, .testX: files.testImages.digest,
      .testY: files.testLabels.digest,
    ]
  }
}
