extension DataSurvey {
  /// Looks at arrays of samples and labels. Of the samples only the header is read.
  /// - Parameters:
  ///   - testX: nil if there is no test set.
  /// - Throws: what `NPYFiles.outline` throws, and `notFinite` for labels;
  ///   `badNPY` with `swapped` if the files are most likely in the wrong order.
  public init(
    npy trainX: String, _ trainY: String, testX: String?, testY: String?
  ) throws(DatasetError) {
    let header = try NPYHeader.read(path: trainX)
    let labelShape = try NPYHeader.read(path: trainY).shape
    // As floating-point numbers, which cannot overflow.
    func valueCount(_ shape: [Int]) -> Double { shape.dropFirst().map(Double.init).reduce(1, *) }
    let hasLargeLabels = valueCount(labelShape) > valueCount(header.shape)
    guard !hasLargeLabels || header.shape.count >= 2 && labelShape.count <= 2 else {
      throw .badNPY(path: trainX, .swapped(samples: header.shape, labels: labelShape))
    }
    guard header.shape.count >= 2 else { throw .badNPY(path: trainX, .notSamples(header.shape)) }
    let reader = try NPYReader(path: trainY, name: DatasetPart.trainY.rawValue)
    guard header.shape[0] == reader.header.shape.first else {
      throw .countMismatch(trainX, header.shape[0], labels: trainY, reader.header.shape.first ?? 0)
    }
    guard case .values(let values, let columns) = try reader.labels(as: .values) else {
      throw .noSamples(trainY)
    }
    guard !values.isEmpty else { throw .noSamples(trainY) }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(trainY, index: [index / columns], value: values[index])
    }
    let order = Self.channelOrder(header)
    let shape = order.flatMap { $0.imageShape(header.shape) } ?? header.shape
    var testCount: Int?
    if let testX { testCount = try NPYHeader.read(path: testX).shape.first }
    self.init(
      source: .npy(trainX: trainX, trainY: trainY, testX: testX, testY: testY), count: header.shape[0],
      testCount: testCount, sampleShape: Array(shape.dropFirst()), channelOrder: order,
      labels: SurveyedLabels(values, columns: columns))
    if hasLargeLabels, sampleShape.reduce(1, *) == 1 { doubts.append(.swapped) }
    if columns == 1 { doubts += [SurveyDoubt(numbers: values)].compactMap(\.self) }
  }

  /// The order of the axes if the samples are most likely images. Samples with two axes are, if they are square or bytes;
  /// otherwise they are sequences.
  private static func channelOrder(_ header: NPYHeader) -> ChannelOrder? {
    let sample = Array(header.shape.dropFirst())
    switch sample.count {
    case 2:
      let isImage =
        min(sample[0], sample[1]) >= 8
        && (sample[0] == sample[1] || header.dataType.element == .uint8)
      return isImage ? .channelsLast : nil
    case 3: return ChannelOrder.looksLast(sample) ? .channelsLast : .channelsFirst
    default: return nil
    }
  }
}
