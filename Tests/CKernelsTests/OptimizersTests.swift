import CKernels
import Testing

/// Compares three steps of each optimizer with its rule in double precision. The rule starts from the float32 state
/// before each step.
@Suite struct OptimizersTests {
  private let count = 80

  private func expectClose(_ got: Floats, _ want: [Double], _ name: String) {
    // All values in these tests have a magnitude of about 1.
    #expect(zip(got.values, want).allSatisfy { abs(Double($0) - $1) <= 8 * rounding }, "\(name)")
  }

  @Test(arguments: [false, true]) func sgdWithMomentum(nesterov: Bool) {
    var random = Random(71)
    let (gradient, start) = (Floats(count, from: &random), Floats(count, from: &random))
    let same = SameAcrossLevels()
    for level in allLevels() {
      let (velocity, weights) = (Floats(count), Floats(start.values))
      for _ in 0..<3 {
        var (v, w) = (velocity.values.map(Double.init), weights.values.map(Double.init))
        for i in 0..<count {
          let step = Double(Float(0.1)) * Double(gradient[i])
          v[i] = Double(Float(0.9)) * v[i] - step
          w[i] += nesterov ? Double(Float(0.9)) * v[i] - step : v[i]
        }
        #expect(level.kernels.sgd(count, 0.1, 0.9, nesterov, gradient.start, velocity.start, weights.start))
        expectClose(velocity, v, level.name)
        expectClose(weights, w, level.name)
      }
      #expect(same.check(level, velocity, weights))
    }
  }

  @Test func plainSgdNeedsNoVelocity() {
    var random = Random(72)
    let (gradient, start) = (Floats(count, from: &random), Floats(count, from: &random))
    for level in allLevels() {
      let weights = Floats(start.values)
      #expect(level.kernels.sgd(count, 0.5, 0, false, gradient.start, nil, weights.start))
      for i in 0..<count { #expect(weights[i] == start[i] - 0.5 * gradient[i]) }
    }
  }

  @Test func rmsprop() {
    var random = Random(73)
    let (gradient, start) = (Floats(count, from: &random), Floats(count, from: &random))
    let same = SameAcrossLevels()
    for level in allLevels() {
      let (meanSquare, weights) = (Floats(count, 0.5), Floats(start.values))
      for _ in 0..<3 {
        var (v, w) = (meanSquare.values.map(Double.init), weights.values.map(Double.init))
        for i in 0..<count {
          let g = Double(gradient[i])
          v[i] = Double(Float(0.9)) * v[i] + Double(Float(0.1)) * g * g
          w[i] -= Double(Float(0.01)) * g / (v[i] + 1e-7).squareRoot()
        }
        #expect(
          level.kernels.rmsprop(count, 0.01, 0.9, 0.1, 1e-7, gradient.start, meanSquare.start, weights.start))
        expectClose(meanSquare, v, level.name)
        expectClose(weights, w, level.name)
      }
      #expect(same.check(level, meanSquare, weights))
    }
  }

  @Test func adam() {
    var random = Random(74)
    let (gradient, start) = (Floats(count, from: &random), Floats(count, from: &random))
    let same = SameAcrossLevels()
    for level in allLevels() {
      let (mean, meanSquare, weights) = (Floats(count), Floats(count), Floats(start.values))
      for t in 1...3 {
        var (m, v) = (mean.values.map(Double.init), meanSquare.values.map(Double.init))
        var w = weights.values.map(Double.init)
        let step = 0.01 / (1 - pow(Double(Float(0.9)), t))
        let correction = 1 / (1 - pow(Double(Float(0.99)), t)).squareRoot()
        for i in 0..<count {
          let g = Double(gradient[i])
          m[i] = Double(Float(0.9)) * m[i] + Double(Float(0.1)) * g
          v[i] = Double(Float(0.99)) * v[i] + Double(Float(0.01)) * g * g
          w[i] -= step * m[i] / (v[i].squareRoot() * correction + 1e-8)
        }
        #expect(
          level.kernels.adam(
            count, Float(step), Float(correction), 0.9, 0.1, 0.99, 0.01, 1e-8, gradient.start, mean.start,
            meanSquare.start, weights.start))
        expectClose(mean, m, level.name)
        expectClose(meanSquare, v, level.name)
        expectClose(weights, w, level.name)
      }
      #expect(same.check(level, mean, meanSquare, weights))
    }
  }

  private func pow(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { value, _ in value * base }
  }

  @Test func slicesGiveTheSameBits() {
    var random = Random(75)
    let gradient = Floats(count, from: &random)
    for level in allLevels() {
      let (v, w) = (Floats(count, 0.1), Floats(count, 1))
      let (slicedV, slicedW) = (Floats(count, 0.1), Floats(count, 1))
      #expect(level.kernels.rmsprop(count, 0.01, 0.9, 0.1, 1e-7, gradient.start, v.start, w.start))
      for slice in [0..<48, 48..<count] {
        let start = slice.lowerBound
        #expect(
          level.kernels.rmsprop(
            slice.count, 0.01, 0.9, 0.1, 1e-7, gradient.start + start, slicedV.start + start,
            slicedW.start + start))
      }
      #expect(sameBits(v.values, slicedV.values) && sameBits(w.values, slicedW.values))
    }
  }

  @Test func infiniteAndNaNGradientsGiveNaNWeights() {
    let gradient = Floats([.nan, .infinity] + [Float](repeating: 0, count: 14))
    for level in allLevels() {
      let (v, w) = (Floats(16), Floats(16, 1))
      #expect(!level.kernels.rmsprop(16, 0.01, 0.9, 0.1, 1e-7, gradient.start, v.start, w.start))
      #expect(w[0].isNaN && w[1].isNaN && w[2] == 1)
    }
  }

  /// A weight that becomes infinite or NaN is told of wherever it is; a finite one of any size is not.
  @Test func tellsWhetherAllWeightsAreFinite() {
    for level in allLevels() {
      for (index, value) in [(0, Float.infinity), (17, -.infinity), (79, .nan), (40, 1)] {
        let gradient = Floats(count)
        gradient.start[index] = value
        func start() -> Floats { Floats(count, -.greatestFiniteMagnitude / 2) }

        let (plain, velocity, one, other) = (start(), Floats(count), start(), start())
        #expect(
          level.kernels.sgd(count, 0.5, 0, false, gradient.start, nil, plain.start) == value.isFinite)
        for weights in [one, other] {
          let nesterov = weights === other
          #expect(
            level.kernels.sgd(count, 0.5, 0.9, nesterov, gradient.start, velocity.start, weights.start)
              == value.isFinite)
        }
        // g / sqrt(g^2) of an infinite g is NaN.
        let (weights, square) = (start(), Floats(count))
        #expect(
          level.kernels.rmsprop(count, 0.01, 0.9, 0.1, 1e-7, gradient.start, square.start, weights.start)
            == value.isFinite)
        let (last, mean, meanSquare) = (start(), Floats(count), Floats(count))
        #expect(
          level.kernels.adam(
            count, 0.01, 1, 0.9, 0.1, 0.999, 0.001, 1e-7, gradient.start, mean.start, meanSquare.start,
            last.start) == value.isFinite)
        withExtendedLifetime((gradient, plain, velocity, one, other, weights, square)) {}
        withExtendedLifetime((last, mean, meanSquare)) {}
      }
    }
  }
}
