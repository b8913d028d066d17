import Schema

/// Four IDX files of grey images and their labels.
public struct IDXFiles: DatasetConfiguration {
  public var files: FileSet
  public var images: ImagePreparation

  public init(files: FileSet, images: ImagePreparation = ImagePreparation()) {
    self.files = files
    self.images = images
  }

  public static let keys = KeyTable(
    "Four IDX files, plain or gzip: images [samples, height, width] and labels [samples].",
    blank: IDXFiles(files: .blank),
    FileSet.keys.map { $0.inside(\.files) } + ImagePreparation.keys.map { $0.inside(\.images) })

  /// Reads the headers. Throws what `IDXHeader.read` throws, and `badOption`, `countMismatch`, `shapeMismatch`,
  /// `tooLarge` or `notEnoughMemory`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    let train = try Self.header(files.trainX, labels: files.trainY)
    let test = try Self.header(files.testX, labels: files.testY)
    let outline = try images.outline(
      trainCount: train[0], testCount: test[0], height: train[1], width: train[2], wanted: context.layout)
    let testShape = images.sampleShape(height: test[1], width: test[2], wanted: context.layout)
    guard outline.featureShape == testShape else {
      throw .shapeMismatch(train: files.trainX, Array(train[1...]), test: files.testX, Array(test[1...]))
    }
    return outline
  }

  /// The shape of an images file, checked against its labels file.
  private static func header(_ images: String, labels: String) throws(DatasetError) -> [Int] {
    let shape = try IDXHeader.read(path: images).shape
    let labelShape = try IDXHeader.read(path: labels).shape
    guard shape.count == 3 else { throw .badIDX(path: images, .notImages) }
    guard labelShape.count == 1 else { throw .badIDX(path: labels, .notLabels) }
    // Refuses sizes that overflow before anything multiplies them.
    _ = try MemoryBudget.bytes(for: shape, elementSize: 1, what: images)
    guard shape[0] == labelShape[0] else {
      throw .countMismatch(images, shape[0], labels: labels, labelShape[0])
    }
    return shape
  }

  /// Reads and prepares all four files. Throws what `outline` throws, `badGzip`, `noSamples` and `uniformPixels`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    _ = try outline(context)
    // The labels are read first: they are small, so a mistake in them is found before the images are read.
    let trainLabels = try IDXReader(path: files.trainY).labels()
    let testLabels = try IDXReader(path: files.testY).labels()
    let train = try images.trainSamples(
      IDXReader(path: files.trainX).images(), wanted: context.layout,
      name: DatasetPart.trainX.name(in: files))
    let testX = try images.testSamples(
      IDXReader(path: files.testX).images(), table: train.table, wanted: context.layout,
      name: DatasetPart.testX.name(in: files))
    return try Dataset(
      trainX: train.samples, trainY: images.trainLabels(trainLabels, as: context.labels),
      testX: testX, testY: images.testLabels(testLabels, as: context.labels), files: files)
  }

  /// SHA-256 of the files as they are stored, compressed or not.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? { try files.checksums() }
}
