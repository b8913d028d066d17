import Experiments
import Testing

@Suite struct ValueStatisticsTests {
  /// The mean of 0, 0, 2, 6 is 8/4 = 2. Σ(x−2)² = 4 + 4 + 0 + 16 = 24, divided by 4 is 6. Percentiles lie at p/100·3:
  /// 15 at 0.45, between 0 and 0; 50 at 1.5, halfway from 0 to 2; 85 at 2.55, 0.55 of the way from 2 to 6, 4.2.
  /// numpy.percentile([6, 0, 2, 0], [15, 50, 85]) gives 0, 1, 4.2.
  @Test func figuresOfFourValues() {
    let figures = ValueStatistics(of: [6, 0, 2, 0])
    #expect(figures.count == 4)
    #expect(figures.mean == 2)
    #expect(abs(figures.deviation - 6.0.squareRoot()) < 1e-15)
    #expect((figures.minimum, figures.maximum) == (0, 6))
    #expect(figures.zeros == 0.5)
    #expect(figures.percentile15 == 0)
    #expect(figures.median == 1)
    #expect(abs(figures.percentile85 - 4.2) < 1e-14)
  }

  @Test func aSingleValueIsEveryPercentile() {
    let figures = ValueStatistics(of: [-3])
    #expect((figures.percentile15, figures.median, figures.percentile85) == (-3, -3, -3))
    #expect(figures.deviation == 0)
    #expect(figures.zeros == 0)
  }

  /// The ends of 1, 2, …, 5, and 10 % at the position 0.4.
  @Test(arguments: [(0.0, 1.0), (100, 5), (10, 1.4), (25, 2), (62.5, 3.5)])
  func percentilesAreLinearBetweenNeighbours(percent: Double, expected: Double) {
    #expect(abs(ValueStatistics.percentile(percent, ofSorted: [1, 2, 3, 4, 5]) - expected) < 1e-14)
  }

  @Test func notANumberSpreads() {
    let figures = ValueStatistics(of: [1, .nan, 0])
    #expect(figures.mean.isNaN && figures.median.isNaN && figures.maximum.isNaN)
    #expect(figures.zeros == 1 / 3.0)
    let infinite = ValueStatistics(of: [.infinity, .infinity, 1])
    #expect(infinite.median == .infinity && infinite.minimum == 1)
  }
}
