import Schema

/// What is done to samples from a user's own files after they are read: one file may be divided into a training set and a
/// test set, and columns or channels may be standardized. The data sets `npy` and `csv` share these options.
public struct OwnDataPreparation: Equatable, Sendable {
  /// Whether columns, features or channels get the mean 0 and the deviation 1, by the numbers of the training set.
  public var standardize: Bool
  /// The share of the samples that becomes the test set, above 0 and below 1. Nil: the test set has files of its own.
  public var testFraction: Double?
  /// Chooses random test samples. Nil: the last ones.
  public var splitSeed: UInt32?

  public init(standardize: Bool = false, testFraction: Double? = nil, splitSeed: UInt32? = nil) {
    self.standardize = standardize
    self.testFraction = testFraction
    self.splitSeed = splitSeed
  }

  /// The keys in a spec file. None is written at its default, so that specs without them stay as they are.
  static let keys: [TableKey<OwnDataPreparation>] = [
    .optional(
      "test_fraction", \.testFraction, .nullable(.double(.betweenZeroAndOne)),
      "The share of the samples that becomes the test set if it has no files of its own; its number of samples is rounded up. These are the last samples, or random ones with split_seed."
    ),
    .optional(
      "split_seed", \.splitSeed, .nullable(.integer(0...UInt32.max)),
      "Chooses random test samples: those that scikit-learn's train_test_split chooses with this random_state. Both sets keep the order of the file. null: the last samples."
    ),
    .optional(
      "standardize", \.standardize, Codec.nullable(.boolean).map({ $0 ?? false }, { $0 ? true : nil }),
      "Whether x becomes (x - mean) / deviation: for each column, each feature of a sequence over all steps, or each channel of images. Mean and population deviation are those of the training set, in double precision; a deviation of 0 counts as 1. Labels are never standardized."
    ),
  ]

  /// What does not fit together, for the rule of a key table: the key at fault and the reason.
  /// - Parameters:
  ///   - testFiles: the keys of the test set's files, and which of them are set.
  ///   - trainKey: the key of the file that would be divided.
  func problem(
    testFiles: KeyValuePairs<String, String?>, trainKey: String
  ) -> (key: String, reason: SpecProblem.Reason)? {
    let missing = testFiles.filter { $0.value == nil }.map(\.key)
    let present = testFiles.filter { $0.value != nil }.map(\.key)
    if testFraction != nil, let key = present.first {
      return (
        "test_fraction",
        .other(
          "this takes the test set from \(trainKey), but \(key) names a file for it; leave one of them out"
            + " (if it is inherited, set it to null)")
      )
    }
    if testFraction == nil, let key = missing.first {
      guard present.isEmpty else {
        return (key, .other("\(key) is missing: \(present.joined(separator: ", ")) alone is not a test set"))
      }
      return (
        key,
        .other(
          "there is no test set: name its file\(missing.count == 1 ? "" : "s") (\(missing.joined(separator: ", "))),"
            + " or take a share of \(trainKey), such as \"test_fraction\": 0.25")
      )
    }
    if splitSeed != nil, testFraction == nil { return ("split_seed", .needsOther(key: "test_fraction")) }
    return nil
  }

  /// The numbers of training and test samples.
  /// - Parameter name: names the samples in errors.
  /// - Throws: `noSamples`, `emptySplit`.
  func counts(_ count: Int, test: Int?, name: String) throws(DatasetError) -> (train: Int, test: Int) {
    if let test { return (count, test) }
    let split = try split(count, name: name)
    return (split.trainCount, split.testCount)
  }

  /// - Throws: `noSamples`, `emptySplit`.
  private func split(_ count: Int, name: String) throws(DatasetError) -> TestSplit {
    try TestSplit(count: count, fraction: testFraction ?? 0, seed: splitSeed, name: name)
  }

  /// Makes the data set from what was read. The samples are changed where they are; only random test samples are copied
  /// once.
  /// - Parameters:
  ///   - test: nil to divide `train`.
  ///   - files: the files, for errors.
  /// - Throws: what `Dataset.init` throws, `emptySplit`, `notEnoughMemory`.
  func dataset(
    train: inout LabeledSamples, test: inout LabeledSamples?, files: FileSet
  ) throws(DatasetError) -> Dataset {
    let name = DatasetPart.trainX.name(in: files)
    // Before anything moves, so that errors count the samples as the file does.
    try Dataset.check(train.samples, train.labels, name, DatasetPart.trainY.name(in: files))
    guard var testSet = test else {
      let split = try split(train.samples.sampleCount, name: name)
      let labels = split.split(train.labels)
      let width = train.samples.count / split.count
      try train.samples.modify { split.arrange($0, width: width) }
      if standardize {
        let numbers = train.samples.rows(0..<split.trainCount).standardization
        try train.samples.standardize(by: numbers)
      }
      return try Dataset(
        trainX: train.samples.rows(0..<split.trainCount), trainY: labels.train,
        testX: train.samples.rows(split.trainCount..<split.count), testY: labels.test, files: files)
    }
    // Samples of another shape are refused below.
    if standardize, testSet.samples.featureShape == train.samples.featureShape {
      let numbers = train.samples.standardization
      try train.samples.standardize(by: numbers)
      test = nil
      try testSet.samples.standardize(by: numbers)
    }
    return try Dataset(
      trainX: train.samples, trainY: train.labels, testX: testSet.samples, testY: testSet.labels,
      files: files)
  }
}

/// The samples and labels of one file or of two that belong together.
struct LabeledSamples {
  var samples: DataArray
  var labels: Labels
}

extension DataArray {
  /// The means and deviations of these samples.
  /// - Precondition: there is at least one.
  fileprivate var standardization: Standardization {
    withUnsafeBufferPointer { Standardization($0, shape: shape) }
  }

  fileprivate mutating func standardize(by numbers: Standardization) throws(DatasetError) {
    let shape = shape
    try modify { numbers.apply(to: $0, shape: shape) }
  }
}
