/// Gives `ChannelKernels` a batch whose channels are in the layout that they need.
///
/// Features and images with the channels on the first axis, and sequences with the channels on the last, are used in
/// place. For any other axis, and for virtual batches that begin or end within a block of images, the values are
/// copied to that layout and back.
struct ChannelArrangement {
  private let shape: SampleShape
  /// The axis of the channels, counted from 1.
  let axis: Int
  /// The extents of a copy: an image whose channels are the places along the axis.
  private let copyExtents: (channels: Int, height: Int, width: Int)

  init(shape: SampleShape, axis: Int) {
    self.shape = shape
    self.axis = axis
    var others = shape.dimensions
    let channels = others.remove(at: axis - 1)
    copyExtents = (channels, others.count > 1 ? others[0] : 1, others.last ?? 1)
  }

  var channels: Int { copyExtents.channels }

  /// Number of values that each channel has in a batch of `samples` samples.
  func valuesPerChannel(samples: Int) -> Int { samples * copyExtents.height * copyExtents.width }

  private var copyShape: SampleShape {
    .image(channels: copyExtents.channels, height: copyExtents.height, width: copyExtents.width)
  }

  /// Some samples of the batches in one call of a layer, which are processed in place or as copies.
  struct Part {
    fileprivate let arrangement: ChannelArrangement
    let samples: Range<Int>
    /// Memory for two copies; nil if the samples are processed in place.
    fileprivate let memory: UnsafeMutablePointer<Float>?
  }

  /// - Parameter batch: one of the call's batches; the part can be used for all batches of the call.
  /// - Returns: the given samples as a part.
  func part(_ samples: Range<Int>, of batch: Batch, on executor: Executor) -> Part {
    guard !isInPlace(samples, of: batch) else {
      return Part(arrangement: self, samples: samples, memory: nil)
    }
    let count = 2 * copyShape.bufferCount(samples: samples.count)
    return Part(arrangement: self, samples: samples, memory: executor.workspace(count: count))
  }

  /// Whether the kernels can process these samples of a batch in place.
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
    // The steps are the channels and the features are the width; the height is 1.
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
  /// One of the two copies for which a part has memory.
  enum Copy {
    /// The layer's input, or the output that replaces it.
    case values
    /// The gradient with respect to the output, or the one with respect to the input that replaces it.
    case gradients
  }

  /// Memory for results of the part: the batch itself, or a copy that `write` copies back.
  func room(in batch: Batch, _ copy: Copy) -> Batch {
    guard let memory else { return samples.count == batch.samples ? batch : batch.slice(samples) }
    let shape = arrangement.copyShape
    let start =
      switch copy {
      case .values: memory
      case .gradients: memory + shape.bufferCount(samples: samples.count)
      }
    return Batch(pointer: start, samples: samples.count, shape: shape)
  }

  /// The part of a batch in the layout that the kernels need: the batch itself, or a copy.
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

  /// Copies results from `room` to the batch, and sets the lanes after the last sample to zero. Does nothing for
  /// results in place.
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
