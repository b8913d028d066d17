/// A batch of samples on its way through the network: a view of memory that a `BatchBuffer` owns.
///
/// Features stand in rows, padded to whole vectors, and so do sequences, a row for each step of each sample; images in
/// blocks of sixteen samples, the sample being the lane (CKernels.h describes both layouts).
public struct Batch {
  let pointer: UnsafeMutablePointer<Float>
  public let samples: Int
  public let shape: SampleShape
  /// Whether a first layer gains by leaving out zeros.
  var isMostlyZeros = false

  /// The rows of features and sequences.
  var rows: Int { samples * rowsPerSample }
  private var rowsPerSample: Int {
    switch shape {
    case .features, .image: 1
    case .sequence(let steps, _): steps
    }
  }
  /// The floats from one row to the next.
  var stride: Int { shape.rowStride }
  /// The floats of a row that kernels go over: whole vectors.
  var rowLength: Int { shape.rowLength }
  /// The blocks of sixteen samples of an image batch.
  var blocks: Int { (samples + FloatStorage.lanes - 1) / FloatStorage.lanes }
  /// The floats in use, padding included.
  var count: Int { shape.bufferCount(samples: samples) }

  /// The values of a sample in row-major order, whatever the layout.
  public func sample(_ index: Int) -> [Float] {
    let runs = runs(of: index)
    return (0..<shape.count).map { runs.first[$0 / runs.length * runs.stride + $0 % runs.length * runs.step] }
  }

  /// Sets the values of a sample, given in row-major order.
  public func setSample(_ index: Int, to values: some Collection<Float>) {
    precondition(values.count == shape.count)
    let runs = runs(of: index)
    var (next, left) = (runs.first, runs.length)
    for value in values {
      if left == 0 {
        next += runs.stride - runs.length * runs.step
        left = runs.length
      }
      next.pointee = value
      next += runs.step
      left -= 1
    }
  }

  /// A sample's values as runs of the same length.
  private struct Runs {
    let first: UnsafeMutablePointer<Float>
    let length: Int
    /// From one run to the next, and from one value of a run to the next.
    let stride: Int
    let step: Int
  }

  private func runs(of sample: Int) -> Runs {
    precondition(sample >= 0 && sample < samples)
    let first = pointer + start(of: sample)
    return switch shape {
    case .features(let features): Runs(first: first, length: features, stride: stride, step: 1)
    case .sequence(_, let features): Runs(first: first, length: features, stride: stride, step: 1)
    case .image: Runs(first: first, length: shape.count, stride: 0, step: FloatStorage.lanes)
    }
  }

  /// From one place of a sample to the next along each of its axes, in floats.
  var strides: (Int, Int, Int) {
    switch shape {
    case .features: (1, 0, 0)
    case .sequence: (stride, 1, 0)
    case .image(_, let height, let width):
      (height * width * FloatStorage.lanes, width * FloatStorage.lanes, FloatStorage.lanes)
    }
  }

  /// Where a sample's first value stands.
  func start(of sample: Int) -> Int {
    switch shape {
    case .features, .sequence: sample * rowsPerSample * stride
    case .image:
      sample / FloatStorage.lanes * shape.count * FloatStorage.lanes + sample % FloatStorage.lanes
    }
  }

  /// Sets the lanes behind the last sample of an image batch to zero, as gradients must have them.
  func clearPadLanes() {
    guard case .image = shape, samples % FloatStorage.lanes != 0 else { return }
    let used = samples % FloatStorage.lanes
    let block = pointer + (blocks - 1) * shape.count * FloatStorage.lanes
    for value in 0..<shape.count {
      (block + value * FloatStorage.lanes + used).update(repeating: 0, count: FloatStorage.lanes - used)
    }
  }

  /// Some of the samples.
  /// - Parameter range: must begin at a whole block of an image batch, and end at one or the last sample.
  func slice(_ range: Range<Int>) -> Batch {
    precondition(range.lowerBound >= 0 && range.upperBound <= samples)
    if case .image = shape {
      let isWhole = range.upperBound == samples || range.upperBound % FloatStorage.lanes == 0
      precondition(range.lowerBound % FloatStorage.lanes == 0 && isWhole, "a block cannot be cut in two")
    }
    return Batch(pointer: pointer + start(of: range.lowerBound), samples: range.count, shape: shape)
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
