import Engine

/// Random samples with random labels. The samples are random numbers or pictures of random strokes.
final class RandomSamples {
  let count: Int
  let shape: SampleShape
  private let features: [Float]
  private let labels: [Int32]

  /// - Parameters:
  ///   - count: the number of samples.
  ///   - shape: the shape of a sample.
  ///   - classes: the number of classes; labels are smaller than it.
  ///   - strokesOnPaper: whether the samples are square pictures in which most pixels are zero, like those of digits.
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

  /// Calls `body` with samples in the form that the engine takes.
  /// - Parameters:
  ///   - first: the index of the first sample.
  ///   - count: the number of samples; nil for all from `first` on.
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

/// Knuth's linear congruential generator. Its quality is sufficient, because the numbers are only used for timing.
private struct Generator {
  private var state: UInt64 = 1

  /// A number in 0..<1.
  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) * 0x1p-24
  }

  /// Draws three straight strokes, three pixels wide, in the middle of a square picture. They cover a fifth of its
  /// pixels, like the digits of MNIST.
  mutating func drawStrokes(on pixels: UnsafeMutableBufferPointer<Float>) {
    let side = Int(Float(pixels.count).squareRoot())
    /// The pixel at a share of the way from one margin to the other. A margin is a seventh of the side.
    func pixel(_ share: Float) -> Int { side / 7 + Int(share * Float(side - 2 * (side / 7))) }
    for _ in 0..<3 {
      let (fromX, fromY, toX, toY) = (next(), next(), next(), next())
      for step in 0...side {
        let share = Float(step) / Float(side)
        let x = pixel(fromX + (toX - fromX) * share)
        let y = pixel(fromY + (toY - fromY) * share)
        for row in max(y - 1, 0)...min(y + 1, side - 1) {
          for column in max(x - 1, 0)...min(x + 1, side - 1) { pixels[row * side + column] = next() }
        }
      }
    }
  }
}
