/// The values that an assertion or claim allows: an interval, of which either end may be infinite.
public struct AllowedRegion: Equatable, Sendable {
  public let low: Double
  public let high: Double
  /// Whether the ends themselves are allowed. The zero of "less" and "greater" without a margin is not.
  public let includesEnds: Bool

  public init(low: Double, high: Double, includesEnds: Bool = true) {
    self.low = low
    self.high = high
    self.includesEnds = includesEnds
  }

  /// What a claim allows: for the difference from the other figure, or for the figure itself if there is no other.
  public init(_ relation: RelationSpec) {
    switch relation {
    case .less(_, let by, let atMost):
      // Subtracted from zero, because the negation of zero would be a negative zero.
      self.init(low: atMost.map { 0 - $0 } ?? -.infinity, high: 0 - by, includesEnds: by != 0)
    case .greater(_, let by, let atMost):
      self.init(low: by, high: atMost ?? .infinity, includesEnds: by != 0)
    case .equal(_, let within): self.init(low: -within, high: within)
    case .near(let value, let within): self.init(low: value - within, high: value + within)
    case .between(let low, let high): self.init(low: low ?? -.infinity, high: high ?? .infinity)
    }
  }

  /// What an operator allows for the left side minus the right side.
  /// - Parameters:
  ///   - tolerance: how far the sides of `==` may be apart.
  ///   - number: a number that the right side has besides what is subtracted.
  init(_ comparison: ComparisonOperator, tolerance: Double, plus number: Double = 0) {
    switch comparison {
    case .atLeast: self.init(low: number, high: .infinity)
    case .atMost: self.init(low: -.infinity, high: number)
    case .equal: self.init(low: number - tolerance, high: number + tolerance)
    case .above: self.init(low: number, high: .infinity, includesEnds: false)
    case .below: self.init(low: -.infinity, high: number, includesEnds: false)
    }
  }

  /// Allows every value.
  public static let everything = AllowedRegion(low: -.infinity, high: .infinity)

  /// Whether the value is allowed. An infinite value is, if the region is open to its side.
  public func contains(_ value: Double) -> Bool {
    if value.isInfinite, isEnd(value) { return true }
    return includesEnds
      ? low - slack <= value && value <= high + slack : value > low + slack && value < high - slack
  }

  /// What the rounding of sums may add to a figure or take from it: 0.852 − 0.842 is not exactly 0.01 in binary. A value so
  /// near to an end is at the end.
  public var slack: Double {
    1e-12 * max(1, low.isFinite ? low.magnitude : 0, high.isFinite ? high.magnitude : 0)
  }

  private func isEnd(_ value: Double) -> Bool { value == low || value == high }
}
