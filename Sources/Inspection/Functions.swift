import System

/// The sigmoid function 1/(1 + e⁻ˣ), computed from e^−|x| so that nothing overflows.
func sigmoid(_ x: Float) -> Float {
  let small = exp(-Double(x.magnitude))
  return Float(x < 0 ? small / (1 + small) : 1 / (1 + small))
}

/// The softmax function: each e^x divided by the sum of all. The maximum is subtracted first so that nothing overflows.
func softmax(_ logits: ArraySlice<Float>) -> [Float] {
  let maximum = Double(logits.max() ?? 0)
  let powers = logits.map { exp(Double($0) - maximum) }
  let sum = powers.reduce(0, +)
  return powers.map { Float($0 / sum) }
}

/// The Euclidean norm √Σx².
func norm(_ values: [Float]) -> Double {
  values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
}
