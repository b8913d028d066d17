import System

/// The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1.
///
/// - Parameter y: 1 − x, which the caller may know more exactly than it can be computed from x.
func regularizedIncompleteBeta(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
  if x <= 0 { return 0 }
  if y <= 0 { return 1 }
  // The fraction converges fast for x below the mean; for x above it, I_x(a, b) = 1 − I_y(b, a).
  if x > (a + 1) / (a + b + 2) {
    return 1 - min(betaPrefactor(b, a, x: y, y: x) / betaFraction(b, a, x: y, y: x), 1)
  }
  return min(betaPrefactor(a, b, x: x, y: y) / betaFraction(a, b, x: x, y: y), 1)
}

/// The divisor that turns xᵃ yᵇ / B(a, b) into I_x(a, b): the even part of the continued fraction DLMF 8.17.22
/// (as Didonato and Morris 1992 use it), by the modified Lentz method (Thompson and Barnett 1986).
///
/// The fraction itself has partial sums 1 − x·(1 + O(1/a)), which cancel for large a and x close to 1; its even part
/// holds their difference as λ and y.
private func betaFraction(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
  func nonZero(_ value: Double) -> Double { value.magnitude < 1e-300 ? 1e-300 : value }
  let lambda = distanceFromMean(a, b, x: x, y: y)
  func denominator(_ m: Double) -> Double {
    // For m = 0 the second term is zero, even if its denominator is too.
    let second = m == 0 ? 0 : m * (b - m) * x / (a + 2 * m - 1)
    return m + second + (a + m) / (a + 2 * m + 1) * (1 - lambda + m * (1 + y))
  }

  var fraction = nonZero(denominator(0))
  var c = fraction
  var d = 0.0
  // About √max(a, b) terms are needed, so no sample that fits into memory reaches this limit.
  for term in 1...200_000 {
    let m = Double(term)
    let below = a + 2 * m - 1
    let numerator = (m * (a + m - 1) / below) * ((a + b + m - 1) / below) * (b - m) * x * x
    d = 1 / nonZero(denominator(m) + numerator * d)
    c = nonZero(denominator(m) + numerator / c)
    let factor = c * d
    fraction *= factor
    if (factor - 1).magnitude < 1e-16 { break }
  }
  return fraction
}

/// λ = (a + b) x − a = b − (a + b) y = b x − a y, from the smaller of x and y, whose rounding error is smaller.
private func distanceFromMean(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
  x <= y ? (-a).addingProduct(a + b, x) : b.addingProduct(-(a + b), y)
}

/// xᵃ yᵇ / B(a, b).
///
/// With x₀ = a/(a+b), y₀ = b/(a+b) and Stirling's formula this is
/// √(ab / (2π (a+b))) · (x/x₀)ᵃ (y/y₀)ᵇ · exp(δ(a+b) − δ(a) − δ(b)), in which no large terms cancel.
private func betaPrefactor(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
  let sum = a + b
  let lambda = distanceFromMean(a, b, x: x, y: y)
  let excessX = lambda / a
  let excessY = -lambda / b
  let powers: Double
  if excessX.magnitude < 0.5, excessY.magnitude < 0.5 {
    // a·excessX + b·excessY is zero, so only the terms of the logarithms beyond the first order remain.
    powers = -(a * excessOverLog1p(excessX) + b * excessOverLog1p(excessY))
  } else {
    powers = a * logRatio(excessX, ratio: x * (sum / a)) + b * logRatio(excessY, ratio: y * (sum / b))
  }
  let correction = stirlingCorrection(sum) - stirlingCorrection(a) - stirlingCorrection(b)
  return (a / sum * b / (2 * Double.pi)).squareRoot() * exp(powers + correction)
}

private func logRatio(_ excess: Double, ratio: Double) -> Double {
  excess.magnitude < 0.5 ? log1p(excess) : log(ratio)
}

/// e − ln(1 + e) for |e| < ½, without cancellation: with r = e / (2 + e), ln(1 + e) = 2 (r + r³/3 + r⁵/5 + …) and
/// e = 2r / (1 − r), so the difference is r e − 2 (r³/3 + r⁵/5 + …).
private func excessOverLog1p(_ e: Double) -> Double {
  let r = e / (2 + e)
  let square = r * r
  var power = r * square
  var series = 0.0
  // |r| ≤ 1/3: after twenty terms the next is below 1e-20 of the first.
  for term in 1...20 {
    series += power / Double(2 * term + 1)
    power *= square
  }
  return r * e - 2 * series
}
