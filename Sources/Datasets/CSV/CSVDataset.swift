/// Two CSV files, a sample a line: numbers, and the label in one column, or several for a regression.
public struct CSVDataset: Equatable, Sendable {
  public var train: String
  public var test: String
  /// At least one.
  public var labels: [CSVLabelColumn]

  public init(train: String, test: String, labels: [CSVLabelColumn] = [.index(-1)]) {
    self.train = train
    self.test = test
    self.labels = labels
  }

  /// What a scan of both files tells, without reading their numbers. Throws `badCSV`, `shapeMismatch`,
  /// `noSamples`, `file`.
  public func outline(labels kind: LabelKind = .classes) throws(DatasetError) -> DatasetOutline {
    let files = try files(kind)
    return DatasetOutline(
      featureShape: [files.train.featureCount], trainCount: files.train.sampleCount,
      testCount: files.test.sampleCount, labelColumns: labels.count)
  }

  /// Reads both files. Throws what `outline` throws, and `notEnoughMemory`.
  public func load(labels kind: LabelKind = .classes) throws(DatasetError) -> Dataset {
    let files = try files(kind)
    let (trainX, trainY) = try files.train.load(labels: kind, what: train)
    let (testX, testY) = try files.test.load(labels: kind, what: test)
    return try Dataset(
      trainX: trainX, trainY: trainY, testX: testX, testY: testY,
      files: FileSet(trainX: train, trainY: train, testX: test, testY: test))
  }

  private func files(_ kind: LabelKind) throws(DatasetError) -> (train: CSVFile, test: CSVFile) {
    if kind == .classes, labels.count > 1 {
      throw .badCSV(path: train, line: 1, column: 1, .severalLabels(labels.count))
    }
    let trainFile = try CSVFile(path: train, labels: labels)
    // A test file without names has its columns in the training file's order.
    let testFile: CSVFile
    do throws(DatasetError) {
      testFile = try CSVFile(path: test, labels: labels)
    } catch .badCSV(path: _, line: _, column: _, .noHeader) where trainFile.header != nil {
      testFile = try CSVFile(path: test, labels: trainFile.labelIndices.map { .index($0) })
    }
    guard trainFile.columnCount == testFile.columnCount else {
      throw .shapeMismatch(
        train: train, [trainFile.featureCount], test: test, [testFile.featureCount])
    }
    if let names = trainFile.header, let others = testFile.header,
      let index = zip(names, others).enumerated().first(where: { $1.0 != $1.1 })?.offset
    {
      throw .badCSV(
        path: test, line: 1, column: 1, .otherColumn(others[index], expected: names[index], of: train))
    }
    return (trainFile, testFile)
  }
}
