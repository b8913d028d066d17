import CKernels
import Testing

@Suite struct ChannelsTests {
  /// The tensors of a batch, on which all five kernels can be run. The pad lanes of x hold large numbers, which must
  /// not be counted.
  private final class Batch {
    let samples: Int, channels: Int, pixels: Int, blocks: Int, stride: Int
    let x: Floats, dy: Floats, scale: Floats, shift: Floats, slope: Floats
    let sums: Floats, mean: Floats, variance: Floats, sumDy: Floats, sumDyX: Floats, y: Floats, dx: Floats

    init(samples: Int, channels: Int, pixels: Int, random: inout Random) {
      (self.samples, self.channels, self.pixels) = (samples, channels, pixels)
      (blocks, stride) = ((samples + 15) / 16, channels * pixels * 16)
      let size = blocks * stride
      let (blockSize, values) = (stride, random.floats(size))
      x = Floats(size) { $0 / blockSize * 16 + $0 % 16 < samples ? values[$0] : 1e6 }
      let slopes = random.floats(size)
      dy = Floats(size) { $0 / blockSize * 16 + $0 % 16 < samples ? slopes[$0] : 0 }
      scale = Floats(channels, from: &random)
      shift = Floats(channels, from: &random)
      slope = Floats(channels, from: &random)
      (sums, mean, variance) = (Floats(channels, .nan), Floats(channels, .nan), Floats(channels, .nan))
      (sumDy, sumDyX) = (Floats(channels, .nan), Floats(channels, .nan))
      (y, dx) = (Floats(size, .nan), Floats(size, .nan))
    }

    /// Runs all five kernels on a slice of the channels, or on all of them.
    func run(_ level: Level, _ slice: Range<Int>? = nil) {
      let (c, count) = (slice?.lowerBound ?? 0, slice?.count ?? channels)
      let start = c * pixels * 16
      let k = level.kernels
      k.channel_sums(samples, count, pixels, x.start + start, stride, sums.start + c)
      k.channel_moments(samples, count, pixels, x.start + start, stride, mean.start + c, variance.start + c)
      k.channel_normalize(
        samples, count, pixels, x.start + start, stride, mean.start + c, scale.start + c, shift.start + c,
        y.start + start)
      k.channel_gradient_sums(
        samples, count, pixels, x.start + start, dy.start + start, stride, mean.start + c, sumDy.start + c,
        sumDyX.start + c)
      k.channel_input_gradient(
        samples, count, pixels, x.start + start, dy.start + start, stride, mean.start + c, scale.start + c,
        shift.start + c, slope.start + c, dx.start + start)
    }

    /// The indices of a channel's elements, without those of the pad lanes.
    func positions(_ channel: Int) -> [Int] {
      (0..<samples * pixels).map { i in
        let (sample, pixel) = (i / pixels, i % pixels)
        return sample / 16 * stride + (channel * pixels + pixel) * 16 + sample % 16
      }
    }

    var results: [Float] { [sums, mean, variance, sumDy, sumDyX, y, dx].flatMap(\.values) }
  }

  private static let shapes = [(1, 1, 1), (16, 2, 9), (17, 3, 4), (33, 1, 25), (15, 5, 6), (48, 2, 7)]

  @Test func resultsMatchDoublePrecision() {
    var random = Random(51)
    for (samples, channels, pixels) in Self.shapes {
      let batch = Batch(samples: samples, channels: channels, pixels: pixels, random: &random)
      for level in allLevels() {
        batch.run(level)
        let count = Double(samples * pixels)
        let chain = Double(pixels / 4 + batch.blocks + 10) * 2 * rounding
        for channel in 0..<channels {
          let positions = batch.positions(channel)
          let mean = positions.reduce(0) { $0 + Double(batch.x[$1]) } / count
          let gotMean = Double(batch.mean[channel])
          let squares = positions.reduce(0) {
            $0 + (Double(batch.x[$1]) - mean) * (Double(batch.x[$1]) - mean)
          }
          #expect(abs(Double(batch.sums[channel]) - mean * count) <= chain * count)
          #expect(abs(gotMean - mean) <= chain)
          #expect(abs(Double(batch.variance[channel]) - squares / count) <= chain)
          let sumDy = positions.reduce(0) { $0 + Double(batch.dy[$1]) }
          let products = positions.reduce(0) { $0 + Double(batch.dy[$1]) * (Double(batch.x[$1]) - gotMean) }
          #expect(abs(Double(batch.sumDy[channel]) - sumDy) <= chain * count)
          #expect(abs(Double(batch.sumDyX[channel]) - products) <= 2 * chain * count)
          let (scale, shift, slope) = (
            Double(batch.scale[channel]), Double(batch.shift[channel]), Double(batch.slope[channel])
          )
          for position in positions {
            let deviation = Double(batch.x[position]) - gotMean
            #expect(abs(Double(batch.y[position]) - deviation * scale - shift) <= 8 * rounding)
            let dx = scale * (Double(batch.dy[position]) - shift - deviation * slope)
            #expect(abs(Double(batch.dx[position]) - dx) <= 20 * rounding)
          }
        }
        // Pad lanes: finite in activations, zero in gradients.
        #expect(batch.y.values.allSatisfy { $0.isFinite })
        for position in (batch.blocks - 1) * batch.stride..<batch.blocks * batch.stride
        where samples % 16 != 0 && position % 16 >= samples % 16 {
          #expect(batch.dx[position] == 0)
        }
      }
    }
  }

  @Test func slicesAndLevelsAgreeToTheBit() {
    var random = Random(52)
    for (samples, channels, pixels) in Self.shapes {
      let batch = Batch(samples: samples, channels: channels, pixels: pixels, random: &random)
      if channels > 1 {
        batch.x[0] = .nan
        batch.dy[pixels * 16] = .infinity
      }
      var expected: [Float]?
      for level in allLevels() {
        batch.run(level)
        let whole = batch.results
        for channel in 0..<channels { batch.run(level, channel..<channel + 1) }
        #expect(sameBits(whole, batch.results))
        if level.fused {
          #expect(sameBits(expected ?? whole, whole))
          expected = whole
        }
      }
    }
  }
}
