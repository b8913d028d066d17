/// A batch of samples on its way through the network: a view of memory that a `BatchBuffer` owns.
///
/// Features stand in rows, padded to whole vectors; images in blocks of sixteen samples, the sample being the lane
/// (CKernels.h describes both layouts).
public struct Batch {
  let pointer: UnsafeMutablePointer<Float>
  public let samples: Int
  public let shape: SampleShape

  /// The floats from one row to the next.
  var stride: Int { shape.count.roundedUp(toMultipleOf: FloatStorage.lanes) }
  /// The blocks of sixteen samples of an image batch.
  var blocks: Int { (samples + FloatStorage.lanes - 1) / FloatStorage.lanes }
  /// The floats in use, padding included.
  var count: Int { shape.bufferCount(samples: samples) }

  /// The values of a sample in row-major order, whatever the layout.
  public func sample(_ index: Int) -> [Float] {
    let (first, step) = place(of: index)
    return (0..<shape.count).map { first[$0 * step] }
  }

  /// Sets the values of a sample, given in row-major order.
  public func setSample(_ index: Int, to values: some Collection<Float>) {
    precondition(values.count == shape.count)
    let (first, step) = place(of: index)
    var next = first
    for value in values {
      next.pointee = value
      next += step
    }
  }

  /// Where a sample's first value stands, and how far it is from one value to the next.
  private func place(of sample: Int) -> (first: UnsafeMutablePointer<Float>, step: Int) {
    precondition(sample >= 0 && sample < samples)
    return switch shape {
    case .features: (pointer + sample * stride, 1)
    case .image:
      (
        pointer
          + (sample / FloatStorage.lanes * shape.count * FloatStorage.lanes + sample % FloatStorage.lanes),
        FloatStorage.lanes
      )
    }
  }
}

/// Owns the memory of a batch; reused from step to step.
public final class BatchBuffer {
  private let storage: FloatStorage

  public init(shape: SampleShape, samples: Int) {
    storage = FloatStorage(count: shape.bufferCount(samples: samples))
  }

  init(count: Int) {
    storage = FloatStorage(count: count)
  }

  var base: UnsafeMutablePointer<Float> { storage.base }

  /// The first samples of the buffer seen as a batch of this shape; the buffer must be large enough.
  public func batch(shape: SampleShape, samples: Int) -> Batch {
    precondition(shape.bufferCount(samples: samples) <= storage.capacity, "a batch outgrows its buffer")
    return Batch(pointer: storage.base, samples: samples, shape: shape)
  }
}
