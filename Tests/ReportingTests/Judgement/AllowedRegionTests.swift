import Experiments
import Testing

@testable import Reporting

private let than = FigureReference(experiment: "B")

@Test func theEndsOfEachRelation() {
  #expect(AllowedRegion(.less(than: than, by: 2, atMost: nil)) == AllowedRegion(low: -.infinity, high: -2))
  #expect(AllowedRegion(.less(than: than, by: 2, atMost: 3)) == AllowedRegion(low: -3, high: -2))
  #expect(AllowedRegion(.greater(than: than, by: 2, atMost: 3)) == AllowedRegion(low: 2, high: 3))
  #expect(AllowedRegion(.equal(to: than, within: 2)) == AllowedRegion(low: -2, high: 2))
  #expect(AllowedRegion(.near(value: 5, within: 2)) == AllowedRegion(low: 3, high: 7))
  #expect(AllowedRegion(.between(low: nil, high: 2)) == AllowedRegion(low: -.infinity, high: 2))
}

/// CSV would show a negative zero.
@Test func noEndIsANegativeZero() {
  let region = AllowedRegion(.less(than: than, by: 0, atMost: 0))
  #expect(region.low.sign == .plus && region.high.sign == .plus)
}

@Test func onlyLessAndGreaterWithoutAMarginLeaveTheirEndOut() {
  let greater = AllowedRegion(.greater(than: than, by: 0, atMost: nil))
  #expect(!greater.contains(0) && greater.contains(0.001) && greater.contains(.infinity))
  #expect(greater.isApart(from: Interval(low: -1, high: 0)))
  // As good, or better.
  let allowing = AllowedRegion(.greater(than: than, by: -1, atMost: nil))
  #expect(allowing.contains(-1) && !allowing.contains(-1.1))
  let margin = AllowedRegion(.greater(than: than, by: 2, atMost: nil))
  #expect(margin.contains(2) && !margin.isApart(from: Interval(low: 1, high: 2)))
}

@Test func anIntervalIsInsideApartOrAcross() {
  let region = AllowedRegion(low: 0, high: 1)
  #expect(region.contains(Interval(low: 0, high: 1)))
  #expect(!region.contains(Interval(low: 0.5, high: 1.5)))
  #expect(!region.isApart(from: Interval(low: 0.5, high: 1.5)))
  #expect(region.isApart(from: Interval(low: 1.1, high: 1.5)))
  // If the interval is wider than the region, the claim is neither supported nor refuted.
  #expect(!region.contains(Interval(low: -1, high: 2)) && !region.isApart(from: Interval(low: -1, high: 2)))
}

/// 0.852 − 0.842 is 0.010000000000000009 in binary, and 0.852 − 0.836 is 0.016000000000000014: both are at the end.
@Test func roundingDoesNotDecide() {
  let (within, above) = (
    AllowedRegion(low: -0.01, high: 0.01), AllowedRegion(low: 0.016, high: .infinity, includesEnds: false)
  )
  #expect(within.contains(0.852 - 0.842) && !above.contains(0.852 - 0.836))
  #expect(!within.isApart(from: Interval(low: 0.852 - 0.842, high: 1)))
  #expect(above.isApart(from: Interval(low: -1, high: 0.852 - 0.836)))
  #expect(!within.contains(0.0100001) && above.contains(0.0160001))
}

@Test func howRegionsRead() {
  let epochs = Figure.epochsUntil(Threshold(metric: .testAccuracy, value: 0.8))
  func text(_ relation: RelationSpec, _ figure: Figure = .metric(.testAccuracy, at: .final)) -> String {
    let isDifference = relation.reference != nil
    return AllowedRegion(relation).text(figure, isDifference: isDifference)
  }
  #expect(text(.less(than: than, by: 0.005, atMost: nil)) == "≤ -0.0050")
  #expect(text(.greater(than: than, by: 0, atMost: nil)) == "> 0.0000")
  #expect(text(.greater(than: than, by: 0.5, atMost: 1)) == "+0.5000 to +1.0000")
  #expect(text(.equal(to: than, within: 5), epochs) == "±5")
  #expect(text(.near(value: 0.84, within: 0.01)) == "0.8300 to 0.8500")
  #expect(text(.between(low: nil, high: 19), epochs) == "≤ 19")
}
