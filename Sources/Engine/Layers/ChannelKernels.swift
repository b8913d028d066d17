/// Sums and affine maps per channel, for either layout of a batch. Rows, of features or of the steps of sequences,
/// have one channel in each column; blocks of images have one channel in each plane.
///
/// Threads share the channels. The order in which a channel's values are summed depends on the shape alone.
struct ChannelKernels {
  let executor: Executor

  /// The mean and the biased variance of each channel.
  func moments(_ x: Batch, mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>) {
    let layout = Layout(of: x)
    executor.parallel(
      layout.count, step: layout.step, cost: 2 * x.count, with: (layout, x: x.pointer, mean, variance)
    ) { work, channels, worker in
      let (layout, x, mean, variance) = work
      let (samples, stride, first) = (layout.samples, layout.stride, channels.lowerBound)
      let start = layout.offset(of: first)
      if let pixels = layout.pixels {
        worker.kernels.pointee.channel_moments(
          samples, channels.count, pixels, x + start, stride, mean + first, variance + first)
      } else {
        worker.kernels.pointee.column_moments(
          samples, channels.count, x + start, stride, mean + first, variance + first)
      }
    }
  }

  /// y = (x − mean)·scale + shift
  func normalize(
    _ x: Batch, mean: UnsafePointer<Float>, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    into y: Batch
  ) {
    let layout = Layout(of: x)
    executor.parallel(
      layout.count, step: layout.step, cost: 2 * x.count,
      with: (layout, x: x.pointer, mean, scale, shift, y: y.pointer)
    ) { work, channels, worker in
      let (layout, x, mean, scale, shift, y) = work
      let (samples, stride, first) = (layout.samples, layout.stride, channels.lowerBound)
      let start = layout.offset(of: first)
      if let pixels = layout.pixels {
        worker.kernels.pointee.channel_normalize(
          samples, channels.count, pixels, x + start, stride, mean + first, scale + first, shift + first,
          y + start)
      } else {
        worker.kernels.pointee.column_normalize(
          samples, channels.count, x + start, stride, mean + first, scale + first, shift + first, y + start)
      }
    }
  }

  /// Σ dy and Σ dy·(x − mean) of each channel.
  func gradientSums(
    x: Batch, dy: Batch, mean: UnsafePointer<Float>, sum: UnsafeMutablePointer<Float>,
    productSum: UnsafeMutablePointer<Float>
  ) {
    let layout = Layout(of: x)
    executor.parallel(
      layout.count, step: layout.step, cost: 2 * x.count,
      with: (layout, x: x.pointer, dy: dy.pointer, mean, sum, productSum)
    ) { work, channels, worker in
      let (layout, x, dy, mean, sum, productSum) = work
      let (samples, stride, first) = (layout.samples, layout.stride, channels.lowerBound)
      let start = layout.offset(of: first)
      if let pixels = layout.pixels {
        worker.kernels.pointee.channel_gradient_sums(
          samples, channels.count, pixels, x + start, dy + start, stride, mean + first, sum + first,
          productSum + first)
      } else {
        worker.kernels.pointee.column_gradient_sums(
          samples, channels.count, x + start, dy + start, stride, mean + first, sum + first,
          productSum + first)
      }
    }
  }

  /// dx = scale·(dy − offset − (x − mean)·slope)
  func inputGradient(
    x: Batch, dy: Batch, mean: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    offset: UnsafePointer<Float>, slope: UnsafePointer<Float>, into dx: Batch
  ) {
    let layout = Layout(of: x)
    executor.parallel(
      layout.count, step: layout.step, cost: 2 * x.count,
      with: (layout, x: x.pointer, dy: dy.pointer, mean, scale, offset, slope, dx: dx.pointer)
    ) { work, channels, worker in
      let (layout, x, dy, mean, scale, offset, slope, dx) = work
      let (samples, stride, first) = (layout.samples, layout.stride, channels.lowerBound)
      let start = layout.offset(of: first)
      if let pixels = layout.pixels {
        worker.kernels.pointee.channel_input_gradient(
          samples, channels.count, pixels, x + start, dy + start, stride, mean + first, scale + first,
          offset + first, slope + first, dx + start)
      } else {
        worker.kernels.pointee.column_input_gradient(
          samples, channels.count, x + start, dy + start, stride, mean + first, scale + first,
          offset + first, slope + first, dx + start)
      }
    }
  }

  /// The place of the channels in a batch's memory.
  private struct Layout {
    /// Number of samples for images, otherwise number of rows.
    let samples: Int
    /// Number of channels that kernels process. For rows it includes the padding, since slices are whole vectors.
    let count: Int
    /// The number of channels in a slice is a multiple of this.
    let step: Int
    /// The floats from one row or block to the next.
    let stride: Int
    /// Number of pixels in an image's channel; nil for rows.
    let pixels: Int?

    init(of batch: Batch) {
      samples = batch.rows
      switch batch.shape {
      case .features, .sequence:
        (count, step, stride, pixels) = (batch.rowLength, FloatStorage.lanes, batch.stride, nil)
      case .image(let channels, let height, let width):
        (count, step, pixels) = (channels, 1, height * width)
        stride = batch.shape.count * FloatStorage.lanes
      }
    }

    /// The place of a channel's first value, in floats.
    func offset(of channel: Int) -> Int {
      if let pixels { channel * pixels * FloatStorage.lanes } else { channel }
    }
  }
}
