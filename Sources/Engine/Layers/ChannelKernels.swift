import CKernels

/// Sums and affine maps per channel, over whichever layout a batch has: rows have a channel in each column, blocks of
/// images one in each plane.
///
/// Channels are split between threads; each channel's sums keep the order that the data's shape fixes.
struct ChannelKernels {
  let shape: SampleShape
  let executor: Executor

  var channels: Int {
    switch shape {
    case .features(let features): features
    case .image(let channels, _, _): channels
    }
  }

  /// The number of values of a channel in so many samples.
  func valuesPerChannel(samples: Int) -> Int {
    switch shape {
    case .features: samples
    case .image(_, let height, let width): samples * height * width
    }
  }

  /// The mean and the biased variance of each channel.
  func moments(_ x: Batch, mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>) {
    forEachSlice(of: x) { slice in
      let (kernels, start, first) = (slice.kernels, slice.offset, slice.channels.lowerBound)
      if let pixels = slice.pixels {
        kernels.pointee.channel_moments(
          x.samples, slice.channels.count, pixels, x.pointer + start, slice.stride, mean + first,
          variance + first)
      } else {
        kernels.pointee.column_moments(
          x.samples, slice.channels.count, x.pointer + start, slice.stride, mean + first, variance + first)
      }
    }
  }

  /// y = (x − mean)·scale + shift
  func normalize(
    _ x: Batch, mean: UnsafePointer<Float>, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    into y: Batch
  ) {
    forEachSlice(of: x) { slice in
      let (kernels, start, first) = (slice.kernels, slice.offset, slice.channels.lowerBound)
      if let pixels = slice.pixels {
        kernels.pointee.channel_normalize(
          x.samples, slice.channels.count, pixels, x.pointer + start, slice.stride, mean + first,
          scale + first,
          shift + first, y.pointer + start)
      } else {
        kernels.pointee.column_normalize(
          x.samples, slice.channels.count, x.pointer + start, slice.stride, mean + first, scale + first,
          shift + first, y.pointer + start)
      }
    }
  }

  /// Σ dy and Σ dy·(x − mean) of each channel.
  func gradientSums(
    x: Batch, dy: Batch, mean: UnsafePointer<Float>, sum: UnsafeMutablePointer<Float>,
    productSum: UnsafeMutablePointer<Float>
  ) {
    forEachSlice(of: x) { slice in
      let (kernels, start, first) = (slice.kernels, slice.offset, slice.channels.lowerBound)
      if let pixels = slice.pixels {
        kernels.pointee.channel_gradient_sums(
          x.samples, slice.channels.count, pixels, x.pointer + start, dy.pointer + start, slice.stride,
          mean + first, sum + first, productSum + first)
      } else {
        kernels.pointee.column_gradient_sums(
          x.samples, slice.channels.count, x.pointer + start, dy.pointer + start, slice.stride, mean + first,
          sum + first, productSum + first)
      }
    }
  }

  /// dx = scale·(dy − offset − (x − mean)·slope)
  func inputGradient(
    x: Batch, dy: Batch, mean: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    offset: UnsafePointer<Float>, slope: UnsafePointer<Float>, into dx: Batch
  ) {
    forEachSlice(of: x) { slice in
      let (kernels, start, first) = (slice.kernels, slice.offset, slice.channels.lowerBound)
      if let pixels = slice.pixels {
        kernels.pointee.channel_input_gradient(
          x.samples, slice.channels.count, pixels, x.pointer + start, dy.pointer + start, slice.stride,
          mean + first, scale + first, offset + first, slope + first, dx.pointer + start)
      } else {
        kernels.pointee.column_input_gradient(
          x.samples, slice.channels.count, x.pointer + start, dy.pointer + start, slice.stride, mean + first,
          scale + first, offset + first, slope + first, dx.pointer + start)
      }
    }
  }

  private struct Slice {
    let kernels: UnsafePointer<bnk_kernels>
    let channels: Range<Int>
    /// Where the first channel starts, in floats.
    let offset: Int
    /// From one row or block to the next, in floats.
    let stride: Int
    /// Of an image's channel; nil for features.
    let pixels: Int?
  }

  private func forEachSlice(of batch: Batch, _ body: (Slice) -> Void) {
    let kernels = executor.kernels.table
    switch shape {
    case .features:
      executor.parallel(batch.stride, step: FloatStorage.lanes, cost: 2 * batch.count) { columns, _ in
        body(
          Slice(
            kernels: kernels, channels: columns, offset: columns.lowerBound, stride: batch.stride, pixels: nil
          ))
      }
    case .image(let channels, let height, let width):
      let pixels = height * width
      executor.parallel(channels, cost: 2 * batch.count) { planes, _ in
        body(
          Slice(
            kernels: kernels, channels: planes, offset: planes.lowerBound * pixels * FloatStorage.lanes,
            stride: channels * pixels * FloatStorage.lanes, pixels: pixels))
      }
    }
  }
}
