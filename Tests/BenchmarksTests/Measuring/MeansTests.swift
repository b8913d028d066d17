import Experiments
import Testing

@testable import Benchmarks

@Suite struct MeansTests {
  @Test func medians() {
    #expect([3.0, 1, 2].median == 2)
    #expect([4.0, 1, 2, 3].median == 2.5)
    #expect([Double]().median.isNaN)
  }

  /// √(2·8) = 4. The product of thirty factors 10¹² is too large for a double.
  @Test func geometricMeans() {
    #expect(abs([2.0, 8].geometricMean - 4) < 1e-12)
    #expect(abs(Array(repeating: 1e12, count: 30).geometricMean / 1e12 - 1) < 1e-12)
    #expect([Double]().geometricMean.isNaN)
  }

  /// The rates 100/10 = 10 and 360/4 = 90 have the geometric mean √900 = 30. On two threads it is the same for 20 and 45.
  @Test func theMeanOfLinesHasTheMeanOfTheirRates() {
    let lines = [
      BenchmarkRecord.Line(
        name: "a", amount: .operations(100),
        timings: [.init(median: 10, fastest: 9, overall: 10), .init(median: 5, fastest: 5, overall: 5)]),
      BenchmarkRecord.Line(
        name: "b", amount: .operations(360),
        timings: [.init(median: 4, fastest: 4, overall: 4), .init(median: 8, fastest: 8, overall: 8)]),
    ]
    let mean = BenchmarkRecord.Line(name: "mean", meanOf: lines, threadCounts: 2)
    #expect(mean.rates.count == 2)
    #expect(mean.rates.allSatisfy { abs($0 - 30) < 1e-9 })
    #expect(abs(mean.timings[0].fastest - 6) < 1e-12)
  }
}
