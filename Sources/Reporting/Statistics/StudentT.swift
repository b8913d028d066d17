import System

/// Student's t distribution.
public struct StudentT: Equatable, Sendable {
  public let degreesOfFreedom: Double

  /// Nil unless the degrees of freedom are positive and finite.
  public init?(degreesOfFreedom: Double) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return nil }
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(T ≤ t).
  public func cumulative(_ t: Double) -> Double {
    t < 0 ? upperTail(-t) : 1 - upperTail(t)
  }

  /// P(T > t), with small relative error even far out in the tail.
  public func upperTail(_ t: Double) -> Double {
    guard t > 0 else { return t < 0 ? 1 - upperTail(-t) : 0.5 }
    let (x, y) = shares(t)
    return regularizedIncompleteBeta(degreesOfFreedom / 2, 0.5, x: x, y: y) / 2
  }

  /// P(|T| > |t|), the p-value of a two-sided test.
  public func twoSidedTail(_ t: Double) -> Double {
    2 * upperTail(t.magnitude)
  }

  /// The t with P(T ≤ t) = p: −∞ for 0, ∞ for 1, nil unless p is from 0 to 1.
  public func quantile(_ p: Double) -> Double? {
    guard p >= 0, p <= 1 else { return nil }
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    let sign: Double = p < 0.5 ? -1 : 1
    // P(|T| ≤ t) has a small relative error near the middle, the tail far out.
    let central = (2 * p - 1).magnitude
    if central == 0 { return 0 }
    return central < 0.5
      ? sign * solve(central, sign: 1) { self.central($0) }
      : sign * solve(min(p, 1 - p), sign: -1) { upperTail($0) }
  }

  /// P(|T| ≤ t) for t ≥ 0.
  private func central(_ t: Double) -> Double {
    let (x, y) = shares(t)
    return regularizedIncompleteBeta(0.5, degreesOfFreedom / 2, x: y, y: x)
  }

  /// ν / (ν + t²) and t² / (ν + t²).
  private func shares(_ t: Double) -> (Double, Double) {
    if t > 1e150 { return (0, 1) }
    let square = t * t
    let sum = degreesOfFreedom + square
    return (degreesOfFreedom / sum, square / sum)
  }

  private func density(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    let scale =
      0.5 * log((nu + 1) / (2 * nu)) + nu / 2 * log1p(1 / nu) - 0.5 + stirlingCorrection((nu + 1) / 2)
      - stirlingCorrection(nu / 2)
    return exp(scale - (nu + 1) / 2 * log1p(t * t / nu)) / Double.pi.squareRoot()
  }

  /// The t > 0 at which a monotonic `function` has the value `target`: Newton's method on its logarithm. A step that would
  /// leave the known bracket is replaced by bisection.
  /// - Parameter sign: 1 if the function is P(|T| ≤ t), −1 if it is P(T > t).
  private func solve(_ target: Double, sign: Double, _ function: (Double) -> Double) -> Double {
    var low = 0.0
    var high = 1.0
    while sign * (function(high) - target) < 0, high < 1e150 {
      low = high
      high *= 4
    }
    var t = (low + high) / 2
    for _ in 0..<200 {
      let value = function(t)
      if sign * (value - target) < 0 { low = t } else { high = t }
      let slope = sign * density(t) * (sign > 0 ? 2 : 1)
      let newton = t - log(value / target) * value / slope
      let next = newton > low && newton < high ? newton : (low + high) / 2
      let step = (next - t).magnitude
      t = next
      if step <= 1e-15 * t { break }
    }
    return t
  }
}
