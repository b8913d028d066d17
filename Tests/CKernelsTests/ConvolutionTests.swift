import CKernels
import Testing

/// A convolution with its tensors, and calls of its three kernels.
private final class Convolution {
  var window: bnk_window
  let blocks: Int
  let x: Floats, dy: Floats, w: Floats, bias: Floats

  init(_ window: bnk_window, blocks: Int, random: inout Random) {
    self.window = window
    self.blocks = blocks
    x = Floats(blocks * window.in_channels * window.in_height * window.in_width * 16, from: &random)
    dy = Floats(blocks * window.out_channels * window.out_height * window.out_width * 16, from: &random)
    w = Floats(
      window.out_channels * window.in_channels * window.kernel_height * window.kernel_width, from: &random)
    bias = Floats(padding: random.floats(window.out_channels))
  }

  /// Calls `body` for every product of the convolution, with the indices of its vectors in y and x and of its weight in
  /// w.
  func forEachProduct(_ body: (Int, Int, Int) -> Void) {
    let g = window
    for block in 0..<blocks {
      for (out, i, j) in every(g.out_channels, g.out_height, g.out_width) {
        for (channel, k, l) in every(g.in_channels, g.kernel_height, g.kernel_width) {
          let row = i * g.stride_height - g.pad_top + k
          let column = j * g.stride_width - g.pad_left + l
          guard 0..<g.in_height ~= row, 0..<g.in_width ~= column else { continue }
          let y = ((block * g.out_channels + out) * g.out_height + i) * g.out_width + j
          let x = ((block * g.in_channels + channel) * g.in_height + row) * g.in_width + column
          let w = ((out * g.in_channels + channel) * g.kernel_height + k) * g.kernel_width + l
          body(y, x, w)
        }
      }
    }
  }

  /// y, computed for a range of the blocks as by one thread, or for all of them.
  func forward(
    _ level: Level, _ activation: bnk_activation = BNK_LINEAR, bias hasBias: Bool = true,
    blocks range: Range<Int>? = nil, into y: Floats? = nil
  ) -> Floats {
    let y = y ?? Floats(dy.count, .nan)
    let range = range ?? 0..<blocks
    withWorkspace(level.kernels.conv_workspace(&window)) {
      level.kernels.conv_forward(
        &window, range.count, x.start + range.lowerBound * x.count / blocks, w.start,
        hasBias ? bias.start : nil, activation, y.start + range.lowerBound * y.count / blocks, $0)
    }
    return y
  }

  /// dx, computed for a range of the blocks, or for all of them.
  func inputGradient(_ level: Level, blocks range: Range<Int>? = nil, into dx: Floats? = nil) -> Floats {
    let dx = dx ?? Floats(x.count, .nan)
    let range = range ?? 0..<blocks
    withWorkspace(level.kernels.conv_workspace(&window)) {
      level.kernels.conv_input_gradient(
        &window, range.count, dy.start + range.lowerBound * dy.count / blocks, w.start,
        dx.start + range.lowerBound * dx.count / blocks, $0)
    }
    return dx
  }

  /// dw, computed in two calls: for the output channels before `split`, and for the others.
  func weightGradient(_ level: Level, splitAt split: Int = 0) -> Floats {
    let dw = Floats(w.count, .nan)
    for (first, last) in [(0, split), (split, window.out_channels)] where first < last {
      withWorkspace(level.kernels.conv_workspace(&window)) {
        level.kernels.conv_weight_gradient(&window, blocks, first, last, x.start, dy.start, dw.start, $0)
      }
    }
    return dw
  }
}

/// All triples of indices below a, b and c.
private func every(_ a: Int, _ b: Int, _ c: Int) -> [(Int, Int, Int)] {
  (0..<a * b * c).map { ($0 / (b * c), $0 / c % b, $0 % c) }
}

/// The sizes of a convolution of an image that may have padding on all sides. Nil if the kernel does not fit.
private func window(
  _ inChannels: Int, _ height: Int, _ width: Int, to outChannels: Int, kernel: (Int, Int),
  stride: (Int, Int) = (1, 1), pad: (top: Int, left: Int, bottom: Int, right: Int) = (0, 0, 0, 0)
) -> bnk_window? {
  let rows = height + pad.top + pad.bottom - kernel.0
  let columns = width + pad.left + pad.right - kernel.1
  guard rows >= 0, columns >= 0 else { return nil }
  return bnk_window(
    in_channels: inChannels, in_height: height, in_width: width, out_channels: outChannels,
    out_height: rows / stride.0 + 1, out_width: columns / stride.1 + 1, kernel_height: kernel.0,
    kernel_width: kernel.1, stride_height: stride.0, stride_width: stride.1, pad_top: pad.top,
    pad_left: pad.left)
}

/// Typical and unusual sizes.
private func namedWindows() -> [bnk_window] {
  [
    window(1, 1, 1, to: 1, kernel: (1, 1)),
    window(3, 4, 5, to: 7, kernel: (1, 1)),
    window(2, 5, 4, to: 3, kernel: (5, 4)),  // kernel = image
    window(1, 12, 12, to: 2, kernel: (11, 11), pad: (5, 5, 5, 5)),
    window(2, 7, 7, to: 2, kernel: (2, 2), stride: (3, 3)),  // stride larger than the kernel
    window(1, 6, 5, to: 1, kernel: (1, 2), stride: (4, 3), pad: (0, 1, 2, 0)),
    window(1, 2, 2, to: 2, kernel: (3, 3), pad: (4, 4, 4, 4)),  // windows outside of the image
    window(2, 3, 3, to: 1, kernel: (2, 2), stride: (2, 1), pad: (3, 0, 0, 3)),
    window(1, 9, 9, to: 6, kernel: (5, 5)),
    window(6, 7, 6, to: 16, kernel: (5, 5)),
    window(3, 8, 8, to: 8, kernel: (3, 3), stride: (2, 2), pad: (1, 1, 1, 1)),
    window(13, 3, 3, to: 5, kernel: (3, 3), pad: (1, 1, 1, 1)),
  ].compactMap { $0 }
}

/// Random sizes.
private func raggedWindows(_ count: Int, random: inout Random) -> [bnk_window] {
  (0..<count).compactMap { _ in
    window(
      random.int(1...4), random.int(1...9), random.int(1...9), to: random.int(1...9),
      kernel: (random.int(1...4), random.int(1...4)), stride: (random.int(1...3), random.int(1...3)),
      pad: (random.int(0...3), random.int(0...3), random.int(0...3), random.int(0...3)))
  }
}

@Suite struct ConvolutionTests {
  @Test func allThreeDirectionsMatchDoublePrecision() {
    var random = Random(11)
    for (index, window) in (namedWindows() + raggedWindows(40, random: &random)).enumerated() {
      let convolution = Convolution(window, blocks: 1 + index % 2, random: &random)
      let lanes = [0, 15]
      var y = [[Double]](repeating: [Double](repeating: 0, count: convolution.dy.count / 16), count: 2)
      var dx = [[Double]](repeating: [Double](repeating: 0, count: convolution.x.count / 16), count: 2)
      var dw = [Double](repeating: 0, count: convolution.w.count)
      convolution.forEachProduct { yIndex, xIndex, wIndex in
        let weight = Double(convolution.w[wIndex])
        for (n, lane) in lanes.enumerated() {
          y[n][yIndex] += Double(convolution.x[xIndex * 16 + lane]) * weight
          dx[n][xIndex] += Double(convolution.dy[yIndex * 16 + lane]) * weight
        }
        for lane in 0..<16 {
          dw[wIndex] +=
            Double(convolution.dy[yIndex * 16 + lane]) * Double(convolution.x[xIndex * 16 + lane])
        }
      }
      // Each term is below 1, so a sum of n terms is below n. Each of the n steps rounds once (at the base level
      // twice).
      let g = window
      let taps = Double(g.kernel_height * g.kernel_width)
      let pixels = Double(g.out_height * g.out_width * convolution.blocks)
      func bound(_ n: Double) -> Double { 2 * n * rounding * n.squareRoot() + 2 * rounding }
      let planeSize = g.out_height * g.out_width
      for level in allLevels() {
        let gotY = convolution.forward(level)
        let gotDx = convolution.inputGradient(level)
        let gotDw = convolution.weightGradient(level)
        let name = "\(level.name) \(window)"
        for (n, lane) in lanes.enumerated() {
          #expect(
            y[n].indices.allSatisfy {
              let bias = Double(convolution.bias[$0 / planeSize % g.out_channels])
              return abs(Double(gotY[$0 * 16 + lane]) - y[n][$0] - bias)
                <= bound(taps * Double(g.in_channels) + 1)
            }, "\(name)")
          #expect(
            dx[n].indices.allSatisfy {
              abs(Double(gotDx[$0 * 16 + lane]) - dx[n][$0]) <= bound(taps * Double(g.out_channels))
            }, "\(name)")
        }
        #expect(dw.indices.allSatisfy { abs(Double(gotDw[$0]) - dw[$0]) <= bound(16 * pixels) }, "\(name)")
      }
    }
  }

  @Test func levelsAgreeToTheBit() {
    var random = Random(12)
    for window in namedWindows() + raggedWindows(60, random: &random) {
      let convolution = Convolution(window, blocks: 2, random: &random)
      let (y, dx, dw) = (SameAcrossLevels(), SameAcrossLevels(), SameAcrossLevels())
      for level in allLevels() {
        #expect(y.check(level, convolution.forward(level, BNK_TANH)), "\(level.name) \(window)")
        #expect(dx.check(level, convolution.inputGradient(level)), "\(level.name) \(window)")
        #expect(dw.check(level, convolution.weightGradient(level)), "\(level.name) \(window)")
      }
    }
  }

  /// 0·NaN is NaN, so the result shows which products a level computes. All levels must skip the same ones at the
  /// padding.
  @Test func levelsAgreeOnSpecialValues() {
    var random = Random(13)
    let specials: [Float] = [.infinity, -.infinity, .nan, -0.0, .leastNonzeroMagnitude, -0x1p-140]
    for window in namedWindows() + raggedWindows(30, random: &random) {
      let convolution = Convolution(window, blocks: 1, random: &random)
      for tensor in [convolution.x, convolution.dy, convolution.w] {
        for i in 0..<tensor.count where random.int(0...20) == 0 { tensor[i] = specials[random.int(0...5)] }
      }
      let (y, dx, dw) = (SameAcrossLevels(), SameAcrossLevels(), SameAcrossLevels())
      for level in allLevels() {
        #expect(y.check(level, convolution.forward(level, bias: false)), "\(level.name) \(window)")
        #expect(dx.check(level, convolution.inputGradient(level)), "\(level.name) \(window)")
        #expect(dw.check(level, convolution.weightGradient(level)), "\(level.name) \(window)")
      }
    }
  }

  @Test func slicesGiveTheSameBits() {
    var random = Random(14)
    for window in namedWindows() {
      let convolution = Convolution(window, blocks: 3, random: &random)
      for level in allLevels() {
        let whole = convolution.forward(level, BNK_RELU)
        var y = convolution.forward(level, BNK_RELU, blocks: 1..<3)
        y = convolution.forward(level, BNK_RELU, blocks: 0..<1, into: y)
        #expect(sameBits(whole.values, y.values))
        let wholeDx = convolution.inputGradient(level)
        var dx = convolution.inputGradient(level, blocks: 1..<3)
        dx = convolution.inputGradient(level, blocks: 0..<1, into: dx)
        #expect(sameBits(wholeDx.values, dx.values))
        let wholeDw = convolution.weightGradient(level).values
        for split in 1..<max(window.out_channels, 2) {
          #expect(sameBits(wholeDw, convolution.weightGradient(level, splitAt: split).values))
        }
      }
    }
  }

  @Test func theActivationFollowsTheBias() {
    var random = Random(15)
    let convolution = Convolution(
      window(2, 6, 7, to: 7, kernel: (3, 2))!, blocks: 1, random: &random)
    for level in allLevels() {
      for activation in activations {
        let plain = convolution.forward(level, bias: false)
        for channel in 0..<7 {
          for i in 0..<plain.count / 7 { plain[channel * plain.count / 7 + i] += convolution.bias[channel] }
        }
        level.kernels.activate(activation, plain.count, plain.start, plain.start)
        #expect(sameBits(convolution.forward(level, activation).values, plain.values))
      }
    }
  }
}
