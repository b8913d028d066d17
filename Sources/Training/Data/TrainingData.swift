import Engine

/// The training and the test set as the network takes them; shared between runs.
public struct TrainingData: Sendable {
  public struct Samples: Sendable {
    /// [count, …] in row-major order.
    public let features: [Float]
    public let labels: [Int32]
    public let shape: SampleShape
    public var count: Int { labels.count }

    /// Calls `body` with the samples as the engine takes them.
    func withSamples<Result>(_ body: (NetworkRunner.Samples) throws -> Result) rethrows -> Result {
      try features.withUnsafeBufferPointer { features in
        try labels.withUnsafeBufferPointer { labels in
          guard let features = features.baseAddress, let labels = labels.baseAddress else {
            preconditionFailure("a data set has samples")
          }
          return try body(
            NetworkRunner.Samples(features: features, labels: labels, count: count, shape: shape))
        }
      }
    }
  }

  public let train: Samples
  public let test: Samples
}
