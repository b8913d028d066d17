/// The numbers that pixels of 0...255 become. Minimum, maximum, mean and deviation are one number each, taken
/// over every pixel of the training images that the run uses, so after `trainLimit` and before a resize, and
/// the test set is mapped with the training set's. One scalar for the whole array is what the functions of
/// Paperspace's article take (<https://blog.paperspace.com/batch-normalization-in-convolutional-neural-networks/>,
/// "Data Preprocessing"), though these round to two decimals.
public enum PixelScaling: Sendable, CaseIterable {
  /// x / 255
  case zeroToOne
  /// x
  case zeroTo255
  /// (x − mean) / deviation, with the deviation's sum divided by N
  case zScore
  /// (x − min) / (max − min)
  case minMax
}

/// The shape of a grey image as a sample.
public enum SampleLayout: Sendable, CaseIterable {
  /// [1, height, width]
  case image
  /// [height × width]
  case flat
  /// [height, width]: rows as a sequence of steps
  case rows

  func shape(height: Int, width: Int) -> [Int] {
    switch self {
    case .image: [1, height, width]
    case .flat: [height * width]
    case .rows: [height, width]
    }
  }
}

/// How images of bytes become samples: the limits first, then the pixels' scale, then the resize.
public struct ImagePreparation: Equatable, Sendable {
  public var scaling: PixelScaling
  /// Bilinear, to this height and width in pixels.
  public var resize: Int?
  /// At most this many of the first training samples.
  public var trainLimit: Int?
  public var testLimit: Int?
  public var layout: SampleLayout

  public init(
    scaling: PixelScaling = .zeroToOne, resize: Int? = nil, trainLimit: Int? = nil, testLimit: Int? = nil,
    layout: SampleLayout = .image
  ) {
    self.scaling = scaling
    self.resize = resize
    self.trainLimit = trainLimit
    self.testLimit = testLimit
    self.layout = layout
  }

  /// Throws `badOption`.
  func check() throws(DatasetError) {
    if let resize, !(1...Self.largestSide).contains(resize) {
      throw .badOption("resize", "\(resize)", allowed: "1 to \(Self.largestSide) pixels")
    }
    if let trainLimit, trainLimit < 1 {
      throw .badOption("train_limit", "\(trainLimit)", allowed: "1 or more")
    }
    if let testLimit, testLimit < 1 {
      throw .badOption("test_limit", "\(testLimit)", allowed: "1 or more")
    }
  }

  private static let largestSide = 1024

  /// The outline of a set of that many images of that size.
  func outline(
    trainCount: Int, testCount: Int, height: Int, width: Int
  ) throws(DatasetError) -> DatasetOutline {
    try check()
    return DatasetOutline(
      featureShape: layout.shape(height: resize ?? height, width: resize ?? width),
      trainCount: min(trainCount, trainLimit ?? trainCount),
      testCount: min(testCount, testLimit ?? testCount))
  }
}
