import Schema

public enum PixelScale: String, CaseIterable, Sendable {
  case zeroToOne = "0-1"
  case zeroTo255 = "0-255"
  /// (x − mean) / deviation, both taken over every pixel of the training set.
  case zScore = "z_score"
  /// (x − min) / (max − min), both taken over every pixel of the training set.
  case minMax = "min_max"
}

/// The shape in which images reach the first layer.
public enum ImageLayout: String, CaseIterable, Sendable {
  /// [samples, 1, height, width]
  case image
  /// [samples, height × width]
  case flat
  /// [samples, height, width]: rows as a sequence of steps
  case rows
}

/// What `mnist`, `glyphs` and `idx` share.
public struct ImageOptions: Equatable, Sendable {
  public var pixels: PixelScale
  /// Bilinear resize to this height and width in pixels.
  public var resize: Int?
  public var trainLimit: Int?
  public var testLimit: Int?
  /// Nil: the first layer decides.
  public var layout: ImageLayout?

  public init(
    pixels: PixelScale = .zeroToOne, resize: Int? = nil, trainLimit: Int? = nil, testLimit: Int? = nil,
    layout: ImageLayout? = nil
  ) {
    self.pixels = pixels
    self.resize = resize
    self.trainLimit = trainLimit
    self.testLimit = testLimit
    self.layout = layout
  }
}

public struct MNISTSpec: Equatable, Sendable {
  public var images: ImageOptions

  public init(images: ImageOptions = ImageOptions()) {
    self.images = images
  }
}

public struct GlyphsSpec: Equatable, Sendable {
  public var images: ImageOptions
  public var trainSamples: Int
  public var testSamples: Int
  public var randomState: UInt32

  public init(
    images: ImageOptions = ImageOptions(), trainSamples: Int = 6000, testSamples: Int = 1000,
    randomState: UInt32 = 1
  ) {
    self.images = images
    self.trainSamples = trainSamples
    self.testSamples = testSamples
    self.randomState = randomState
  }
}

extension ImageOptions {
  static let keys: [TableKey<ImageOptions>] = [
    .optional(
      "pixels", \.pixels, .word,
      "The pixels' scale; z_score and min_max take one mean, deviation, minimum and maximum over the whole training set."
    ),
    .optional(
      "resize", \.resize, .nullable(.integer(1...1024)),
      "Bilinear resize to so many pixels in height and width; null: as they are."),
    .optional(
      "train_limit", \.trainLimit, .nullable(.size), "Only so many training samples, from the first on."),
    .optional("test_limit", \.testLimit, .nullable(.size), "Only so many test samples, from the first on."),
    .optional(
      "layout", \.layout, .nullable(.word),
      "The samples' shape: image [1, height, width], flat [height x width] or rows [height, width]; null: the first layer decides."
    ),
  ]
}

extension MNISTSpec {
  static let keys = KeyTable(
    "The handwritten digits of MNIST, 60,000 for training and 10,000 for testing, 28 by 28 pixels.",
    blank: MNISTSpec(), ImageOptions.keys.map { $0.inside(\.images) })
}

extension GlyphsSpec {
  static let keys = KeyTable(
    "Digits drawn by the program, 28 by 28 pixels, for use without MNIST's files.", blank: GlyphsSpec(),
    ImageOptions.keys.map { $0.inside(\.images) } + [
      .optional("train_samples", \.trainSamples, .size, "The number of training samples drawn."),
      .optional("test_samples", \.testSamples, .size, "The number of test samples drawn."),
      .optional("random_state", \.randomState, .integer(0...UInt32.max), "The drawing's seed."),
    ])
}
