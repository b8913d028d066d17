extension Sample {
  /// The interval of the mean if the observations take two values, from the interval of Clopper and Pearson (1934) for the
  /// share of the larger one; nil if they take one value or more than two.
  ///
  /// Such figures are skewed unless both values are about as frequent: with few runs of the rarer one, Student's t interval
  /// is too short on its side. This one keeps the confidence for every share.
  func twoValuesInterval(_ confidence: Confidence) -> Interval? {
    guard let low = minimum, let high = maximum, low < high else { return nil }
    let spread = high - low
    // Differences of fractions may differ in their last bits.
    let highs = values.count { high - $0 <= 1e-9 * spread }
    let lows = values.count { $0 - low <= 1e-9 * spread }
    guard highs + lows == count else { return nil }
    let share = confidence.shareInterval(of: highs, in: count)
    return Interval(low: low + share.low * spread, high: low + share.high * spread)
  }
}

extension Confidence {
  /// The interval of a share of which `successes` in `count` observations have been seen, by Clopper and Pearson: the lower
  /// limit gives so many or more a probability of α/2, the upper limit so many or fewer.
  func shareInterval(of successes: Int, in count: Int) -> Interval {
    let (seen, missing) = (Double(successes), Double(count - successes))
    return Interval(
      low: successes == 0 ? 0 : Self.betaQuantile(tail, seen, missing + 1),
      high: successes == count ? 1 : Self.betaQuantile(1 - tail, seen + 1, missing))
  }

  /// The x with I_x(a, b) = p, by bisection.
  private static func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if regularizedIncompleteBeta(a, b, x: middle, y: 1 - middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
