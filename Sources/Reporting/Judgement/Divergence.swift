/// The direction in which diverged runs would have moved a value. They count as worse than any other run.
struct Divergence {
  let lowers: Bool
  let raises: Bool

  var isNone: Bool { !lowers && !raises }
  static let none = Divergence(lowers: false, raises: false)

  private init(lowers: Bool, raises: Bool) {
    (self.lowers, self.raises) = (lowers, raises)
  }

  init(_ figure: SumObservations, minus other: SumObservations?) {
    let sides = figure.divergedSides.union(other?.divergedSides.map(\.opposite) ?? [])
    (lowers, raises) = (sides.contains(.below), sides.contains(.above))
  }

  /// The interval, open to the sides to which diverged runs would have moved it.
  func stretched(_ interval: Interval) -> Interval {
    Interval(low: lowers ? -.infinity : interval.low, high: raises ? .infinity : interval.high)
  }
}
