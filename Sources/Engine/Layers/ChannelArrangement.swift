/// Brings the channels of a batch to where `ChannelKernels` look for them.
///
/// Features and images with their channels first, and sequences with their channels last, stay where they are. For any
/// other axis, and for virtual batches that begin or end within a block of images, values are copied there and back.
struct ChannelArrangement {
  private let shape: SampleShape
  /// The axis of the channels, from 1.
  let axis: Int
  /// Of a copy: an image whose channels are those of the axis.
  private let copyExtents: (channels: Int, height: Int, width: Int)

  init(shape: SampleShape, axis: Int) {
    self.shape = shape
    self.axis = axis
    var others = shape.dimensions
    let channels = others.remove(at: axis - 1)
    copyExtents = (channels, others.count > 1 ? others[0] : 1, others.last ?? 1)
  }

  var channels: Int { copyExtents.channels }

  func valuesPerChannel(samples: Int) -> Int { samples * copyExtents.height * copyExtents.width }

  private var copyShape: SampleShape {
    .image(channels: copyExtents.channels, height: copyExtents.height, width: copyExtents.width)
  }

  /// Some samples of the batches of one call of a layer, to be worked on where they are or as copies.
  struct Part {
    fileprivate let arrangement: ChannelArrangement
    let samples: Range<Int>
    /// Room for two copies; nil where none is needed.
    fileprivate let memory: UnsafeMutablePointer<Float>?
  }

  /// - Parameter batch: of the layer's shape; the part serves any other of as many samples, too.
  func part(_ samples: Range<Int>, of batch: Batch, on executor: Executor) -> Part {
    guard !isInPlace(samples, of: batch) else {
      return Part(arrangement: self, samples: samples, memory: nil)
    }
    let count = 2 * copyShape.bufferCount(samples: samples.count)
    return Part(arrangement: self, samples: samples, memory: executor.workspace(count: count))
  }

  /// Whether the kernels can work on these samples of a batch where they are.
  private func isInPlace(_ samples: Range<Int>, of batch: Batch) -> Bool {
    guard axis == shape.channelAxis else { return false }
    if samples.count == batch.samples { return true }
    switch shape {
    case .features, .sequence: return true
    case .image:
      let lanes = FloatStorage.lanes
      return samples.lowerBound % lanes == 0
        && (samples.upperBound % lanes == 0 || samples.upperBound == batch.samples)
    }
  }

  /// The strides of a batch in the order of the copy's axes.
  fileprivate func strides(of batch: Batch) -> (Int, Int, Int) {
    let (first, second, third) = batch.strides
    return switch (shape, axis) {
    case (.image, 2): (second, first, third)
    case (.image, 3): (third, first, second)
    // The steps are the channels, and the features the width; the height is 1.
    case (.sequence, 1): (first, 0, second)
    case (.image, _), (.sequence, _), (.features, _): (first, second, third)
    }
  }

  fileprivate func copyValues(
    from source: UnsafePointer<Float>, _ from: (Int, Int, Int), to target: UnsafeMutablePointer<Float>,
    _ to: (Int, Int, Int)
  ) {
    for i in 0..<copyExtents.channels {
      for j in 0..<copyExtents.height {
        for k in 0..<copyExtents.width {
          target[i * to.0 + j * to.1 + k * to.2] = source[i * from.0 + j * from.1 + k * from.2]
        }
      }
    }
  }
}

extension ChannelArrangement.Part {
  /// Which of the two copies.
  enum Copy {
    case first, second
  }

  /// Room for what is computed for the part of a batch: in place, or in a copy that `write` brings back.
  func room(in batch: Batch, _ copy: Copy) -> Batch {
    guard let memory else { return samples.count == batch.samples ? batch : batch.slice(samples) }
    let shape = arrangement.copyShape
    let start =
      switch copy {
      case .first: memory
      case .second: memory + shape.bufferCount(samples: samples.count)
      }
    return Batch(pointer: start, samples: samples.count, shape: shape)
  }

  /// The part of a batch as the kernels want it: in place, or copied.
  func read(_ batch: Batch, _ copy: Copy) -> Batch {
    let copied = room(in: batch, copy)
    guard memory != nil else { return copied }
    for sample in samples {
      arrangement.copyValues(
        from: batch.pointer + batch.start(of: sample), arrangement.strides(of: batch),
        to: copied.pointer + copied.start(of: sample - samples.lowerBound), copied.strides)
    }
    return copied
  }

  /// Brings what was computed in `room` to the batch, and zeros to the lanes behind its last sample.
  func write(_ copied: Batch, to batch: Batch) {
    guard memory != nil else { return }
    for sample in samples {
      arrangement.copyValues(
        from: copied.pointer + copied.start(of: sample - samples.lowerBound), copied.strides,
        to: batch.pointer + batch.start(of: sample), arrangement.strides(of: batch))
    }
    if samples.upperBound == batch.samples { batch.clearPadLanes() }
  }
}
