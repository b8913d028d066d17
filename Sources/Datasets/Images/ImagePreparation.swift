import Schema

/// How pixels, which are bytes x of 0...255, become numbers.
///
/// Minimum, maximum, mean and deviation are one number each, over all pixels of the training images that the run uses:
/// after `trainLimit` and before a resize. The test set is scaled with the numbers of the training set. The functions
/// of Paperspace's article also take one number for the whole array
/// (<https://blog.paperspace.com/batch-normalization-in-convolutional-neural-networks/>, "Data Preprocessing"), but
/// they round to two decimals.
public enum PixelScaling: String, CaseIterable, Sendable {
  /// x / 255
  case zeroToOne = "0-1"
  /// x
  case zeroTo255 = "0-255"
  /// (x − mean) / deviation; the deviation is the square root of the squared differences' sum divided by N
  case zScore = "z_score"
  /// (x − min) / (max − min)
  case minMax = "min_max"
}

/// The shape that a grey image has as a sample.
public enum SampleLayout: String, CaseIterable, Sendable {
  /// [1, height, width]
  case image
  /// [height × width]
  case flat
  /// [height, width]: each row is a step of a sequence
  case rows

  /// The shape of one sample.
  func shape(height: Int, width: Int) -> [Int] {
    switch self {
    case .image: [1, height, width]
    case .flat: [height * width]
    case .rows: [height, width]
    }
  }
}

/// How images of bytes become samples: first the limits, then the scaling of the pixels, then the resize. The data sets
/// `mnist`, `glyphs` and `idx` share these options.
public struct ImagePreparation: Equatable, Sendable {
  public var scaling: PixelScaling
  /// The height and width, in pixels, to which images are resized (bilinear); nil: they keep their size.
  public var resize: Int?
  /// The maximum number of training samples, taken from the beginning; nil: all.
  public var trainLimit: Int?
  /// The maximum number of test samples, taken from the beginning; nil: all.
  public var testLimit: Int?
  /// The shape of a sample. Nil: the layout that the first layer takes, which the functions below get as `wanted`.
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
      "How pixels are scaled. z_score and min_max use one mean, deviation, minimum and maximum for the whole training set."
    ),
    .optional(
      "resize", \.resize, .nullable(.integer(1...largestSide)),
      "The height and width in pixels to which images are resized (bilinear); null: not resized."),
    .optional(
      "train_limit", \.trainLimit, .nullable(.size),
      "The maximum number of training samples, taken from the beginning; null: all."),
    .optional(
      "test_limit", \.testLimit, .nullable(.size),
      "The maximum number of test samples, taken from the beginning; null: all."),
    .optional(
      "layout", \.layout, .nullable(.word),
      "The shape of a sample: image [1, height, width], flat [height x width] or rows [height, width]; null: the one that the first layer takes."
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

  /// The maximum height and width after a resize, in pixels.
  private static let largestSide = 1024

  /// The shape of a sample made from an image of this size in pixels.
  func sampleShape(height: Int, width: Int, wanted: SampleLayout) -> [Int] {
    (layout ?? wanted).shape(height: resize ?? height, width: resize ?? width)
  }

  /// The outline of a data set with these numbers of images, all of this size in pixels. Throws `badOption`.
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
