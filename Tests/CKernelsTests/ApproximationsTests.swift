import CKernels
import Foundation
import Testing

/// Every `step`-th of all 2³² floats, NaN and infinities included, in whole vectors.
private func sampledFloats(step: UInt32) -> Floats {
  Floats(roundUp(Int(UInt32.max / step) + 1)) { Float(bitPattern: UInt32(truncatingIfNeeded: $0) &* step) }
}

private let specials: [Float] = [
  .nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0x1p-130, -0x1p-130,
  .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1, -1, 88.72283, 88.72284,
  -103.97208, -103.97209, -87.3, 9.02, -9.02, 9.1, 0.1733, -0.1733,
]

private enum Function: CaseIterable {
  case exponential, logarithm, tanh, sigmoid

  /// A bound on the error for any float, in units in the last place. It was found by trying all of them; see
  /// Sources/CKernels/approximations.h.
  var error: Double {
    switch self {
    case .exponential: 1.2
    case .logarithm: 1
    case .tanh: 2.7
    case .sigmoid: 2.5
    }
  }

  /// y = f(x)
  func run(_ level: Level, _ x: Floats, _ y: Floats) {
    switch self {
    case .exponential: level.kernels.exponential(x.count, x.start, y.start)
    case .logarithm: level.kernels.logarithm(x.count, x.start, y.start)
    case .tanh: level.kernels.activate(BNK_TANH, x.count, x.start, y.start)
    case .sigmoid: level.kernels.activate(BNK_SIGMOID, x.count, x.start, y.start)
    }
  }

  /// f(x) in double precision.
  func want(_ x: Float) -> Double {
    switch self {
    case .exponential: exp(Double(x))
    case .logarithm: log(Double(x))
    case .tanh: reference(BNK_TANH, Double(x))
    case .sigmoid: reference(BNK_SIGMOID, Double(x))
    }
  }
}

@Suite struct ApproximationsTests {
  @Test(arguments: Function.allCases)
  fileprivate func errorsStayBelowTheBound(_ function: Function) {
    let x = sampledFloats(step: 40_009)
    let y = Floats(x.count)
    for level in allLevels() {
      function.run(level, x, y)
      var worst = 0.0
      for i in 0..<x.count {
        let want = function.want(x[i])
        if Float(want).isFinite && y[i].isFinite {
          worst = max(worst, ulps(y[i], want))
        } else {
          #expect(sameBits(y[i], Float(want)), "\(level.name) \(function)(\(x[i]))")
        }
      }
      #expect(worst <= function.error, "\(level.name) \(function)")
    }
  }

  @Test(arguments: Function.allCases)
  fileprivate func specialValuesAgreeWithLibm(_ function: Function) {
    let x = Floats(padding: specials)
    let y = Floats(x.count)
    for level in allLevels() {
      function.run(level, x, y)
      for (i, special) in specials.enumerated() {
        let want = Float(function.want(special))
        let name = "\(level.name) \(function)(\(special)) = \(y[i])"
        if want.isFinite && want != 0 {
          #expect(ulps(y[i], function.want(special)) <= function.error, "\(name)")
        } else {
          #expect(sameBits(y[i], want), "\(name)")
        }
      }
    }
  }

  @Test(arguments: Function.allCases)
  fileprivate func levelsAgreeToTheBit(_ function: Function) {
    let x = sampledFloats(step: 40_013)
    let y = Floats(x.count)
    let same = SameAcrossLevels()
    for level in allLevels() {
      function.run(level, x, y)
      #expect(same.check(level, y), "\(level.name)")
    }
  }

  /// The results reach the limits (±1 for tanh, 1 for the sigmoid), but never lie outside of −1...1 and 0...1.
  @Test func tanhAndSigmoidKeepTheirRange() {
    let x = Floats(padding: (0..<4096).map { Float($0 - 2048) / 64 })
    let (t, s) = (Floats(x.count), Floats(x.count))
    for level in allLevels() {
      level.kernels.activate(BNK_TANH, x.count, x.start, t.start)
      level.kernels.activate(BNK_SIGMOID, x.count, x.start, s.start)
      #expect(t.values.allSatisfy { abs($0) <= 1 } && s.values.allSatisfy { 0 <= $0 && $0 <= 1 })
      #expect(t[0] == -1 && t[4095] == 1 && s[4095] == 1)
      for i in 1..<4096 { #expect(abs(t[i] + t[4096 - i]) == 0, "tanh is odd") }
    }
  }
}
