import Schema

/// NumPy files: samples and labels for training and testing, or one pair of files that is divided. Samples may be of any
/// plain number type and are not scaled unless `standardize` is set.
public struct NPYFiles: DatasetConfiguration {
  public var trainX: String
  public var trainY: String
  /// Nil if the test set is a share of the training files.
  public var testX: String?
  public var testY: String?
  /// How the axes of images are ordered in the files. Nil: channels first, if samples have three axes.
  public var channelOrder: ChannelOrder?
  public var preparation: OwnDataPreparation

  public init(files: FileSet, channelOrder: ChannelOrder? = nil, preparation: OwnDataPreparation = .init()) {
    self.init(
      trainX: files.trainX, trainY: files.trainY, testX: files.testX, testY: files.testY,
      channelOrder: channelOrder, preparation: preparation)
  }

  public init(
    trainX: String, trainY: String, testX: String?, testY: String?, channelOrder: ChannelOrder? = nil,
    preparation: OwnDataPreparation = .init()
  ) {
    self.trainX = trainX
    self.trainY = trainY
    self.testX = testX
    self.testY = testY
    self.channelOrder = channelOrder
    self.preparation = preparation
  }

  /// The files of all parts, for messages. Those of the test set may be those of the training set.
  public var files: FileSet {
    FileSet(trainX: trainX, trainY: trainY, testX: testX ?? trainX, testY: testY ?? trainY)
  }

  /// Whether the test set is a share of the training files.
  var isDivided: Bool { testX == nil }

  public static let keys = KeyTable(
    "NumPy files: samples [samples, ...] with labels [samples] or one-hot rows [samples, classes], or with targets [samples, outputs] for a regression or several labels of 0 and 1.",
    blank: NPYFiles(trainX: "", trainY: "", testX: nil, testY: nil),
    [
      .required("train_x", \.trainX, .path, "The file with the training samples."),
      .required("train_y", \.trainY, .path, "The file with the training labels."),
      .optional(
        "test_x", \.testX, .nullable(.path), "The file with the test samples; null: see test_fraction."),
      .optional("test_y", \.testY, .nullable(.path), "The file with the test labels."),
      .optional(
        "layout", \.channelOrder, .nullable(.word),
        "The order of the axes of images in the files: channels_first [samples, channels, height, width] or channels_last [samples, height, width, channels], which is transposed when it is read; grey images may lack the channels. null: channels first, if a sample has three axes."
      ),
    ] + OwnDataPreparation.keys.map { $0.inside(\.preparation) },
    rule: { files in
      files.preparation.problem(
        testFiles: ["test_x": files.testX, "test_y": files.testY], trainKey: "train_x and train_y")
    })

  /// Reads the headers. Throws what `NPYHeader.read` throws, and `shapeMismatch`, `countMismatch` or `emptySplit`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    let (train, columns) = try shape(trainX, labels: trainY)
    guard !isDivided else {
      let counts = try preparation.counts(train[0], test: nil, name: DatasetPart.trainX.name(in: files))
      return try warned(
        DatasetOutline(
          featureShape: Array(train[1...]), trainCount: counts.train, testCount: counts.test,
          labelColumns: columns))
    }
    let (test, testColumns) = try shape(files.testX, labels: files.testY)
    guard train.dropFirst() == test.dropFirst() else {
      throw .shapeMismatch(
        train: DatasetPart.trainX.name(in: files), Array(train[1...]),
        test: DatasetPart.testX.name(in: files), Array(test[1...]))
    }
    guard columns == testColumns else {
      throw .shapeMismatch(
        train: DatasetPart.trainY.name(in: files), [columns],
        test: DatasetPart.testY.name(in: files), [testColumns])
    }
    return try warned(
      DatasetOutline(
        featureShape: Array(train[1...]), trainCount: train[0], testCount: test[0], labelColumns: columns))
  }

  /// Warns of bytes of images that are not scaled.
  private func warned(_ outline: DatasetOutline) throws(DatasetError) -> DatasetOutline {
    guard !preparation.standardize, outline.featureShape.count == 3,
      try NPYHeader.read(path: trainX).dataType.element == .uint8
    else { return outline }
    var outline = outline
    outline.warnings.append(.unscaledBytes(path: trainX))
    return outline
  }

  /// The shape of a samples file, checked against its labels file, and the number of labels for each sample.
  private func shape(
    _ samples: String, labels: String
  ) throws(DatasetError) -> (samples: [Int], columns: Int) {
    let shape = try NPYHeader.read(path: samples).sampleShape(channelOrder, path: samples)
    // Refuses sizes that overflow before anything multiplies them. Whether there is enough memory is found later.
    _ = try MemoryBudget.bytes(
      for: shape, elementSize: MemoryLayout<Float>.size, what: samples, available: .max)
    let labelHeader = try NPYHeader.read(path: labels)
    let columns = try labelHeader.labelColumns(path: labels)
    guard shape[0] == labelHeader.shape[0] else {
      throw .countMismatch(samples, shape[0], labels: labels, labelHeader.shape[0])
    }
    return (shape, columns)
  }

  /// Reads all files. Throws what `outline` throws, `badLabel`, `notFinite`, `noSamples`, `tooLarge` or
  /// `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    _ = try outline(context)
    func reader(_ path: String, _ part: DatasetPart) throws(DatasetError) -> NPYReader {
      try NPYReader(path: path, name: part.name(in: files))
    }
    // The labels are read first: they are small, so a mistake in them is found before the samples are read.
    let trainLabels = try reader(files.trainY, .trainY).labels(as: context.labels)
    let testLabels = isDivided ? nil : try reader(files.testY, .testY).labels(as: context.labels)
    var train = LabeledSamples(
      samples: try reader(files.trainX, .trainX).samples(channelOrder), labels: trainLabels)
    var test: LabeledSamples?
    if let testLabels {
      test = LabeledSamples(
        samples: try reader(files.testX, .testX).samples(channelOrder), labels: testLabels)
    }
    return try preparation.dataset(train: &train, test: &test, files: files)
  }

  /// SHA-256 of the files as they are stored.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? {
    try files.checksums(of: isDivided ? [.trainX, .trainY] : DatasetPart.allCases)
  }
}
