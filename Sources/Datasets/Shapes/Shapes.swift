import Schema
import System

/// Colour images of two classes drawn by the program, so that networks for colour images can be tried without a
/// download: an ellipse (label 0) or a rectangle (label 1) of random place, size, proportions, rotation and colour, on a
/// background of a darker random colour, with noise. A sample has the shape [3, size, size] and values in 0...1. Of a
/// few hundred images a network learns the two classes in some hundred steps, but it can also learn them by heart.
///
/// Sample n of a set depends only on (`randomState`, `size`, `noise`, set, n). So a larger set begins with the samples
/// of a smaller one, and a set is the same on every machine. Samples 2n and 2n + 1 are of different classes.
public struct Shapes: DatasetConfiguration {
  /// The height and width in pixels.
  public var size: Int
  public var trainSamples: Int
  public var testSamples: Int
  /// The standard deviation of the noise that is added to each value.
  public var noise: Double
  public var randomState: UInt32

  public init(
    size: Int = 64, trainSamples: Int = 200, testSamples: Int = 200, noise: Double = 0.1,
    randomState: UInt32 = 1
  ) {
    self.size = size
    self.trainSamples = trainSamples
    self.testSamples = testSamples
    self.noise = noise
    self.randomState = randomState
  }

  public static let keys = KeyTable(
    "Colour images drawn by the program, [3, size, size] with values 0 to 1, for use without files: ellipses (label 0) and rectangles (label 1).",
    blank: Shapes(),
    [
      .optional("size", \.size, .integer(sizes), "The height and width in pixels."),
      .optional("train_samples", \.trainSamples, .size, "The number of training samples that are drawn."),
      .optional("test_samples", \.testSamples, .size, "The number of test samples that are drawn."),
      .optional(
        "noise", \.noise, .number(.fraction),
        "The standard deviation of the noise that is added to each value; values are then cut off at 0 and 1."
      ),
      .optional("random_state", \.randomState, .integer(0...UInt32.max), "The seed of the drawing."),
    ])

  /// The sizes in pixels. In smaller images an ellipse cannot be told from a rectangle.
  private static let sizes = 16...1024

  /// The shape and the counts. Throws `badOption`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline { try outline() }

  private func outline() throws(DatasetError) -> DatasetOutline {
    guard Self.sizes.contains(size) else {
      throw .badOption(
        "size", "\(size)", allowed: "\(Self.sizes.lowerBound) to \(Self.sizes.upperBound) pixels")
    }
    guard noise >= 0, noise <= 1 else { throw .badOption("noise", "\(noise)", allowed: "0 to 1") }
    for (name, count) in [("train_samples", trainSamples), ("test_samples", testSamples)] where count < 1 {
      throw .badOption(name, "\(count)", allowed: "1 or more")
    }
    return DatasetOutline(
      featureShape: [3, size, size], trainCount: trainSamples, testCount: testSamples)
  }

  /// Draws the samples. Throws `badOption`, `tooLarge` and `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    try load(labels: context.labels)
  }

  private func load(labels: LabelKind) throws(DatasetError) -> Dataset {
    let outline = try outline()
    // Memory for both sets is checked first, because drawing may take long.
    for count in [outline.trainCount, outline.testCount] {
      _ = try MemoryBudget.bytes(for: [count] + outline.featureShape, elementSize: 4, what: "shapes")
    }
    let train = try draw(outline.trainCount, .train, .trainX)
    let test = try draw(outline.testCount, .test, .testX)
    return try Dataset(
      trainX: train.images, trainY: Labels(classes: train.classes, as: labels),
      testX: test.images, testY: Labels(classes: test.classes, as: labels))
  }

  /// The checksums of at most 8 samples of each set. They are cheap, and they change if the program draws shapes
  /// differently.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? {
    var few = self
    few.trainSamples = min(trainSamples, 8)
    few.testSamples = min(testSamples, 8)
    return try few.load(labels: .classes).checksums()
  }

  /// Draws the first `count` samples of a set. Throws `tooLarge` or `notEnoughMemory`.
  private func draw(
    _ count: Int, _ part: DrawnSample.Part, _ name: DatasetPart
  ) throws(DatasetError) -> (images: DataArray, classes: [Int32]) {
    let outlines = (0..<count).map { outline(at: $0, part) }
    let valueCount = 3 * size * size
    let images = try DataArray(shape: [count, 3, size, size], what: name.rawValue) { values in
      for (index, outline) in outlines.enumerated() {
        var brush = ShapeBrush(
          random: DrawnSample(part: part, index: index).random(.drawing, state: randomState))
        brush.draw(
          outline, side: size, noise: noise,
          into: UnsafeMutableBufferPointer(rebasing: values[(index * valueCount)...].prefix(valueCount)))
      }
    }
    return (images, outlines.map(\.rawValue))
  }

  /// The outline of a sample: of each two samples, the first one's is drawn at random and the second has the other.
  private func outline(at index: Int, _ part: DrawnSample.Part) -> PlacedShape.Outline {
    var random = DrawnSample(part: part, index: index / 2).random(.order, state: randomState)
    return random.below(2) == index % 2 ? .ellipse : .rectangle
  }
}
