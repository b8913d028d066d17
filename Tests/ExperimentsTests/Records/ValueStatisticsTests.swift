import Experiments
import Testing

@Suite struct ValueStatisticsTests {
  /// The mean of 0, 0, 2, 6 is 8/4 = 2. Σ(x−2)² = 4 + 4 + 0 + 16 = 24, divided by 4 is 6. The positions of percentiles
  /// are p/100·3: for 15 this is 0.45, between 0 and 0; for 50 it is 1.5, halfway from 0 to 2; for 85 it is 2.55, after
  /// 0.55 of the way from 2 to 6, which is 4.2. numpy.percentile([6, 0, 2, 0], [15, 50, 85]) also gives 0, 1, 4.2.
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

  /// Percentiles of 1, 2, …, 5. The position of 10 % is 0.4, between 1 and 2.
  @Test(arguments: [(0.0, 1.0), (100, 5), (10, 1.4), (25, 2), (62.5, 3.5)])
  func percentilesAreLinearBetweenNeighbours(percent: Double, expected: Double) {
    #expect(abs(ValueStatistics.percentile(percent, ofSorted: [1, 2, 3, 4, 5]) - expected) < 1e-14)
  }

  @Test func oneNaNMakesTheStatisticsNaN() {
    let figures = ValueStatistics(of: [1, .nan, 0])
    #expect(figures.mean.isNaN && figures.median.isNaN && figures.maximum.isNaN)
    #expect(figures.zeros == 1 / 3.0)
    let infinite = ValueStatistics(of: [.infinity, .infinity, 1])
    #expect(infinite.median == .infinity && infinite.minimum == 1)
  }
}
