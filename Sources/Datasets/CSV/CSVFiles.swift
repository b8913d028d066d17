import Schema
import System

/// Two CSV files with one sample per line: numbers, and the label in one column, or in several for a regression.
public struct CSVFiles: DatasetConfiguration {
  public var train: String
  public var test: String
  /// The columns of the labels, at least one.
  public var labels: [CSVLabelColumn]

  public init(train: String, test: String, labels: [CSVLabelColumn] = [.index(-1)]) {
    self.train = train
    self.test = test
    self.labels = labels
  }

  public static let keys = KeyTable(
    "Two CSV files, rows of numbers with the label in one column, or in several for a regression.",
    blank: CSVFiles(train: "", test: ""),
    [
      .required("train", \.train, .path, "The training set's file."),
      .required("test", \.test, .path, "The test set's file."),
      .optional(
        "label", \.labels, .csvLabelColumns,
        "The label's column: a name of the header, or its place counted from 0, or from the end where negative; a list where a sample has several numbers for a target."
      ),
    ])

  /// What a scan of both files finds, without reading their numbers. Throws `badCSV`, `shapeMismatch`,
  /// `noSamples`, `file`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    let files = try files(context.labels)
    return DatasetOutline(
      featureShape: [files.train.featureCount], trainCount: files.train.sampleCount,
      testCount: files.test.sampleCount, labelColumns: labels.count)
  }

  /// Reads both files. Throws what `outline` throws, and `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    let files = try files(context.labels)
    let (trainX, trainY) = try files.train.load(labels: context.labels, what: train)
    let (testX, testY) = try files.test.load(labels: context.labels, what: test)
    return try Dataset(
      trainX: trainX, trainY: trainY, testX: testX, testY: testY,
      files: FileSet(trainX: train, trainY: train, testX: test, testY: test))
  }

  /// SHA-256 of the two files, which hold samples and labels alike.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? {
    try DatasetError.ofFile { () throws(FileError) in
      [.trainX: try SHA256.digest(ofFile: train), .testX: try SHA256.digest(ofFile: test)]
    }
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
