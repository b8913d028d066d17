import Schema

/// The numbers that pixels of 0...255 become.
///
/// Minimum, maximum, mean and deviation are one number each. They are taken over every pixel of the training
/// images that the run uses, so after `trainLimit` and before a resize. The test set is scaled with the numbers
/// of the training set. The functions of Paperspace's article also take one number for the whole array
/// (<https://blog.paperspace.com/batch-normalization-in-convolutional-neural-networks/>, "Data Preprocessing"),
/// but they round to two decimals.
public enum PixelScaling: String, CaseIterable, Sendable {
  /// x / 255
  case zeroToOne = "0-1"
  /// x
  case zeroTo255 = "0-255"
  /// (x − mean) / deviation, with the deviation's sum divided by N
  case zScore = "z_score"
  /// (x − min) / (max − min)
  case minMax = "min_max"
}

/// The shape of a grey image as a sample.
public enum SampleLayout: String, CaseIterable, Sendable {
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

/// How images of bytes become samples: first the limits apply, then the scale of the pixels, then the resize.
/// `mnist`, `glyphs` and `idx` have these options in common.
public struct ImagePreparation: Equatable, Sendable {
  public var scaling: PixelScaling
  /// Bilinear, to this height and width in pixels.
  public var resize: Int?
  /// At most this many of the first training samples.
  public var trainLimit: Int?
  public var testLimit: Int?
  /// Nil: the layout that the first layer takes. The functions below get it as `wanted`.
  public var layout: SampleLayout?

  public init(
    scaling: PixelScaling = .zeroToOne, resize: Int? = nil, trainLimit: Int? = nil, testLimit: Int? = nil,
    layout: SampleLayout? = nil
  ) {
    self.scaling = scaling
    self.resize = resize
    self.trainLimit = trainLimit
    self.testLimit = testLimit
    self.layout = layout
  }

  /// The keys in a spec file, for data sets whose configuration holds a preparation.
  static let keys: [TableKey<ImagePreparation>] = [
    .optional(
      "pixels", \.scaling, .word,
      "The pixels' scale; z_score and min_max take one mean, deviation, minimum and maximum over the whole training set."
    ),
    .optional(
      "resize", \.resize, .nullable(.integer(1...largestSide)),
      "Bilinear resize to so many pixels in height and width; null: as they are."),
    .optional(
      "train_limit", \.trainLimit, .nullable(.size), "Only so many training samples, from the first on."),
    .optional("test_limit", \.testLimit, .nullable(.size), "Only so many test samples, from the first on."),
    .optional(
      "layout", \.layout, .nullable(.word),
      "The samples' shape: image [1, height, width], flat [height x width] or rows [height, width]; null: the first layer decides."
    ),
  ]

  /// Throws `badOption` for an option that is out of range.
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

  /// The shape of the sample that an image of this size becomes.
  func sampleShape(height: Int, width: Int, wanted: SampleLayout) -> [Int] {
    (layout ?? wanted).shape(height: resize ?? height, width: resize ?? width)
  }

  /// The outline of data sets with these counts of images of this size. Throws `badOption`.
  func outline(
    trainCount: Int, testCount: Int, height: Int, width: Int, wanted: SampleLayout
  ) throws(DatasetError) -> DatasetOutline {
    try check()
    return DatasetOutline(
      featureShape: sampleShape(height: height, width: width, wanted: wanted),
      trainCount: min(trainCount, trainLimit ?? trainCount),
      testCount: min(testCount, testLimit ?? testCount))
  }
}
