import System

/// The share of repeated experiments whose interval holds the true value; strictly between 0 and 1.
public struct Confidence: Equatable, Sendable {
  public let level: Double

  /// Nil unless 0 < level < 1.
  public init?(_ level: Double) {
    guard level > 0, level < 1 else { return nil }
    self.level = level
  }

  private init(known level: Double) {
    self.level = level
  }

  public static let percent95 = Confidence(known: 0.95)

  /// The share of repeated experiments whose interval does not hold the true value: α.
  var errorRate: Double { 1 - level }

  /// The confidence that each of so many intervals needs so that all hold with this one (Bonferroni's correction).
  /// - Parameter count: at least 1.
  func ofEach(_ count: Int) -> Confidence { Confidence(1 - errorRate / Double(count)) ?? self }

  /// The probability beyond either end of a two-sided interval.
  var tail: Double { (1 - level) / 2 }

  /// The smallest number of observations that can support anything with this confidence if all that is known of their
  /// distribution is its median: the smallest n with 2·2⁻ⁿ ≤ α. That n observations all lie on one side of the median
  /// has this probability.
  var minimumCount: Int {
    var count = 2
    var doubt = 0.5
    while doubt > 1 - level, count < 64 {
      doubt /= 2
      count += 1
    }
    return count
  }

  /// The share of resamples beyond either end of an expanded percentile interval, which is as wide as Student's t interval
  /// if both apply: Φ(−√(n/(n−1)) · t(1 − α/2; n − 1)), n ≥ 2.
  func expandedTail(count: Int) -> Double {
    let count = Double(max(count, 2))
    guard let quantile = StudentT(degreesOfFreedom: count - 1)?.quantile(1 - tail) else { return tail }
    return erfc(quantile * (count / (count - 1)).squareRoot() / 2.0.squareRoot()) / 2
  }
}

/// The numbers from `low` to `high`, both included.
public struct Interval: Equatable, Sendable {
  public let low: Double
  public let high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  init(center: Double, margin: Double) {
    self.init(low: center - margin, high: center + margin)
  }

  public func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// All numbers.
  static let unbounded = Interval(low: -.infinity, high: .infinity)

  /// The part of the interval that lies within these bounds, which hold its middle.
  func clamped(to bounds: Interval) -> Interval {
    Interval(low: max(low, bounds.low), high: min(high, bounds.high))
  }

  /// The smallest interval that holds both.
  func hull(_ other: Interval?) -> Interval {
    guard let other else { return self }
    return Interval(low: min(low, other.low), high: max(high, other.high))
  }
}
