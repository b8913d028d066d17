import Engine

/// Samples of random numbers with random labels.
final class RandomSamples {
  let count: Int
  let shape: SampleShape
  private let features: [Float]
  private let labels: [Int32]

  /// - Parameter classes: the labels are below.
  init(count: Int, shape: SampleShape, classes: Int) {
    self.count = count
    self.shape = shape
    let values = count * shape.count
    features = [Float](unsafeUninitializedCapacity: values) { buffer, initialized in
      var state: UInt64 = 1
      for index in 0..<values {
        // Knuth's linear congruential generator; nothing but the look of the numbers matters here.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        buffer.initializeElement(at: index, to: Float(state >> 40) * 0x1p-24)
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
