import Schema
import System

/// Digits drawn by the program, 28×28 bytes like those of MNIST, so that everything can be tried without a download.
/// They are easier to recognise than handwriting, so results on them say nothing about MNIST.
///
/// Sample n of a set depends only on (`randomState`, set, n). So a larger set begins with the samples of a smaller one,
/// and a set is the same on every machine. Each block of ten samples has every digit once, in random order.
public struct Glyphs: DatasetConfiguration {
  public var images: ImagePreparation
  public var trainSamples: Int
  public var testSamples: Int
  public var randomState: UInt32

  public init(
    images: ImagePreparation = ImagePreparation(), trainSamples: Int = 6000, testSamples: Int = 1000,
    randomState: UInt32 = 1
  ) {
    self.images = images
    self.trainSamples = trainSamples
    self.testSamples = testSamples
    self.randomState = randomState
  }

  public static let keys = KeyTable(
    "Digits of 28 by 28 pixels drawn by the program, for use without MNIST's files.", blank: Glyphs(),
    ImagePreparation.keys.map { $0.inside(\.images) } + [
      .optional("train_samples", \.trainSamples, .size, "The number of training samples that are drawn."),
      .optional("test_samples", \.testSamples, .size, "The number of test samples that are drawn."),
      .optional("random_state", \.randomState, .integer(0...UInt32.max), "The seed of the drawing."),
    ])

  public var hasStrokesOnPaper: Bool { true }

  /// The shape and the counts. Throws `badOption`.
  public func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline {
    try outline(wanted: context.layout)
  }

  private func outline(wanted: SampleLayout) throws(DatasetError) -> DatasetOutline {
    for (name, count) in [("train_samples", trainSamples), ("test_samples", testSamples)] where count < 1 {
      throw .badOption(name, "\(count)", allowed: "1 or more")
    }
    return try images.outline(
      trainCount: trainSamples, testCount: testSamples, height: GlyphPen.side, width: GlyphPen.side,
      wanted: wanted)
  }

  /// Draws and prepares the samples. Throws `badOption`, `tooLarge` and `notEnoughMemory`.
  public func load(_ context: DatasetContext) throws(DatasetError) -> Dataset {
    try load(wanted: context.layout, labels: context.labels)
  }

  /// The checksums of at most 8 samples of each set. They are cheap, and they change if the program draws digits
  /// differently.
  public func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]? {
    let few = Glyphs(
      trainSamples: min(trainSamples, 8), testSamples: min(testSamples, 8), randomState: randomState)
    return try few.load(wanted: .image, labels: .classes).checksums()
  }

  private func load(wanted: SampleLayout, labels: LabelKind) throws(DatasetError) -> Dataset {
    let outline = try outline(wanted: wanted)
    // Memory is checked first, because drawing may take hours. 5 bytes: float32 and the drawn byte.
    for count in [outline.trainCount, outline.testCount] {
      _ = try MemoryBudget.bytes(for: [count] + outline.featureShape, elementSize: 5, what: "glyphs")
    }
    let train = try draw(outline.trainCount, .train)
    let trainX = try images.trainSamples(train.images, wanted: wanted, name: DatasetPart.trainX.rawValue)
    let test = try draw(outline.testCount, .test)
    let testX = try images.testSamples(
      test.images, table: trainX.table, wanted: wanted, name: DatasetPart.testX.rawValue)
    return try Dataset(
      trainX: trainX.samples, trainY: Labels(classes: train.classes, as: labels),
      testX: testX, testY: Labels(classes: test.classes, as: labels))
  }

  /// Drawn images with their digits.
  struct Drawing: ~Copyable {
    let images: ByteImages
    let classes: [Int32]
  }

  /// Draws the first `count` samples of a set. Throws `tooLarge` or `notEnoughMemory`.
  func draw(_ count: Int, _ part: DrawnSample.Part) throws(DatasetError) -> Drawing {
    let side = GlyphPen.side
    let images = try ByteImages(count: count, height: side, width: side, what: "glyphs")
    var classes: [Int32] = []
    classes.reserveCapacity(count)
    for index in 0..<count {
      let digit = digit(at: index, part)
      var pen = GlyphPen(random: DrawnSample(part: part, index: index).random(.drawing, state: randomState))
      pen.draw(
        digit,
        into: UnsafeMutableBufferPointer(
          rebasing: images.pixels[(index * side * side)...].prefix(side * side)))
      classes.append(Int32(digit))
    }
    return Drawing(images: images, classes: classes)
  }

  /// The digit of a sample. Each block of ten samples is a permutation of the digits (Fisher–Yates shuffle).
  private func digit(at index: Int, _ part: DrawnSample.Part) -> Int {
    var random = DrawnSample(part: part, index: index / 10).random(.order, state: randomState)
    var digits = Array(0..<10)
    for last in stride(from: 9, to: 0, by: -1) { digits.swapAt(last, random.below(last + 1)) }
    return digits[index % 10]
  }
}
