import System

/// Digits drawn by the program, 28×28 bytes as MNIST's, so that everything can be tried without a network.
/// They are easier than handwriting, and figures reached on them say nothing about MNIST.
///
/// Sample n of a set depends on (`randomState`, set, n) alone, so a larger set begins with a smaller one, and
/// is the same on every machine. Every ten samples have each digit once, in an order of their own.
public struct Glyphs: Equatable, Sendable {
  public var trainSamples: Int
  public var testSamples: Int
  public var randomState: UInt32

  public init(trainSamples: Int = 6000, testSamples: Int = 1000, randomState: UInt32 = 1) {
    self.trainSamples = trainSamples
    self.testSamples = testSamples
    self.randomState = randomState
  }

  /// Throws `badOption`.
  public func outline(_ preparation: ImagePreparation) throws(DatasetError) -> DatasetOutline {
    for (name, count) in [("train_samples", trainSamples), ("test_samples", testSamples)] where count < 1 {
      throw .badOption(name, "\(count)", allowed: "1 or more")
    }
    return try preparation.outline(
      trainCount: trainSamples, testCount: testSamples, height: GlyphPen.side, width: GlyphPen.side)
  }

  /// Draws and prepares the samples. Throws `badOption`, `tooLarge` and `notEnoughMemory`.
  public func load(
    _ preparation: ImagePreparation, labels: LabelKind = .classes
  ) throws(DatasetError) -> Dataset {
    let outline = try outline(preparation)
    // Before hours of drawing for nothing.
    for count in [outline.trainCount, outline.testCount] {
      _ = try MemoryBudget.bytes(for: [count] + outline.featureShape, elementSize: 5, what: "glyphs")
    }
    let train = try draw(outline.trainCount, .train)
    let trainX = try preparation.trainSamples(train.images, name: DatasetPart.trainX.rawValue)
    let test = try draw(outline.testCount, .test)
    let testX = try preparation.testSamples(
      test.images, table: trainX.table, name: DatasetPart.testX.rawValue)
    return try Dataset(
      trainX: trainX.samples, trainY: Labels(classes: train.classes, as: labels),
      testX: testX, testY: Labels(classes: test.classes, as: labels))
  }

  enum Part: UInt64 {
    case train = 1
    case test = 2
  }

  struct Drawing: ~Copyable {
    let images: ByteImages
    let classes: [Int32]
  }

  func draw(_ count: Int, _ part: Part) throws(DatasetError) -> Drawing {
    let side = GlyphPen.side
    let images = try ByteImages(count: count, height: side, width: side, what: "glyphs")
    var classes: [Int32] = []
    classes.reserveCapacity(count)
    for index in 0..<count {
      let digit = digit(at: index, part)
      var pen = GlyphPen(random: random(.drawing, part, index))
      pen.draw(
        digit,
        into: UnsafeMutableBufferPointer(
          rebasing: images.pixels[(index * side * side)...].prefix(side * side)))
      classes.append(Int32(digit))
    }
    return Drawing(images: images, classes: classes)
  }

  /// Each run of ten samples is a permutation of the digits, by Fisher and Yates's shuffle.
  private func digit(at index: Int, _ part: Part) -> Int {
    var random = random(.order, part, index / 10)
    var digits = Array(0..<10)
    for last in stride(from: 9, to: 0, by: -1) { digits.swapAt(last, random.below(last + 1)) }
    return digits[index % 10]
  }

  private enum Purpose: UInt64 {
    case drawing = 1
    case order = 2
  }

  private func random(_ purpose: Purpose, _ part: Part, _ index: Int) -> SplitMix64 {
    SplitMix64(key: UInt64(randomState), purpose.rawValue, part.rawValue, UInt64(index))
  }
}
