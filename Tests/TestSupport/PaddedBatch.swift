import Engine

/// A batch whose memory behind the real values (pad columns of rows, pad lanes of blocks) holds a number of the test's
/// choice: what a layer must not let leak.
public final class PaddedBatch {
  private static let lanes = 16
  private let buffer: BatchBuffer
  public let batch: Batch

  /// A batch of NaN, in which an output that is not written shows.
  public init(count: Int, shape: SampleShape, padding: Float) {
    buffer = BatchBuffer(shape: shape, samples: count)
    batch = buffer.batch(shape: shape, samples: count)
    let whole = Self.whole(buffer, shape: shape, count: count)
    let filling = Array(repeating: padding, count: whole.shape.count)
    for sample in 0..<whole.samples { whole.setSample(sample, to: filling) }
    for sample in 0..<count { batch.setSample(sample, to: Array(repeating: .nan, count: shape.count)) }
  }

  public convenience init(_ samples: [[Float]], shape: SampleShape, padding: Float) {
    self.init(count: samples.count, shape: shape, padding: padding)
    for (index, sample) in samples.enumerated() { batch.setSample(index, to: sample) }
  }

  /// The buffer seen as a batch that takes its padding for real values.
  private static func whole(_ buffer: BatchBuffer, shape: SampleShape, count: Int) -> Batch {
    switch shape {
    case .features(let features):
      buffer.batch(shape: .features((features + lanes - 1) / lanes * lanes), samples: count)
    case .image: buffer.batch(shape: shape, samples: (count + lanes - 1) / lanes * lanes)
    }
  }

  public var samples: [[Float]] { (0..<batch.samples).map(batch.sample) }

  /// The values of an image batch's pad lanes; of features none.
  public var padLanes: [[Float]] {
    let whole = Self.whole(buffer, shape: batch.shape, count: batch.samples)
    return (batch.samples..<whole.samples).map(whole.sample)
  }
}
