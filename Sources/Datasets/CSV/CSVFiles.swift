import Schema
import System

/// CSV files with one sample per line: two, for training and for testing, or one that is divided. All features are
/// numbers. One column holds the label, a number or a text. Several columns may hold the numbers that a regression
/// predicts, several labels of 0 and 1, or a one-hot row.
public struct CSVFiles: DatasetConfiguration {
  public var train: String
  /// Nil if the test set is a share of the training file.
  public var test: String?
  /// The label columns, at least one.
  public var labels: [CSVColumn]
  /// The columns that are left out.
  public var dropped: [CSVColumn]?
  public var preparation: OwnDataPreparation

  public init(
    train: String, test: String?, labels: [CSVColumn] = [.index(-1)], dropped: [CSVColumn]? = nil,
    preparation: OwnDataPreparation = .init()
  ) {
    self.train = train
    self.test = test
    self.labels = labels
    self.dropped = dropped
    self.preparation = preparation
  }

  public static let keys = KeyTable(
    "CSV files with one sample per row. The label is one column of numbers or texts, or several: the targets of a regression, labels of 0 and 1, or a one-hot row.",
    blank: CSVFiles(train: "", test: nil),
    [
      .required("train", \.train, .path, "The file with the training set."),
      .optional("test", \.test, .nullable(.path), "The file with the test set; null: see test_fraction."),
      .optional(
        "label", \.labels, .csvColumns,
        "The label's column: its name in the first row, or its number, counted from 0; negative numbers count from the end. A list if a sample has several: target numbers, labels of 0 and 1, or a one-hot row. Texts as classes are numbered in the order of their UTF-8 bytes."
      ),
      .optional(
        "drop", \.dropped, .nullable(.csvColumns),
        "The columns that are left out, such as the index of a table or texts: a name or a number as for label, or a list."
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
    var outline = DatasetOutline(
      featureShape: [files.train.columns.featureCount], trainCount: counts.train, testCount: counts.test,
      labelColumns: labels.count)
    outline.classNames = files.classNames
    try checkClasses(files)
    if let index = files.train.index {
      let name = files.train.columns.header?[0]
      let start: Int64? = if case .counts(let start) = index { start } else { nil }
      outline.warnings = [.indexColumn(path: train, name: name, start: start)]
    }
    return outline
  }

  /// Reads the files. Throws what `outline` throws, and `tooLarge`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    let files = try files(context.labels)
    func samples(_ file: CSVFile, _ path: String) throws(DatasetError) -> LabeledSamples {
      let (samples, labels) = try file.load(classNames: files.classNames, what: path)
      return LabeledSamples(samples: samples, labels: labels)
    }
    let testPath = test ?? train
    var trainSet = try samples(files.train, train)
    var testSet: LabeledSamples?
    if let file = files.test { testSet = try samples(file, testPath) }
    var dataset = try preparation.dataset(
      train: &trainSet, test: &testSet,
      files: FileSet(trainX: train, trainY: train, testX: testPath, testY: testPath))
    dataset.classNames = files.classNames
    try checkClasses(files)
    return dataset
  }

  /// Throws if all samples have the same text as their class.
  private func checkClasses(_ files: Files) throws(DatasetError) {
    guard let names = files.classNames, names.count == 1, let column = files.train.columns.classColumn else {
      return
    }
    throw .badCSV(
      path: train, line: 1, column: 1, .oneValue(names[0], column: files.train.columns.name(of: column)))
  }

  /// SHA-256 of the files. Each holds both samples and labels, so there are no digests for the labels alone.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? {
    try DatasetError.ofFile { () throws(FileError) in
      var sums = [DatasetPart.trainX: try SHA256.digest(ofFile: train)]
      if let test { sums[.testX] = try SHA256.digest(ofFile: test) }
      return sums
    }
  }

  /// The files, and the texts that are classes; nil if classes are numbers.
  private struct Files {
    var train: CSVFile
    /// Nil if the training file is divided.
    var test: CSVFile?
    var classNames: [String]?
  }

  /// Opens the files and checks that their columns agree.
  private func files(_ kind: LabelKind) throws(DatasetError) -> Files {
    let trainFile = try CSVFile(path: train, labels: labels, dropped: dropped ?? [], kind: kind)
    guard let test else {
      return Files(
        train: trainFile, classNames: try CSVLabelTexts.classNames([(train, trainFile.labelTexts)]))
    }
    let testFile = try testFile(test, kind, as: trainFile.columns)
    guard trainFile.columns.roles.count == testFile.columns.roles.count else {
      throw .shapeMismatch(
        train: train, [trainFile.columns.featureCount], test: test, [testFile.columns.featureCount])
    }
    if let names = trainFile.columns.header, let others = testFile.columns.header,
      let index = zip(names, others).enumerated().first(where: { $1.0 != $1.1 })?.offset
    {
      throw .badCSV(
        path: test, line: 1, column: 1, .otherColumn(others[index], expected: names[index], of: train))
    }
    return Files(
      train: trainFile, test: testFile,
      classNames: try CSVLabelTexts.classNames([
        (train, trainFile.labelTexts), (test, testFile.labelTexts),
      ]))
  }

  /// If only the training file has a row of names, the columns of the test file are assumed to be in the same order.
  private func testFile(
    _ test: String, _ kind: LabelKind, as columns: CSVColumns
  ) throws(DatasetError) -> CSVFile {
    do throws(DatasetError) {
      return try CSVFile(path: test, labels: labels, dropped: dropped ?? [], kind: kind)
    } catch .badCSV(path: _, line: let line, column: let column, let problem)
      where problem.isUnknownName && columns.header != nil
    {
      let file = try CSVFile(
        path: test, labels: columns.labels.map { .index($0) }, dropped: columns.dropped.map { .index($0) },
        kind: kind)
      guard file.columns.header == nil else {
        throw .badCSV(path: test, line: line, column: column, problem)
      }
      return file
    }
  }
}

extension CSVProblem {
  /// Whether a name was looked for that the first row does not have.
  fileprivate var isUnknownName: Bool {
    switch self {
    case .noHeader, .unknownColumn: true
    case .utf16, .unterminatedQuote, .textAfterQuote, .strayQuote, .fieldCount, .oneColumn, .missingValue,
      .notANumber, .notFinite, .badLabel, .columnRange, .repeatedLabel, .noFeatures, .otherColumn,
      .droppedLabel, .decimalComma, .otherSeparator, .mixedLabels, .tooManyTexts, .textTarget, .labelRow,
      .notUTF8, .zeroByte, .otherFile, .commentLine, .separatorLine, .mixedBooleans, .oddText, .repeatedName,
      .oneValue:
      false
    }
  }
}
