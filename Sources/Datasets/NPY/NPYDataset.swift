/// Four NumPy files: samples of float32, float64, uint8 or any other plain number type, taken as they are,
/// and labels.
public struct NPYDataset: Equatable, Sendable {
  public var files: FileSet

  public init(files: FileSet) { self.files = files }

  /// What the headers tell. Throws as `NPYHeader.read`, and `badNPY`, `shapeMismatch` or `countMismatch`.
  public func outline() throws(DatasetError) -> DatasetOutline {
    let train = try Self.shape(files.trainX, labels: files.trainY)
    let test = try Self.shape(files.testX, labels: files.testY)
    guard train.dropFirst() == test.dropFirst() else {
      throw .shapeMismatch(
        train: DatasetPart.trainX.name(in: files), Array(train[1...]),
        test: DatasetPart.testX.name(in: files), Array(test[1...]))
    }
    return DatasetOutline(featureShape: Array(train[1...]), trainCount: train[0], testCount: test[0])
  }

  private static func shape(_ samples: String, labels: String) throws(DatasetError) -> [Int] {
    let shape = try NPYHeader.read(path: samples).shape
    let labelShape = try NPYHeader.read(path: labels).shape
    guard shape.count >= 2 else { throw .badNPY(path: samples, .notSamples(shape)) }
    guard labelShape.count == 1 || (labelShape.count == 2 && labelShape[1] == 1) else {
      throw .badNPY(path: labels, .notLabels(labelShape))
    }
    guard shape[0] == labelShape[0] else {
      throw .countMismatch(samples, shape[0], labels: labels, labelShape[0])
    }
    return shape
  }

  /// Reads all four. Throws what `outline` throws, `badLabel`, `notFinite`, `noSamples`, `tooLarge` and
  /// `notEnoughMemory`.
  public func load(labels kind: LabelKind = .classes) throws(DatasetError) -> Dataset {
    _ = try outline()
    func reader(_ path: String, _ part: DatasetPart) throws(DatasetError) -> NPYReader {
      try NPYReader(path: path, name: part.name(in: files))
    }
    let trainY = try reader(files.trainY, .trainY).labels(as: kind)
    let testY = try reader(files.testY, .testY).labels(as: kind)
    return try Dataset(
      trainX: reader(files.trainX, .trainX).samples(), trainY: trainY,
      testX: reader(files.testX, .testX).samples(), testY: testY, files: files)
  }
}
