/// The two-sided sign-flip permutation test of paired differences: without an effect, each difference could equally have
/// the other sign. The statistic is |Σd|. The observed signs are one of the patterns.
public struct SignFlipTest: Equatable, Sendable {
  public enum Method: Equatable, Sendable {
    /// p is computed from all 2ⁿ patterns of signs.
    case exact
    /// p is computed from this many patterns drawn at random, plus the observed one.
    case sampled(Int)
  }

  public let method: Method
  /// The share of patterns whose sum is at least as far from zero as the observed one.
  public let p: Double

  /// Uses all patterns for up to `exactLimit` differences, otherwise `samples` of them drawn with `seed`. Nil if there are no
  /// differences.
  public init?(_ differences: Sample, samples: Int = 99_999, seed: UInt64 = 0) {
    let values = differences.values
    guard !values.isEmpty else { return nil }
    // Sums that differ only by rounding are ties.
    let size = values.reduce(0) { $0 + $1.magnitude }
    let bound = values.reduce(0, +).magnitude - 1e-12 * size
    if values.count <= Self.exactLimit {
      method = .exact
      let extreme = Self.countExtreme(values, bound: bound)
      p = Double(extreme) / Double(1 << values.count)
    } else {
      let samples = min(max(samples, 1), 100_000_000)
      method = .sampled(samples)
      let extreme = Self.countSampled(values, bound: bound, samples: samples, seed: seed)
      // The observed pattern is one of those that could have come up (Phipson and Smyth 2010).
      p = Double(extreme + 1) / Double(samples + 1)
    }
  }

  /// The largest number of differences for which all patterns are counted. With sorted sums of the two halves, 2¹⁶ each,
  /// that takes milliseconds.
  public static let exactLimit = 32

  /// Number of the 2ⁿ signed sums whose magnitude is at least `bound`.
  private static func countExtreme(_ values: [Double], bound: Double) -> Int {
    if bound <= 0 { return 1 << values.count }
    let middle = values.count / 2
    let left = signedSums(values[..<middle]).sorted()
    let right = signedSums(values[middle...]).sorted()
    // As the left sum grows, more right sums reach the bound together with it. By symmetry as many sums are at or below
    // −bound.
    var count = 0
    var start = right.count
    for sum in left {
      while start > 0, sum + right[start - 1] >= bound { start -= 1 }
      count += right.count - start
    }
    return 2 * count
  }

  private static func signedSums(_ values: ArraySlice<Double>) -> [Double] {
    values.reduce(into: [0.0]) { sums, value in sums = sums.map { $0 + value } + sums.map { $0 - value } }
  }

  private static func countSampled(_ values: [Double], bound: Double, samples: Int, seed: UInt64) -> Int {
    let generator = CounterGenerator(seed: seed)
    let wordsPerSample = (values.count + 63) / 64
    return (0..<samples).count { sample in
      var sum = 0.0
      for (index, value) in values.enumerated() {
        let word = generator[UInt64(sample * wordsPerSample + index / 64)]
        sum += word >> UInt64(index % 64) & 1 == 0 ? value : -value
      }
      return sum.magnitude >= bound
    }
  }
}
