import CKernels
import Foundation
import Testing

@Suite struct LocalResponseTests {
  /// 7 channels of 19 pixels: more than one round of pixels in the gradient.
  private static let (channels, pixels) = (7, 19)

  /// - Parameter size: the number of channels in a window.
  private func response(size: Int, beta: Float) -> bnk_response {
    bnk_response(
      channels: Self.channels, pixels: Self.pixels, before: size / 2, after: (size - 1) / 2, k: 1.25,
      scale: 1.5 / Float(size), beta: beta)
  }

  /// Output and gradient of one lane by the definition, in double precision.
  private func reference(_ r: bnk_response, _ x: [Double], _ dy: [Double]) -> (y: [Double], dx: [Double]) {
    let (scale, beta, k) = (Double(r.scale), Double(r.beta), Double(r.k))
    func window(_ channel: Int) -> ClosedRange<Int> {
      max(channel - r.before, 0)...min(channel + r.after, r.channels - 1)
    }
    var (y, dx) = (x, x)
    for pixel in 0..<r.pixels {
      func place(_ channel: Int) -> Int { channel * r.pixels + pixel }
      let bases = (0..<r.channels).map { channel in
        k + scale * window(channel).reduce(0) { $0 + x[place($1)] * x[place($1)] }
      }
      for channel in 0..<r.channels {
        y[place(channel)] = x[place(channel)] / pow(bases[channel], beta)
        var sum = 0.0
        for other in 0..<r.channels where window(other).contains(channel) {
          sum += dy[place(other)] * x[place(other)] / pow(bases[other], beta + 1)
        }
        dx[place(channel)] =
          dy[place(channel)] / pow(bases[channel], beta) - 2 * beta * scale * x[place(channel)] * sum
      }
    }
    return (y, dx)
  }

  /// 13 of the 16 lanes are samples. The lanes after them hold large finite numbers and must give zeros.
  @Test(arguments: [1, 2, 4, 5, 30], [Float(0), 0.5, 0.75, 2])
  func kernelsAgreeWithTheirDefinition(size: Int, beta: Float) {
    var random = Random(71)
    let (count, samples) = (Self.channels * Self.pixels, 13)
    let real = (0..<count * 16).map { $0 % 16 < samples }
    let x0 = zip(random.floats(count * 16), real).map { $1 ? $0 * 4 : 3e38 }
    let dy0 = zip(random.floats(count * 16), real).map { $1 ? $0 : 0 }
    var response = response(size: size, beta: beta)
    let same = SameAcrossLevels()
    for level in allLevels() {
      let (x, dy) = (Floats(x0), Floats(dy0))
      let (y, dx) = (Floats(count * 16, .nan), Floats(count * 16, .nan))
      level.kernels.local_response(&response, samples, x.start, y.start)
      withWorkspace(level.kernels.local_response_workspace(&response)) {
        level.kernels.local_response_gradient(&response, samples, x.start, dy.start, dx.start, $0)
        // The gradient may replace dy.
        level.kernels.local_response_gradient(&response, samples, x.start, dy.start, dy.start, $0)
      }
      #expect(same.check(level, y, dx))
      #expect(sameBits(dy.values, dx.values))
      for lane in 0..<16 {
        func values(_ floats: [Float]) -> [Double] { (0..<count).map { Double(floats[$0 * 16 + lane]) } }
        guard lane < samples else {
          #expect(values(y.values).allSatisfy { $0 == 0 } && values(dx.values).allSatisfy { $0 == 0 })
          continue
        }
        let wanted = reference(response, values(x0), values(dy0))
        let errors = zip(values(y.values) + values(dx.values), wanted.y + wanted.dx).map { abs($0 - $1) }
        #expect(errors.max() ?? .infinity < 1e-5, "\(level.name), lane \(lane)")
      }
    }
  }

  /// A NaN in one channel reaches the outputs and the gradients of all channels whose windows contain it, and no others.
  @Test func notANumberStaysNotANumber() {
    var response = response(size: 3, beta: 0.75)
    let count = Self.channels * Self.pixels
    for level in allLevels() {
      let (x, dy) = (Floats(count * 16, 1), Floats(count * 16, 1))
      let (y, dx) = (Floats(count * 16), Floats(count * 16))
      x[3 * Self.pixels * 16] = .nan
      level.kernels.local_response(&response, 16, x.start, y.start)
      withWorkspace(level.kernels.local_response_workspace(&response)) {
        level.kernels.local_response_gradient(&response, 16, x.start, dy.start, dx.start, $0)
      }
      for index in 0..<count * 16 {
        let (channel, isAtPixel) = (index / 16 / Self.pixels, index % (Self.pixels * 16) == 0)
        #expect(y[index].isNaN == (isAtPixel && abs(channel - 3) <= 1))
        // The gradients of these three outputs go to two more channels.
        #expect(dx[index].isNaN == (isAtPixel && abs(channel - 3) <= 2))
      }
    }
  }

  /// Squares that overflow give 0, as a division by infinity does.
  @Test func overflowingSquaresGiveZero() {
    var response = response(size: 3, beta: 0.75)
    let count = Self.channels * Self.pixels
    for level in allLevels() {
      let (x, y) = (Floats(count * 16, 1e30), Floats(count * 16, .nan))
      level.kernels.local_response(&response, 16, x.start, y.start)
      #expect(y.values.allSatisfy { $0 == 0 })
    }
  }
}
