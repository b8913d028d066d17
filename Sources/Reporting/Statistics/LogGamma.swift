import System

/// δ(z) = ln Γ(z) − [(z − ½) ln z − z + ½ ln 2π] for z > 0: the remainder of Stirling's formula.
///
/// In the beta function the leading terms of the log-gammas cancel. With δ they are combined before anything is rounded,
/// so large arguments lose no precision.
func stirlingCorrection(_ z: Double) -> Double {
  if z >= 10 { return stirlingSeries(z) }
  // Γ(z) = Γ(z + 10) / (z (z + 1) … (z + 9)). The product is at most 18!·10, far within Double's range.
  let shifted = z + 10
  let product = (0..<10).reduce(1.0) { $0 * (z + Double($1)) }
  return (shifted - 0.5) * log(shifted) - 10 - (z - 0.5) * log(z) - log(product) + stirlingSeries(shifted)
}

/// ln Γ(z) for z > 0.
func logGamma(_ z: Double) -> Double {
  (z - 0.5) * log(z) - z + 0.5 * log(2 * Double.pi) + stirlingCorrection(z)
}

/// Σ B₂ₖ / (2k (2k − 1) z²ᵏ⁻¹) (Abramowitz and Stegun 6.1.40); for z ≥ 10 the first omitted term is below 1e-17.
private func stirlingSeries(_ z: Double) -> Double {
  let coefficients: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156, -3617.0 / 122_400,
  ]
  let inverse = 1 / z
  let square = inverse * inverse
  let sum = coefficients.reversed().reduce(0.0) { (sum: Double, next: Double) -> Double in sum * square + next
  }
  return sum * inverse
}

/// J(ν) = Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)), which removes the bias of a standardised difference; nil for ν ≤ 1.
func hedgesCorrection(degreesOfFreedom nu: Double) -> Double? {
  guard nu > 1 else { return nil }
  return exp(logGamma(nu / 2) - logGamma((nu - 1) / 2)) / (nu / 2).squareRoot()
}
