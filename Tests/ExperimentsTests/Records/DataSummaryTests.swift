import Experiments
import Testing

@Suite struct DataSummaryTests {
  private func summary(_ values: [Float]) -> DataSummary {
    values.withUnsafeBufferPointer { DataSummary(of: $0, experiments: ["A"]) }
  }

  /// The mean of 0, 0, 0, 4 is 1. Σ(x−1)² = 3 + 9 = 12, divided by 4 is 3.
  @Test func oneMinimumMaximumMeanAndDeviationForAll() throws {
    let summary = summary([0, 4, 0, 0])
    #expect((summary.minimum, summary.maximum, summary.mean) == (0, 4, 1))
    #expect(abs(summary.deviation - 3.0.squareRoot()) < 1e-15)
    #expect(summary.scaled(4, .raw) == 4)
    #expect(summary.scaled(1, .minMax) == 0.25)
    #expect(try #require(summary.scaledDeviation(.minMax)) == 3.0.squareRoot() / 4)
    #expect(try #require(summary.scaled(4, .zScore)) == 3 / 3.0.squareRoot())
    #expect(summary.scaledDeviation(.zScore) == 1)
  }

  /// Each integer from 0 to 4 gets a bin around it.
  @Test func fewIntegersHaveOneBinEach() {
    let summary = summary([0, 4, 0, 0])
    #expect((summary.firstEdge, summary.binWidth) == (-0.5, 1))
    #expect(summary.bins == [3, 0, 0, 0, 1])
  }

  /// 256 levels in 64 bins: four integers in each, so that equal counts give a flat histogram.
  @Test func pixelsFillBinsEvenly() {
    let summary = summary((0..<256).map(Float.init))
    #expect(summary.binWidth == 4)
    #expect(summary.bins == Array(repeating: 4, count: 64))
  }

  @Test func otherNumbersAreSpreadOverTheirRange() {
    let summary = summary([0, 0.5, 1])
    #expect((summary.firstEdge, summary.binWidth) == (0, 1 / 64.0))
    #expect(summary.bins.count == 64)
    #expect((summary.bins[0], summary.bins[32], summary.bins[63]) == (1, 1, 1))
  }

  @Test(arguments: [[Float](repeating: 7, count: 3), [Float](repeating: 0.25, count: 3)])
  func equalValuesCannotBeNormalised(values: [Float]) {
    let summary = summary(values)
    #expect(summary.bins == [3])
    #expect(summary.scaled(7, .minMax) == nil)
    #expect(summary.scaled(7, .zScore) == nil)
    #expect(summary.scaledDeviation(.zScore) == nil)
  }
}
