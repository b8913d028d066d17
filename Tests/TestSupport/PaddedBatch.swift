import Engine

/// A batch whose padding (pad columns of rows, pad lanes of blocks) holds a number that the test chooses. A layer's
/// results must not depend on it.
public final class PaddedBatch {
  private static let lanes = 16
  private let buffer: BatchBuffer
  public let batch: Batch

  /// A batch whose real values are NaN, so that a test notices outputs that a layer does not write.
  public init(count: Int, shape: SampleShape, padding: Float) {
    buffer = BatchBuffer(shape: shape, samples: count)
    batch = buffer.batch(shape: shape, samples: count)
    let whole = Self.whole(buffer, shape: shape, count: count)
    let filling = Array(repeating: padding, count: whole.shape.count)
    for sample in 0..<whole.samples { whole.setSample(sample, to: filling) }
    for sample in 0..<count { batch.setSample(sample, to: Array(repeating: .nan, count: shape.count)) }
  }

  /// A batch of the given samples.
  public convenience init(_ samples: [[Float]], shape: SampleShape, padding: Float) {
    self.init(count: samples.count, shape: shape, padding: padding)
    for (index, sample) in samples.enumerated() { batch.setSample(index, to: sample) }
  }

  /// The buffer as a larger batch, in which the padding counts as real values.
  private static func whole(_ buffer: BatchBuffer, shape: SampleShape, count: Int) -> Batch {
    switch shape {
    case .features(let features):
      buffer.batch(shape: .features((features + lanes - 1) / lanes * lanes), samples: count)
    case .image: buffer.batch(shape: shape, samples: (count + lanes - 1) / lanes * lanes)
    case .sequence(let steps, let features):
      buffer.batch(
        shape: .sequence(steps: steps, features: (features + lanes - 1) / lanes * lanes), samples: count)
    }
  }

  public var samples: [[Float]] { (0..<batch.samples).map(batch.sample) }

  /// The values in the pad lanes of an image batch. Empty for batches of features and sequences.
  public var padLanes: [[Float]] {
    let whole = Self.whole(buffer, shape: batch.shape, count: batch.samples)
    return (batch.samples..<whole.samples).map(whole.sample)
  }
}
