import Schema

/// Four NumPy files: samples and labels for training and testing. Samples may be of any plain number type and are not
/// scaled.
public struct NPYFiles: DatasetConfiguration {
  public var files: FileSet

  public init(files: FileSet) { self.files = files }

  public static let keys = KeyTable(
    "Four NumPy files: samples [samples, ...] with labels [samples], or with targets [samples, outputs] for a regression.",
    blank: NPYFiles(files: .blank), FileSet.keys.map { $0.inside(\.files) })

  /// Reads the headers. Throws what `NPYHeader.read` throws, and `shapeMismatch` or `countMismatch`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    let (train, columns) = try Self.shape(files.trainX, labels: files.trainY, context.labels)
    let (test, testColumns) = try Self.shape(files.testX, labels: files.testY, context.labels)
    guard train.dropFirst() == test.dropFirst() else {
      throw .shapeMismatch(
        train: DatasetPart.trainX.name(in: files), Array(train[1...]),
        test: DatasetPart.testX.name(in: files), Array(test[1...]))
    }
    guard columns == testColumns else {
      throw .shapeMismatch(
        train: DatasetPart.trainY.name(in: files), [columns],
        test: DatasetPart.testY.name(in: files), [testColumns])
    }
    return DatasetOutline(
      featureShape: Array(train[1...]), trainCount: train[0], testCount: test[0], labelColumns: columns)
  }

  /// The shape of a samples file, checked against its labels file, and the number of labels for each sample.
  private static func shape(
    _ samples: String, labels: String, _ kind: LabelKind
  ) throws(DatasetError) -> (samples: [Int], columns: Int) {
    let shape = try NPYHeader.read(path: samples).shape
    let labelHeader = try NPYHeader.read(path: labels)
    guard shape.count >= 2 else { throw .badNPY(path: samples, .notSamples(shape)) }
    let columns = try labelHeader.labelColumns(kind, path: labels)
    guard shape[0] == labelHeader.shape[0] else {
      throw .countMismatch(samples, shape[0], labels: labels, labelHeader.shape[0])
    }
    return (shape, columns)
  }

  /// Reads all four files. Throws what `outline` throws, `badLabel`, `notFinite`, `noSamples`, `tooLarge` or
  /// `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    _ = try outline(context)
    func reader(_ path: String, _ part: DatasetPart) throws(DatasetError) -> NPYReader {
      try NPYReader(path: path, name: part.name(in: files))
    }
    let trainY = try reader(files.trainY, .trainY).labels(as: context.labels)
    let testY = try reader(files.testY, .testY).labels(as: context.labels)
    return try Dataset(
      trainX: reader(files.trainX, .trainX).samples(), trainY: trainY,
      testX: reader(files.testX, .testX).samples(), testY: testY, files: files)
  }

  /// SHA-256 of the files as they are stored.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? { try files.checksums() }
}
