/// Four IDX files of grey images and their labels.
public struct IDXDataset: Equatable, Sendable {
  public var files: FileSet
  public var preparation: ImagePreparation

  public init(files: FileSet, preparation: ImagePreparation = ImagePreparation()) {
    self.files = files
    self.preparation = preparation
  }

  /// What the headers tell. Throws as `IDXHeader.read`, and `badOption`, `badIDX`, `countMismatch`,
  /// `shapeMismatch`, `tooLarge` or `notEnoughMemory`.
  public func outline() throws(DatasetError) -> DatasetOutline {
    let train = try Self.header(files.trainX, labels: files.trainY)
    let test = try Self.header(files.testX, labels: files.testY)
    let outline = try preparation.outline(
      trainCount: train[0], testCount: test[0], height: train[1], width: train[2])
    let testShape = preparation.layout.shape(
      height: preparation.resize ?? test[1], width: preparation.resize ?? test[2])
    guard outline.featureShape == testShape else {
      throw .shapeMismatch(train: files.trainX, Array(train[1...]), test: files.testX, Array(test[1...]))
    }
    return outline
  }

  private static func header(_ images: String, labels: String) throws(DatasetError) -> [Int] {
    let shape = try IDXHeader.read(path: images).shape
    let labelShape = try IDXHeader.read(path: labels).shape
    guard shape.count == 3 else { throw .badIDX(path: images, .notImages) }
    guard labelShape.count == 1 else { throw .badIDX(path: labels, .notLabels) }
    // Sizes that overflow are refused here, before anyone multiplies them.
    _ = try MemoryBudget.bytes(for: shape, elementSize: 1, what: images)
    guard shape[0] == labelShape[0] else {
      throw .countMismatch(images, shape[0], labels: labels, labelShape[0])
    }
    return shape
  }

  /// Reads and prepares all four. Throws what `outline` throws, `badGzip`, `noSamples` and `uniformPixels`.
  public func load(labels: LabelKind = .classes) throws(DatasetError) -> Dataset {
    _ = try outline()
    // The labels first: they are small, and a mistake in them shows before the images are read.
    let trainLabels = try IDXReader(path: files.trainY).labels()
    let testLabels = try IDXReader(path: files.testY).labels()
    let train = try preparation.trainSamples(
      IDXReader(path: files.trainX).images(), name: DatasetPart.trainX.name(in: files))
    let testX = try preparation.testSamples(
      IDXReader(path: files.testX).images(), table: train.table, name: DatasetPart.testX.name(in: files))
    return try Dataset(
      trainX: train.samples, trainY: preparation.trainLabels(trainLabels, as: labels),
      testX: testX, testY: preparation.testLabels(testLabels, as: labels), files: files)
  }
}
