/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 14): small,
/// fast, and the same everywhere.
public struct SplitMix64: Sendable {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  /// Keyed by a few numbers: streams of different keys have nothing to do with each other.
  public init(key: UInt64...) {
    state = 0
    for word in key {
      state ^= word
      state = next()
    }
  }

  public mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mixed(state)
  }

  /// The output at a place of the sequence that begins at `seed`; 0 is the first one's.
  public static func output(_ index: UInt64, seed: UInt64) -> UInt64 {
    mixed(seed &+ (index &+ 1) &* step)
  }

  private static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

  private static func mixed(_ bits: UInt64) -> UInt64 {
    var z = bits
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1) with 53 bits.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Bell-shaped around 0 with this standard deviation, and never beyond 3.5 of them: the sum of four uniform
  /// numbers, so that no logarithm takes part.
  public mutating func bell(_ deviation: Double) -> Double {
    let sum = unit() + unit() + unit() + unit() - 2
    // The variance of one is 1/12.
    return sum * deviation * 1.732_050_807_568_877_2
  }

  /// Uniform from 0 to `bound` − 1, for a small bound of at least 1.
  public mutating func below(_ bound: Int) -> Int { Self.integer(next(), below: bound) }

  /// 64 random bits as an integer from 0 to `bound` − 1; the bias of the multiplication is below bound / 2⁶⁴.
  public static func integer(_ bits: UInt64, below bound: Int) -> Int {
    Int(bits.multipliedFullWidth(by: UInt64(bound)).high)
  }
}
