/// A training set and a test set. `init` checks that each set has samples, and one label for each sample; that the
/// samples of both sets have the same shape; that no class is negative; and that labels that are numbers are finite.
public struct Dataset: Sendable {
  /// [samples, features], [samples, steps, features] or [samples, channels, height, width].
  public let trainX: DataArray
  public let trainY: Labels
  public let testX: DataArray
  public let testY: Labels
  /// The names of the classes, by class number; nil if they have none.
  public var classNames: [String]?

  /// - Parameter files: the files from which the parts come, if they do: named in errors.
  /// - Throws: `noSamples`, `countMismatch`, `shapeMismatch`, `badLabel` or `notFinite`.
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

  /// Test samples of classes that no training sample has; nil if there are none.
  /// - Parameter name: of the test labels.
  public func unseenClasses(name: String) -> DatasetWarning? {
    guard case .classes(let train) = trainY, case .classes(let test) = testY else { return nil }
    let seen = Set(train)
    let unseen = test.filter { !seen.contains($0) }
    guard !unseen.isEmpty else { return nil }
    let classes = Set(unseen).sorted().map { number in
      classNames?[Int(number)] ?? "\(number)"
    }
    return .unseenClasses(classes, samples: unseen.count, name: name)
  }

  /// The shape of one sample.
  public var featureShape: [Int] { trainX.featureShape }

  /// The number of classes: one more than the largest class of both sets. Nil if the labels are numbers.
  public var classCount: Int? {
    guard let train = trainY.classCount, let test = testY.classCount else { return nil }
    return max(train, test)
  }

  /// Checks one of the sets by itself. Throws `noSamples`, `countMismatch`, `badLabel` or `notFinite`.
  static func check(
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
      if let position = values.firstIndex(where: { !$0.isFinite }) {
        let index = columns == 1 ? [position] : [position / columns, position % columns]
        throw .notFinite(labelsName, index: index, value: values[position])
      }
    }
  }
}

/// The four arrays of a data set. The raw values are their names in exports and checksums.
public enum DatasetPart: String, CaseIterable, Sendable {
  case trainX = "train_x"
  case trainY = "train_y"
  case testX = "test_x"
  case testY = "test_y"

  /// The part's name, followed by the file from which it comes, if there is one.
  func name(in files: FileSet?) -> String {
    guard let files else { return rawValue }
    return "\(rawValue) (\(files[self]))"
  }
}

/// What is known about a data set before its samples are loaded.
public struct DatasetOutline: Equatable, Sendable {
  /// The shape of one sample.
  public var featureShape: [Int]
  /// The number of training samples.
  public var trainCount: Int
  /// The number of test samples.
  public var testCount: Int
  /// How many numbers the label of a sample has: 1 for a class, but for one-hot rows the number of classes.
  public var labelColumns: Int
  /// The names of the classes, by class number; nil if they have none.
  public var classNames: [String]?
  /// What is probably a mistake in the data.
  public var warnings: [DatasetWarning] = []
  /// The number of samples that were taken from the training set to validate.
  public var validationCount = 0

  public init(featureShape: [Int], trainCount: Int, testCount: Int, labelColumns: Int = 1) {
    self.featureShape = featureShape
    self.trainCount = trainCount
    self.testCount = testCount
    self.labelColumns = labelColumns
  }
  /// Whether the samples of both are as many, and have the same shape and the same number of labels.
  public func hasSameSamples(as other: DatasetOutline) -> Bool {
    featureShape == other.featureShape && trainCount == other.trainCount && testCount == other.testCount
      && labelColumns == other.labelColumns
  }
}
