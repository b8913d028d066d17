import Schema
import System

/// CSV files with one sample per line: two, for training and for testing, or one that is divided. All fields are numbers. One column holds the
/// label; for a regression, several columns may hold the numbers to predict.
public struct CSVFiles: DatasetConfiguration {
  public var train: String
  /// Nil: the test set is a share of the training file.
  public var test: String?
  /// The label columns, at least one.
  public var labels: [CSVLabelColumn]
  public var preparation: OwnDataPreparation

  public init(
    train: String, test: String?, labels: [CSVLabelColumn] = [.index(-1)],
    preparation: OwnDataPreparation = .init()
  ) {
    self.train = train
    self.test = test
    self.labels = labels
    self.preparation = preparation
  }

  public static let keys = KeyTable(
    "CSV files with one sample per row. One column is the label; a regression may have several.",
    blank: CSVFiles(train: "", test: nil),
    [
      .required("train", \.train, .path, "The file with the training set."),
      .optional("test", \.test, .nullable(.path), "The file with the test set; null: see test_fraction."),
      .optional(
        "label", \.labels, .csvLabelColumns,
        "The label's column: its name in the first row, or its number, counted from 0; negative numbers count from the end. A list if a sample has several target numbers."
      ),
    ] + OwnDataPreparation.keys.map { $0.inside(\.preparation) },
    rule: { files in
      files.preparation.problem(testFiles: ["test": files.test], trainKey: "train")
    })

  /// Scans the files to count columns and samples, without converting the numbers. Throws `badCSV`, `badGzip`,
  /// `shapeMismatch`, `noSamples`, `emptySplit`, `notEnoughMemory` or `file`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    let files = try files(context.labels)
    let counts = try preparation.counts(
      files.train.sampleCount, test: files.test?.sampleCount, name: train)
    return DatasetOutline(
      featureShape: [files.train.featureCount], trainCount: counts.train, testCount: counts.test,
      labelColumns: labels.count)
  }

  /// Reads the files. Throws what `outline` throws, and `tooLarge`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    let files = try files(context.labels)
    func samples(_ file: CSVFile, _ path: String) throws(DatasetError) -> LabeledSamples {
      let (samples, labels) = try file.load(labels: context.labels, what: path)
      return LabeledSamples(samples: samples, labels: labels)
    }
    let testPath = test ?? train
    var trainSet = try samples(files.train, train)
    var testSet: LabeledSamples?
    if let file = files.test { testSet = try samples(file, testPath) }
    return try preparation.dataset(
      train: &trainSet, test: &testSet,
      files: FileSet(trainX: train, trainY: train, testX: testPath, testY: testPath))
  }

  /// SHA-256 of the files. Each holds both samples and labels, so there are no digests for the labels alone.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? {
    try DatasetError.ofFile { () throws(FileError) in
      var sums = [DatasetPart.trainX: try SHA256.digest(ofFile: train)]
      if let test { sums[.testX] = try SHA256.digest(ofFile: test) }
      return sums
    }
  }

  /// Opens the files and checks that their columns agree. The test file is nil if the training file is divided.
  private func files(_ kind: LabelKind) throws(DatasetError) -> (train: CSVFile, test: CSVFile?) {
    if kind == .classes, labels.count > 1 {
      throw .badCSV(path: train, line: 1, column: 1, .severalLabels(labels.count))
    }
    let trainFile = try CSVFile(path: train, labels: labels)
    guard let test else { return (trainFile, nil) }
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
