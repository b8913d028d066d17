import System

/// 1/(1 + e⁻ˣ)
func sigmoid(_ x: Float) -> Float {
  let small = exp(-Double(x.magnitude))
  return Float(x < 0 ? small / (1 + small) : 1 / (1 + small))
}

/// e^x over the sum of them all, computed from the greatest so that nothing overflows.
func softmax(_ logits: ArraySlice<Float>) -> [Float] {
  let greatest = Double(logits.max() ?? 0)
  let powers = logits.map { exp(Double($0) - greatest) }
  let sum = powers.reduce(0, +)
  return powers.map { Float($0 / sum) }
}

/// √Σx²
func norm(_ values: [Float]) -> Double {
  values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
}
