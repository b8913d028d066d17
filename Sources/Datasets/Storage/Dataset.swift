/// A training set and a test set. It is checked that each has samples and as many labels as samples, that the
/// samples of both have one shape, that classes count from 0, and that labels which are numbers are finite.
public struct Dataset: Sendable {
  /// [samples, features], [samples, steps, features] or [samples, channels, height, width].
  public let trainX: DataArray
  public let trainY: Labels
  public let testX: DataArray
  public let testY: Labels

  /// `files` names the parts in errors, where they come from files.
  ///
  /// Throws `noSamples`, `countMismatch`, `shapeMismatch` or `badLabel`.
  public init(
    trainX: DataArray, trainY: Labels, testX: DataArray, testY: Labels, files: FileSet? = nil
  ) throws(DatasetError) {
    func name(_ part: DatasetPart) -> String { part.name(in: files) }
    try Self.check(trainX, trainY, name(.trainX), name(.trainY))
    try Self.check(testX, testY, name(.testX), name(.testY))
    guard trainX.featureShape == testX.featureShape else {
      throw .shapeMismatch(
        train: name(.trainX), trainX.featureShape, test: name(.testX), testX.featureShape)
    }
    guard trainY.columns == testY.columns else {
      throw .shapeMismatch(train: name(.trainY), [trainY.columns], test: name(.testY), [testY.columns])
    }
    self.trainX = trainX
    self.trainY = trainY
    self.testX = testX
    self.testY = testY
  }

  /// The shape of one sample.
  public var featureShape: [Int] { trainX.featureShape }

  /// One more than the largest class of both sets; nil where labels are numbers.
  public var classCount: Int? {
    guard let train = trainY.classCount, let test = testY.classCount else { return nil }
    return max(train, test)
  }

  private static func check(
    _ samples: DataArray, _ labels: Labels, _ samplesName: String, _ labelsName: String
  ) throws(DatasetError) {
    guard samples.sampleCount > 0, samples.count > 0 else { throw .noSamples(samplesName) }
    guard samples.sampleCount == labels.count else {
      throw .countMismatch(samplesName, samples.sampleCount, labels: labelsName, labels.count)
    }
    switch labels {
    case .classes(let classes):
      if let index = classes.firstIndex(where: { $0 < 0 }) {
        throw .badLabel(labelsName, .negative(String(classes[index]), sample: index))
      }
    case .values(let values, let columns):
      if let place = values.firstIndex(where: { !$0.isFinite }) {
        let index = columns == 1 ? [place] : [place / columns, place % columns]
        throw .notFinite(labelsName, index: index, value: values[place])
      }
    }
  }
}

/// The four arrays of a data set, with the names that exports and checksums give them.
public enum DatasetPart: String, CaseIterable, Sendable {
  case trainX = "train_x"
  case trainY = "train_y"
  case testX = "test_x"
  case testY = "test_y"

  /// The name, followed by the file that the part comes from.
  func name(in files: FileSet?) -> String {
    guard let files else { return rawValue }
    return "\(rawValue) (\(files[self]))"
  }
}

/// What is known of a data set before its samples are loaded.
public struct DatasetOutline: Equatable, Sendable {
  /// The shape of one sample.
  public var featureShape: [Int]
  public var trainCount: Int
  public var testCount: Int
  /// The count of numbers in the target of a sample: 1 for classes.
  public var labelColumns: Int

  public init(featureShape: [Int], trainCount: Int, testCount: Int, labelColumns: Int = 1) {
    self.featureShape = featureShape
    self.trainCount = trainCount
    self.testCount = testCount
    self.labelColumns = labelColumns
  }
}
