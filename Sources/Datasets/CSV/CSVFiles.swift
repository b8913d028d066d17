import Schema
import System

/// Two CSV files, for training and for testing, with one sample per line. All fields are numbers. One column holds the
/// label; for a regression, several columns may hold the numbers to predict.
public struct CSVFiles: DatasetConfiguration {
  public var train: String
  public var test: String
  /// The label columns, at least one.
  public var labels: [CSVLabelColumn]

  public init(train: String, test: String, labels: [CSVLabelColumn] = [.index(-1)]) {
    self.train = train
    self.test = test
    self.labels = labels
  }

  public static let keys = KeyTable(
    "Two CSV files with one sample per row. One column is the label; a regression may have several.",
    blank: CSVFiles(train: "", test: ""),
    [
      .required("train", \.train, .path, "The file with the training set."),
      .required("test", \.test, .path, "The file with the test set."),
      .optional(
        "label", \.labels, .csvLabelColumns,
        "The label's column: its name in the first row, or its number, counted from 0; negative numbers count from the end. A list if a sample has several target numbers."
      ),
    ])

  /// Scans both files to count columns and samples, without converting the numbers. Throws `badCSV`, `badGzip`,
  /// `shapeMismatch`, `noSamples`, `notEnoughMemory` or `file`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    let files = try files(context.labels)
    return DatasetOutline(
      featureShape: [files.train.featureCount], trainCount: files.train.sampleCount,
      testCount: files.test.sampleCount, labelColumns: labels.count)
  }

  /// Reads both files. Throws what `outline` throws, and `tooLarge`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    let files = try files(context.labels)
    let (trainX, trainY) = try files.train.load(labels: context.labels, what: train)
    let (testX, testY) = try files.test.load(labels: context.labels, what: test)
    return try Dataset(
      trainX: trainX, trainY: trainY, testX: testX, testY: testY,
      files: FileSet(trainX: train, trainY: train, testX: test, testY: test))
  }

  /// SHA-256 of the two files. Each holds both samples and labels, so there are no digests for the labels alone.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? {
    try DatasetError.ofFile { () throws(FileError) in
      [.trainX: try SHA256.digest(ofFile: train), .testX: try SHA256.digest(ofFile: test)]
    }
  }

  /// Opens both files and checks that their columns agree.
  private func files(_ kind: LabelKind) throws(DatasetError) -> (train: CSVFile, test: CSVFile) {
    if kind == .classes, labels.count > 1 {
      throw .badCSV(path: train, line: 1, column: 1, .severalLabels(labels.count))
    }
    let trainFile = try CSVFile(path: train, labels: labels)
    // If only the training file has a row of names, the columns of the test file are assumed to be in the same order.
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
