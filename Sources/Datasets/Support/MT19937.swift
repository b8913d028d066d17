import System

/// The Mersenne Twister random number generator as in NumPy's legacy `RandomState`, so that scikit-learn's data sets
/// can be repeated exactly. It is seeded with one integer by `init_genrand` (Matsumoto and Nishimura 1998, the 2002
/// version). The functions below draw numbers as NumPy's `shuffle` and `normal` do.
struct MT19937 {
  private var state: [UInt32]
  /// The index of the next unused word of `state`; 624 if all are used.
  private var next = 624
  /// The polar method makes two Gaussian numbers at a time. This is the one that has not been returned yet.
  private var spareGaussian: Double?

  init(seed: UInt32) {
    state = [UInt32](repeating: seed, count: 624)
    for i in 1..<624 {
      let previous = state[i - 1]
      state[i] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(i)
    }
  }

  /// 32 random bits.
  mutating func nextWord() -> UInt32 {
    if next == 624 { twist() }
    var y = state[next]
    next += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    y ^= y >> 18
    return y
  }

  /// Makes the next 624 words.
  private mutating func twist() {
    for i in 0..<624 {
      let y = (state[i] & 0x8000_0000) | (state[(i + 1) % 624] & 0x7fff_ffff)
      state[i] = state[(i + 397) % 624] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_b0df)
    }
    next = 0
  }

  /// A uniform number in [0, 1) with 53 random bits.
  mutating func nextDouble() -> Double {
    let high = Double(nextWord() >> 5)
    let low = Double(nextWord() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// A uniform integer in 0...bound, by masked rejection (NumPy's `random_interval`).
  mutating func next(upTo bound: UInt64) -> UInt64 {
    if bound == 0 { return 0 }
    let mask = UInt64.max >> UInt64(bound.leadingZeroBitCount)
    while true {
      var draw = UInt64(nextWord())
      if bound > UInt64(UInt32.max) { draw = draw << 32 | UInt64(nextWord()) }
      if draw & mask <= bound { return draw & mask }
    }
  }

  /// A standard Gaussian number by the polar method (NumPy's `legacy_gauss`).
  mutating func nextGaussian() -> Double {
    if let spare = spareGaussian {
      spareGaussian = nil
      return spare
    }
    while true {
      let x1 = 2 * nextDouble() - 1
      let x2 = 2 * nextDouble() - 1
      let square = x1 * x1 + x2 * x2
      if square < 1 && square != 0 {
        let factor = (-2 * log(square) / square).squareRoot()
        spareGaussian = factor * x1
        return factor * x2
      }
    }
  }

  /// The integers 0 to count − 1 in random order (NumPy's `RandomState.permutation(count)`).
  mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(i, Int(next(upTo: UInt64(i))))
    }
    return order
  }
}
