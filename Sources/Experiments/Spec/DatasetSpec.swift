/// Where the samples come from. Paths are absolute once a spec is resolved.
public enum DatasetSpec: Equatable, Sendable {
  case circles(CirclesSpec)
  case mnist(MNISTSpec)
  /// Digits drawn by the program; the pixels' scale, size and layout as for `mnist`.
  case glyphs(GlyphsSpec)
  /// Four IDX files, plain or gzip.
  case idx(FileSetSpec)
  /// Four NumPy files.
  case npy(FileSetSpec)
  case csv(CSVSpec)
}

/// scikit-learn's `make_circles`; the first `trainSamples` are the training set, the others the test set.
public struct CirclesSpec: Equatable, Sendable {
  public var samples: Int = 1000
  /// The standard deviation of the Gaussian noise; nil: none is drawn.
  public var noise: Double? = 0.1
  public var factor: Double = 0.8
  public var randomState: UInt32 = 1
  /// Nil: half of the samples.
  public var trainSamples: Int?
}

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

/// What `mnist` and `glyphs` share.
public struct ImageOptions: Equatable, Sendable {
  public var pixels: PixelScale = .zeroToOne
  /// Bilinear resize to this height and width in pixels.
  public var resize: Int?
  public var trainLimit: Int?
  public var testLimit: Int?
  /// Nil: the first layer decides.
  public var layout: ImageLayout?
}

public struct MNISTSpec: Equatable, Sendable {
  public var images = ImageOptions()
}

public struct GlyphsSpec: Equatable, Sendable {
  public var images = ImageOptions()
  public var trainSamples: Int = 6000
  public var testSamples: Int = 1000
  public var randomState: UInt32 = 1
}

public struct FileSetSpec: Equatable, Sendable {
  public var trainX: String
  public var trainY: String
  public var testX: String
  public var testY: String
  /// Only `idx`, whose files hold images: pixel scale, resize, limits and layout as for `mnist`.
  public var images: ImageOptions?
}

/// Rows of numbers with the label in one column.
public struct CSVSpec: Equatable, Sendable {
  public var train: String
  public var test: String
  /// The label's column: a name of the header, or counted from 0 (negative: from the end).
  public var label: CSVColumn = .index(-1)
}

public enum CSVColumn: Equatable, Sendable {
  case name(String)
  case index(Int)
}
