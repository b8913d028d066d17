/// A batch of samples on its way through the network: a view of memory that something else owns, usually a
/// `BatchBuffer`.
///
/// Features are stored in rows, one for each sample, padded to whole vectors. Sequences are stored in rows too, one
/// for each step of each sample. Images are stored in blocks of sixteen samples, with one sample per lane. CKernels.h
/// describes both layouts.
public struct Batch {
  let pointer: UnsafeMutablePointer<Float>
  public let samples: Int
  public let shape: SampleShape
  /// Whether most values are zeros, so that a first layer gains by leaving them out.
  var isMostlyZeros = false

  /// Number of rows of features or sequences.
  var rows: Int { samples * rowsPerSample }
  private var rowsPerSample: Int {
    switch shape {
    case .features, .image: 1
    case .sequence(let steps, _): steps
    }
  }
  /// The floats from one row to the next.
  var stride: Int { shape.rowStride }
  /// The floats of a row that kernels process: whole vectors.
  var rowLength: Int { shape.rowLength }
  /// Number of blocks of sixteen samples in an image batch.
  var blocks: Int { (samples + FloatStorage.lanes - 1) / FloatStorage.lanes }
  /// The floats in use, including padding.
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

  /// The memory of a sample's values: runs of the same length, in row-major order.
  private struct Runs {
    let first: UnsafeMutablePointer<Float>
    let length: Int
    /// The floats from one run to the next.
    let stride: Int
    /// The floats from one value of a run to the next.
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

  /// The distance between neighbouring values of a sample along each of its axes, in floats; 0 for axes that it lacks.
  var strides: (Int, Int, Int) {
    switch shape {
    case .features: (1, 0, 0)
    case .sequence: (stride, 1, 0)
    case .image(_, let height, let width):
      (height * width * FloatStorage.lanes, width * FloatStorage.lanes, FloatStorage.lanes)
    }
  }

  /// The place of a sample's first value, in floats from `pointer`.
  func start(of sample: Int) -> Int {
    switch shape {
    case .features, .sequence: sample * rowsPerSample * stride
    case .image:
      sample / FloatStorage.lanes * shape.count * FloatStorage.lanes + sample % FloatStorage.lanes
    }
  }

  /// Sets the lanes after the last sample of an image batch to zero, which is required of gradients.
  func clearPadLanes() {
    guard case .image = shape, samples % FloatStorage.lanes != 0 else { return }
    let used = samples % FloatStorage.lanes
    let block = pointer + (blocks - 1) * shape.count * FloatStorage.lanes
    for value in 0..<shape.count {
      (block + value * FloatStorage.lanes + used).update(repeating: 0, count: FloatStorage.lanes - used)
    }
  }

  /// A view of some of the samples.
  /// - Parameter range: for images it must begin at the start of a block, and end at the end of a block or of the
  ///   batch.
  func slice(_ range: Range<Int>) -> Batch {
    precondition(range.lowerBound >= 0 && range.upperBound <= samples)
    if case .image = shape {
      let isWhole = range.upperBound == samples || range.upperBound % FloatStorage.lanes == 0
      precondition(range.lowerBound % FloatStorage.lanes == 0 && isWhole, "a block cannot be cut in two")
    }
    return Batch(pointer: pointer + start(of: range.lowerBound), samples: range.count, shape: shape)
  }
}

/// Owns the memory of a batch, which is reused from step to step.
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
    precondition(
      shape.bufferCount(samples: samples) <= storage.capacity, "the batch is larger than its buffer")
    return Batch(pointer: storage.base, samples: samples, shape: shape)
  }
}
