import Engine

/// Samples of random numbers, or pictures of random strokes, with random labels.
final class RandomSamples {
  let count: Int
  let shape: SampleShape
  private let features: [Float]
  private let labels: [Int32]

  /// - Parameters:
  ///   - classes: the labels are below.
  ///   - strokesOnPaper: whether the samples are square pictures, and most of their pixels zero like those of digits.
  init(count: Int, shape: SampleShape, classes: Int, strokesOnPaper: Bool = false) {
    self.count = count
    self.shape = shape
    let values = count * shape.count
    features = [Float](unsafeUninitializedCapacity: values) { buffer, initialized in
      var generator = Generator()
      if strokesOnPaper {
        buffer.initialize(repeating: 0)
        for sample in 0..<count {
          generator.drawStrokes(
            on: UnsafeMutableBufferPointer(
              rebasing: buffer[sample * shape.count..<(sample + 1) * shape.count]))
        }
      } else {
        for index in 0..<values { buffer.initializeElement(at: index, to: generator.next()) }
      }
      initialized = values
    }
    var stream = RandomStream(seed: 1, purpose: .order, index: 0)
    labels = (0..<count).map { _ in Int32(stream.integer(below: classes)) }
  }

  /// Calls `body` with the samples from `first` on as the engine takes them.
  func withSamples<Result>(
    from first: Int = 0, count: Int? = nil, _ body: (NetworkRunner.Samples) -> Result
  ) -> Result {
    features.withUnsafeBufferPointer { features in
      labels.withUnsafeBufferPointer { labels in
        guard let features = features.baseAddress, let labels = labels.baseAddress else {
          preconditionFailure("a data set has samples")
        }
        return body(
          NetworkRunner.Samples(
            features: features + first * shape.count, labels: labels + first,
            count: count ?? self.count - first, shape: shape))
      }
    }
  }
}

/// Knuth's linear congruential generator; nothing but the look of the numbers matters here.
private struct Generator {
  private var state: UInt64 = 1

  /// In 0..<1.
  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) * 0x1p-24
  }

  /// Three straight strokes, three pixels wide, in the middle of a square picture: a fifth of its pixels, as MNIST has.
  mutating func drawStrokes(on pixels: UnsafeMutableBufferPointer<Float>) {
    let side = Int(Float(pixels.count).squareRoot())
    func place(_ share: Float) -> Int { side / 7 + Int(share * Float(side - 2 * (side / 7))) }
    for _ in 0..<3 {
      let (fromX, fromY, toX, toY) = (next(), next(), next(), next())
      for step in 0...side {
        let share = Float(step) / Float(side)
        let x = place(fromX + (toX - fromX) * share)
        let y = place(fromY + (toY - fromY) * share)
        for row in max(y - 1, 0)...min(y + 1, side - 1) {
          for column in max(x - 1, 0)...min(x + 1, side - 1) { pixels[row * side + column] = next() }
        }
      }
    }
  }
}
