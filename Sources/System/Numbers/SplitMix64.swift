/// The random number generator SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014, figure 14). It is small, fast, and gives the same numbers on every machine.
public struct SplitMix64: Sendable {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  /// A generator for a key of several numbers. The sequences of different keys are independent of each other.
  public init(key: UInt64...) {
    state = 0
    for word in key {
      state ^= word
      state = next()
    }
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mixed(state)
  }

  /// The number at `index`, counted from 0, in the sequence of `init(seed:)`.
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

  /// A uniform number in [0, 1) with 53 random bits.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A uniform number in [low, high).
  public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A number from a bell-shaped distribution with the mean 0 and this standard deviation. Its magnitude is at most 3.5
  /// deviations. It is the sum of four uniform numbers and needs no logarithm, which would differ between machines.
  public mutating func bell(_ deviation: Double) -> Double {
    let sum = unit() + unit() + unit() + unit() - 2
    // The variance of one uniform number is 1/12, so that of the sum is 1/3; the factor is √3.
    return sum * deviation * 1.732_050_807_568_877_2
  }

  /// A uniform integer from 0 to `bound` − 1; `bound` is at least 1.
  public mutating func below(_ bound: Int) -> Int { Self.integer(next(), below: bound) }

  /// Turns 64 random bits into an integer from 0 to `bound` − 1. All integers have the same probability up to a
  /// relative error below bound / 2⁶⁴.
  public static func integer(_ bits: UInt64, below bound: Int) -> Int {
    Int(bits.multipliedFullWidth(by: UInt64(bound)).high)
  }
}
