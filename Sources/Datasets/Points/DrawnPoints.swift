import Schema

/// Points of several classes, all drawn at once and in random order, as scikit-learn's generators return them.
struct DrawnPoints {
  /// The coordinates of one point after the other: [samples, features].
  var values: [Float] = []
  /// The class of each point.
  var classes: [Int32] = []
  let features: Int

  /// - Parameter samples: how many points will be appended.
  init(features: Int, samples: Int) {
    self.features = features
    values.reserveCapacity(samples * features)
    classes.reserveCapacity(samples)
  }

  /// A data set whose training set is the first points and whose test set is the others. Throws `notFinite` if a coordinate
  /// is too large for float32.
  func dataset(_ outline: DatasetOutline, _ labels: LabelKind) throws(DatasetError) -> Dataset {
    let split = outline.trainCount
    let (train, test) = (values[..<(split * features)], values[(split * features)...])
    let trainX = try DataArray(shape: [split, features], what: "train_x") { _ = $0.initialize(from: train) }
    let testX = try DataArray(shape: [outline.testCount, features], what: "test_x") {
      _ = $0.initialize(from: test)
    }
    try trainX.checkFinite("train_x")
    try testX.checkFinite("test_x")
    return try Dataset(
      trainX: trainX, trainY: Labels(classes: Array(classes[..<split]), as: labels),
      testX: testX, testY: Labels(classes: Array(classes[split...]), as: labels))
  }
}

/// A data set of drawn points: how many there are, and how many of them are the training set.
protocol PointsConfiguration: DatasetConfiguration {
  /// The number of points in both sets together.
  var samples: Int { get set }
  /// The size of the training set, which is taken from the beginning; nil: half of the samples, rounded down.
  var trainSamples: Int? { get set }
  /// The seed, as scikit-learn's `random_state`.
  var randomState: UInt32 { get set }
}

extension PointsConfiguration {
  static var samplesKey: TableKey<Self> {
    .optional(
      "samples", \.samples, .integer(2...Int(Int32.max)),
      "The number of points, training and test set together.")
  }

  static var randomStateKey: TableKey<Self> {
    .optional("random_state", \.randomState, .integer(0...UInt32.max), "The seed, as NumPy takes it.")
  }

  static var trainSamplesKey: TableKey<Self> {
    .optional(
      "train_samples", \.trainSamples, .nullable(.size),
      "The size of the training set, which is taken from the beginning; null: half of the points.")
  }

  /// - Parameter noise: the standard deviation of the noise.
  static func noiseKey(_ noise: WritableKeyPath<Self, Double?> & Sendable) -> TableKey<Self> {
    .optional(
      "noise", noise, .nullable(.number(.notNegative)),
      "The standard deviation of the Gaussian noise; null: no noise is drawn.")
  }

  /// Why `train_samples` does not fit `samples`; nil if it does.
  var splitProblem: (key: String, reason: SpecProblem.Reason)? {
    guard let train = trainSamples, train >= samples else { return nil }
    return (
      "train_samples",
      .other(
        "\(train) of \(samples) samples leave none for the test set; expected at most \(max(samples - 1, 1))")
    )
  }

  /// The counts. Throws `badOption`.
  func outline(features: Int) throws(DatasetError) -> DatasetOutline {
    guard samples >= 2 else {
      throw .badOption("samples", "\(samples)", allowed: "2 or more, so that both sets have some")
    }
    let trainCount = trainSamples ?? samples / 2
    guard trainCount >= 1, trainCount < samples else {
      throw .badOption(
        "train_samples", "\(trainCount)",
        allowed: "1 to \(samples - 1), since `samples` is \(samples) and the test set gets the rest")
    }
    return DatasetOutline(featureShape: [features], trainCount: trainCount, testCount: samples - trainCount)
  }

  /// Checks the standard deviation of noise. Throws `badOption`.
  func check(noise: Double?) throws(DatasetError) {
    if let noise, !(noise >= 0 && noise.isFinite) {
      throw .badOption("noise", "\(noise)", allowed: "0 or more, or null for none")
    }
  }

  /// Returns nil, so that the checksums are computed from the samples themselves, which are cheap to draw.
  public func checksums() -> [DatasetPart: SHA256.Digest]? { nil }
}
