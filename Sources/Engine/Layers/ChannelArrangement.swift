/// Brings the channels of a batch to where `ChannelKernels` look for them.
///
/// Features and images with their channels first, and sequences with their channels last, stay where they are. For any
/// other axis, and for virtual batches that begin or end within a block of images, values are copied there and back.
struct ChannelArrangement {
  private let shape: SampleShape
  /// The axis of the channels, from 1.
  private let axis: Int
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

  /// The floats that a copy of so many samples takes.
  func copyCount(samples: Int) -> Int { copyShape.bufferCount(samples: samples) }

  /// Whether the kernels can work on these samples of a batch where they are.
  func isInPlace(_ samples: Range<Int>, of batch: Batch) -> Bool {
    guard axis == shape.channelAxis else { return false }
    switch shape {
    case .features, .sequence: return true
    case .image:
      let lanes = FloatStorage.lanes
      return samples.lowerBound % lanes == 0
        && (samples.upperBound % lanes == 0 || samples.upperBound == batch.samples)
    }
  }

  /// Room for what is computed for samples of a batch: in place, or in `memory`, from where `write` brings it back.
  func room(for samples: Range<Int>, of batch: Batch, in memory: UnsafeMutablePointer<Float>) -> Batch {
    isInPlace(samples, of: batch)
      ? batch.slice(samples) : Batch(pointer: memory, samples: samples.count, shape: copyShape)
  }

  /// Samples of a batch as the kernels want them: in place, or copied to `memory`.
  func read(_ samples: Range<Int>, of batch: Batch, copyingTo memory: UnsafeMutablePointer<Float>) -> Batch {
    let copy = room(for: samples, of: batch, in: memory)
    guard !isInPlace(samples, of: batch) else { return copy }
    for sample in samples {
      copyValues(
        from: batch.pointer + batch.start(of: sample), strides(of: batch),
        to: copy.pointer + copy.start(of: sample - samples.lowerBound), copy.strides)
    }
    return copy
  }

  /// Brings what was computed in `room` to its samples of the batch, and zeros to the lanes behind the last sample.
  func write(_ copy: Batch, to samples: Range<Int>, of batch: Batch) {
    guard !isInPlace(samples, of: batch) else { return }
    for sample in samples {
      copyValues(
        from: copy.pointer + copy.start(of: sample - samples.lowerBound), copy.strides,
        to: batch.pointer + batch.start(of: sample), strides(of: batch))
    }
    if samples.upperBound == batch.samples { batch.clearPadLanes() }
  }

  /// The strides of a batch in the order of the copy's axes.
  private func strides(of batch: Batch) -> (Int, Int, Int) {
    let (first, second, third) = batch.strides
    return switch (shape, axis) {
    case (.image, 2): (second, first, third)
    case (.image, 3): (third, first, second)
    // The steps are the channels, and the features the width; the height is 1.
    case (.sequence, 1): (first, 0, second)
    case (.image, _), (.sequence, _), (.features, _): (first, second, third)
    }
  }

  private func copyValues(
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
