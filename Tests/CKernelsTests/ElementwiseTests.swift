import CKernels
import Testing

@Suite struct ElementwiseTests {
  private let values: [Float] = [
    -3, -1, -0.5, -0.0, 0, 0.25, 1, 2, 5, .nan, .infinity, -.infinity, 0x1p-140, -0x1p-140, 88, -88,
  ]

  @Test func linearAndReluAreExact() {
    let x = Floats(values)
    for level in allLevels() {
      let y = Floats(x.count)
      level.kernels.activate(BNK_LINEAR, x.count, x.start, y.start)
      #expect(sameBits(y.values, values))
      level.kernels.activate(BNK_RELU, x.count, x.start, y.start)
      #expect(sameBits(y.values, values.map { $0 < 0 ? 0 : $0 }))
    }
  }

  @Test func gradientsAreComputedFromTheOutput() {
    var random = Random(31)
    for activation in activations {
      let x = Floats(160, from: &random)
      let dy = Floats(160, from: &random)
      let same = SameAcrossLevels()
      for level in allLevels() {
        let (y, dx) = (Floats(160), Floats(160, .nan))
        level.kernels.activate(activation, 160, x.start, y.start)
        level.kernels.activation_gradient(activation, 160, y.start, dy.start, dx.start)
        for i in 0..<160 {
          let output = reference(activation, Double(x[i]))
          let slope =
            switch activation {
            case BNK_RELU: x[i] > 0 ? 1.0 : 0
            case BNK_TANH: 1 - output * output
            case BNK_SIGMOID: output * (1 - output)
            default: 1.0
            }
          #expect(abs(Double(dx[i]) - slope * Double(dy[i])) <= 8 * rounding * abs(Double(dy[i])))
        }
        #expect(same.check(level, y, dx))
      }
    }
  }

  @Test func theGradientOfReluIsZeroAtZeroAndNaNForNaN() {
    let y = Floats([0, -0.0, .nan, 1] + [Float](repeating: 2, count: 12))
    let dy = Floats([3, 3, 3, .nan] + [Float](repeating: -3, count: 12))
    for level in allLevels() {
      let dx = Floats(16)
      level.kernels.activation_gradient(BNK_RELU, 16, y.start, dy.start, dx.start)
      #expect(sameBits(dx.values, [0, 0, .nan, .nan] + [Float](repeating: -3, count: 12)))
    }
  }

  @Test func functionsWorkInPlaceAndInSlices() {
    var random = Random(32)
    let x = Floats(96, from: &random)
    for level in allLevels() {
      for activation in activations {
        let (whole, inPlace) = (Floats(96), Floats(x.values))
        level.kernels.activate(activation, 96, x.start, whole.start)
        level.kernels.activate(activation, 16, inPlace.start, inPlace.start)
        level.kernels.activate(activation, 80, inPlace.start + 16, inPlace.start + 16)
        #expect(sameBits(whole.values, inPlace.values))
        let (dx, dy) = (Floats(96), Floats(x.values))
        level.kernels.activation_gradient(activation, 96, whole.start, dy.start, dx.start)
        level.kernels.activation_gradient(activation, 96, whole.start, dy.start, dy.start)
        #expect(sameBits(dx.values, dy.values))
      }
    }
  }
}
