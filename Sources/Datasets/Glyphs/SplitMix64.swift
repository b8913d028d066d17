/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014), keyed by a few numbers: streams of different keys have
/// nothing to do with each other.
struct SplitMix64 {
  private var state: UInt64

  init(key: UInt64...) {
    state = 0
    for word in key {
      state ^= word
      state = next()
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1) with 53 bits.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Bell-shaped around 0 with this standard deviation, and never beyond 3.5 of them: the sum of four uniform
  /// numbers, so that no logarithm takes part.
  mutating func bell(_ deviation: Double) -> Double {
    let sum = unit() + unit() + unit() + unit() - 2
    // The variance of one is 1/12.
    return sum * deviation * 1.732_050_807_568_877_2
  }

  /// Uniform below a small bound; the bias is below bound / 2⁶⁴.
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
