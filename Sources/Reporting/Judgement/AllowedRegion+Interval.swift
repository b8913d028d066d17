import Experiments

extension AllowedRegion {
  /// Whether the interval lies entirely inside.
  func contains(_ interval: Interval) -> Bool { contains(interval.low) && contains(interval.high) }

  /// Whether the interval lies entirely outside.
  func isApart(from interval: Interval) -> Bool {
    includesEnds
      ? interval.high < low - slack || interval.low > high + slack
      : interval.high <= low + slack || interval.low >= high - slack
  }

  /// The distance from a value to the nearest end.
  func distanceToEnd(from value: Double) -> Double {
    min((value - low).magnitude, (high - value).magnitude)
  }
}
