import CKernels
import Foundation
import Testing

/// The values of bnk_unit as a Swift enumeration. For this one, the compiler checks that a switch has a case for each
/// value; for a C enumeration it cannot.
private enum Unit: CaseIterable {
  case leakyReLU, elu, selu, gelu, geluTanh, softplus, swish

  var kernel: bnk_unit {
    switch self {
    case .leakyReLU: BNK_LEAKY_RELU
    case .elu: BNK_ELU
    case .selu: BNK_SELU
    case .gelu: BNK_GELU
    case .geluTanh: BNK_GELU_TANH
    case .softplus: BNK_SOFTPLUS
    case .swish: BNK_SWISH
    }
  }

  /// The value and the derivative in double precision, with SELU's constants from Klambauer et al. (2017),
  /// "Self-normalizing neural networks".
  func reference(alpha: Double, _ x: Double) -> (value: Double, slope: Double) {
    let (scale, seluAlpha) = (1.0507009873554805, 1.6732632423543772)
    switch self {
    case .leakyReLU: return x < 0 ? (alpha * x, alpha) : (x, 1)
    case .elu: return x > 0 ? (x, 1) : (alpha * expm1(x), alpha * exp(x))
    case .selu:
      return x > 0 ? (scale * x, scale) : (scale * seluAlpha * expm1(x), scale * seluAlpha * exp(x))
    case .gelu:
      let distribution = erfc(-x / 2.0.squareRoot()) / 2
      return (x * distribution, distribution + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot())
    case .geluTanh:
      let root = (2 / Double.pi).squareRoot()
      let u = root * (x + 0.044715 * x * x * x)
      let half = 1 / (1 + exp(-2 * u))
      let other = 1 / (1 + exp(2 * u))
      return (x * half, half + x * half * other * 2 * root * (1 + 3 * 0.044715 * x * x))
    case .softplus:
      return (max(x, 0) + log1p(exp(-abs(x))), x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)))
    case .swish:
      let gate = 1 / (1 + exp(-x))
      return (x * gate, gate * (1 + x / (1 + exp(x))))
    }
  }

  /// The value's error must be below this, in units in the last place.
  var tolerance: Double {
    switch self {
    case .leakyReLU, .elu, .selu, .softplus: 2.2
    case .gelu, .geluTanh: 8
    case .swish: 3.2
    }
  }

  /// The limits at −∞ for an alpha of 0.5, and the slope at +∞.
  var limits: (low: Float, lowSlope: Float, highSlope: Float) {
    switch self {
    case .leakyReLU: (-.infinity, 0.5, 1)
    case .elu: (-0.5, 0, 1)
    case .selu: (-1.7580993, 0, 1.050701)
    case .gelu, .geluTanh, .softplus, .swish: (0, 0, 1)
    }
  }
}

@Suite struct UnitsTests {
  /// A search over every thirteenth float found these maximum errors, in units in the last place: 6.9 for gelu, 3.14
  /// for swish, at most 2 for the others. The errors of gelu's approximation by a hyperbolic tangent are judged in
  /// absolute terms: far below zero the value is nearly 0, and rounding its exponent makes the relative error large.
  @Test func valuesAndSlopesAreAccurate() {
    var random = Random(41)
    let inputs =
      random.floats(4096).map { $0 * 20 } + random.floats(4096).map { $0 * 2 }
      + random.floats(1024).map { $0 * 140 }
      + random.floats(512).map { $0 * 1e-3 } + random.floats(512).map { $0 * 1e-30 }
    for unit in Unit.allCases {
      let alpha: Float = unit == .leakyReLU ? 0.3 : 1.5
      let same = SameAcrossLevels()
      for level in allLevels() {
        let (x, ones) = (Floats(inputs), Floats(inputs.count, 1))
        let (y, dx) = (Floats(inputs.count, .nan), Floats(inputs.count, .nan))
        level.kernels.apply_unit(unit.kernel, alpha, x.count, x.start, y.start)
        level.kernels.unit_gradient(unit.kernel, alpha, x.count, x.start, ones.start, dx.start)
        var (worst, worstSlope) = (0.0, 0.0)
        for i in 0..<x.count {
          let wanted = unit.reference(alpha: Double(alpha), Double(x[i]))
          let error =
            unit == .geluTanh
            ? abs(Double(y[i]) - wanted.value) / max(abs(wanted.value), 0.01) / Double(Float.ulpOfOne)
            : ulps(y[i], wanted.value)
          worst = max(worst, error)
          worstSlope = max(worstSlope, abs(Double(dx[i]) - wanted.slope) / Double(Float.ulpOfOne))
        }
        #expect(worst < unit.tolerance, "unit \(unit), \(level.name)")
        #expect(worstSlope < 3, "slope of unit \(unit), \(level.name)")
        #expect(same.check(level, y, dx))
      }
    }
  }

  /// Checks the limits at ±∞. Zeros keep their sign, except that softplus is ln 2 there. NaN stays NaN.
  @Test func specialValues() {
    let inputs: [Float] =
      [0, -0.0, .infinity, -.infinity, .nan] + Array(repeating: 1, count: 11)
    for level in allLevels() {
      for unit in Unit.allCases {
        let alpha: Float = 0.5
        let (x, ones) = (Floats(inputs), Floats(16, 1))
        let (y, dx) = (Floats(16), Floats(16))
        level.kernels.apply_unit(unit.kernel, alpha, 16, x.start, y.start)
        level.kernels.unit_gradient(unit.kernel, alpha, 16, x.start, ones.start, dx.start)
        if unit == .softplus {
          #expect(abs(y[0] - 0.6931472) < 1e-7 && abs(y[1] - 0.6931472) < 1e-7)
        } else {
          #expect(sameBits(y[0], 0) && sameBits(y[1], -0.0))
        }
        #expect(y[2] == .infinity)
        let limits = unit.limits
        #expect(y[3] == limits.low)
        #expect(dx[2] == limits.highSlope)
        #expect(abs(dx[3] - limits.lowSlope) < 1e-6)
        #expect(y[4].isNaN && dx[4].isNaN)
      }
    }
  }

  /// dx is the derivative times dy, and may be written to the memory of dy.
  @Test func gradientsScaleInPlace() {
    for level in allLevels() {
      let x = Floats([-2, -1, 1, 2] + Array(repeating: 0, count: 12))
      let gradient = Floats([3, 4, 5, 6] + Array(repeating: 0, count: 12))
      level.kernels.unit_gradient(BNK_LEAKY_RELU, 0.25, 16, x.start, gradient.start, gradient.start)
      #expect(Array(gradient.values[..<4]) == [0.75, 1, 5, 6])
    }
  }
}
