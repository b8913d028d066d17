import CKernels
import Testing

/// The sizes of a pooling without padding.
private func window(
  _ height: Int, _ width: Int, kernel: (Int, Int), stride: (Int, Int)
) -> bnk_window {
  bnk_window(
    in_channels: 0, in_height: height, in_width: width, out_channels: 0,
    out_height: (height - kernel.0) / stride.0 + 1, out_width: (width - kernel.1) / stride.1 + 1,
    kernel_height: kernel.0, kernel_width: kernel.1, stride_height: stride.0, stride_width: stride.1,
    pad_top: 0, pad_left: 0)
}

/// Windows that cover the image exactly, that leave pixels over, that overlap, that have gaps between them, that are as
/// large as the image, and that are single pixels.
private let windows = [
  window(6, 4, kernel: (2, 2), stride: (2, 2)), window(7, 5, kernel: (2, 2), stride: (2, 2)),
  window(6, 6, kernel: (3, 2), stride: (3, 2)), window(7, 7, kernel: (3, 3), stride: (2, 2)),
  window(7, 8, kernel: (2, 1), stride: (3, 4)), window(5, 3, kernel: (5, 3), stride: (1, 1)),
  window(3, 2, kernel: (1, 1), stride: (1, 1)), window(1, 1, kernel: (1, 1), stride: (2, 2)),
]

/// A pooling of two planes, and the pixels of its windows. Tests compute the reference for some lanes only.
private struct Pooling {
  var window: bnk_window
  let planes = 2
  let x: Floats, dy: Floats

  init(_ window: bnk_window, random: inout Random) {
    self.window = window
    // Only a few different values, so that many windows have several equal maxima.
    x = Floats(random.floats(planes * window.in_height * window.in_width * 16).map { ($0 * 4).rounded() })
    dy = Floats(planes * window.out_height * window.out_width * 16, from: &random)
  }

  /// The indices in x of each window's pixels, in row order, for one lane.
  func positions(lane: Int) -> [[Int]] {
    let g = window
    return (0..<dy.count / 16).map { output in
      let plane = output / (g.out_height * g.out_width)
      let (i, j) = (output / g.out_width % g.out_height, output % g.out_width)
      return (0..<g.kernel_height * g.kernel_width).map { tap in
        let row = i * g.stride_height + tap / g.kernel_width
        let column = j * g.stride_width + tap % g.kernel_width
        return ((plane * g.in_height + row) * g.in_width + column) * 16 + lane
      }
    }
  }
}

@Suite struct PoolingTests {
  @Test func averagesAndTheirGradientsMatchTheReference() {
    var random = Random(21)
    for window in windows {
      var pooling = Pooling(window, random: &random)
      let same = SameAcrossLevels()
      for level in allLevels() {
        let (y, dx) = (Floats(pooling.dy.count, .nan), Floats(pooling.x.count, .nan))
        level.kernels.average_pool(&pooling.window, pooling.planes, pooling.x.start, y.start)
        level.kernels.average_pool_gradient(&pooling.window, pooling.planes, pooling.dy.start, dx.start)
        let area = Float(window.kernel_height * window.kernel_width)
        for lane in [0, 7, 15] {
          var gradient = [Float](repeating: 0, count: pooling.x.count)
          for (output, positions) in pooling.positions(lane: lane).enumerated() {
            // The values are small integers: their sum is exact.
            let sum = positions.reduce(Float(0)) { $0 + pooling.x[$1] }
            #expect(abs(y[output * 16 + lane] - sum / area) <= abs(sum / area).ulp)
            for position in positions { gradient[position] += pooling.dy[output * 16 + lane] * (1 / area) }
          }
          for position in stride(from: lane, to: pooling.x.count, by: 16) {
            #expect(dx[position] == gradient[position])
          }
        }
        #expect(same.check(level, y, dx))
      }
    }
  }

  @Test func theGradientOfAMaximumGoesToTheFirstOne() {
    var random = Random(22)
    for window in windows {
      var pooling = Pooling(window, random: &random)
      pooling.x[5] = .nan
      pooling.x[16 + 5] = -.infinity
      let same = SameAcrossLevels()
      for level in allLevels() {
        let (y, dx) = (Floats(pooling.dy.count, 77), Floats(pooling.x.count, 77))
        level.kernels.max_pool(&pooling.window, pooling.planes, pooling.x.start, y.start)
        level.kernels.max_pool_gradient(
          &pooling.window, pooling.planes, pooling.x.start, y.start, pooling.dy.start, dx.start)
        for lane in [0, 5, 15] {
          var gradient = [Float](repeating: 0, count: pooling.x.count)
          for (output, positions) in pooling.positions(lane: lane).enumerated() {
            let values = positions.map { pooling.x[$0] }
            let greatest = values.contains { $0.isNaN } ? Float.nan : values.max()!
            let first = values.firstIndex { sameBits($0 + 0, greatest + 0) }!
            #expect(sameBits(y[output * 16 + lane] + 0, greatest + 0))
            gradient[positions[first]] += pooling.dy[output * 16 + lane]
          }
          for position in stride(from: lane, to: pooling.x.count, by: 16) {
            #expect(dx[position] == gradient[position])
          }
        }
        #expect(same.check(level, y, dx))
      }
    }
  }

  @Test func slicesOfPlanesGiveTheSameBits() {
    var random = Random(23)
    for window in windows {
      var pooling = Pooling(window, random: &random)
      for level in allLevels() {
        let (y, sliced) = (Floats(pooling.dy.count), Floats(pooling.dy.count))
        level.kernels.average_pool(&pooling.window, 2, pooling.x.start, y.start)
        for plane in 0..<2 {
          level.kernels.average_pool(
            &pooling.window, 1, pooling.x.start + plane * pooling.x.count / 2,
            sliced.start + plane * y.count / 2)
        }
        #expect(sameBits(y.values, sliced.values))
      }
    }
  }
}
