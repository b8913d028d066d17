import Testing

@testable import Reporting

@Test func intervalsAgreeWithSciPy() throws {
  let percent99 = try #require(Confidence(0.99))
  for row in try StatisticsFixture.load().intervals {
    let sample = Sample(row.sample)
    let scale = row.mean.magnitude
    guard !sample.isTied else { continue }
    let mean = try #require(sample.meanInference().interval)
    #expect(agrees(mean.low, row.mean95[0], scale: scale) && agrees(mean.high, row.mean95[1], scale: scale))
    let single = try #require(sample.predictionInterval())
    #expect(
      agrees(single.low, row.prediction95[0], scale: scale)
        && agrees(single.high, row.prediction95[1], scale: scale))
    let wide = try #require(sample.predictionInterval(percent99))
    #expect(
      agrees(wide.low, row.prediction99[0], scale: scale)
        && agrees(wide.high, row.prediction99[1], scale: scale))
  }
}

@Test func inferenceSaysWhatItCannotKnow() {
  #expect(Sample([]).meanInference() == .none)
  #expect(Sample([.nan]).meanInference() == .none)
  #expect(Sample([2]).meanInference() == .single(2))
  #expect(Sample([2]).meanInference().interval == nil)
}

/// However many they are, other values may be rare.
@Test func equalValuesHaveNoSpreadToJudgeBy() {
  for count in [2, 5, 200] {
    let sample = Sample(repeatElement(2.0, count: count))
    #expect(sample.meanInference() == .tied(2))
    #expect(sample.meanInference().value == 2)
    #expect(sample.meanInference().interval == nil && sample.meanInference().p == nil)
    #expect(sample.predictionInterval() == nil)
  }
}

@Test func twoValuesHaveAWideInterval() throws {
  // Mean 2, s = √2, s/√2 = 1, t(0.975; 1) = tan(0.475 π) = 12.706204736174705.
  let interval = try #require(Sample([1, 3]).meanInference().interval)
  #expect(agrees(interval.low, 2 - 12.706204736174705))
  #expect(agrees(interval.high, 2 + 12.706204736174705))
}

@Test func predictionNeedsTwoRuns() {
  #expect(Sample([]).predictionInterval() == nil)
  #expect(Sample([0.5]).predictionInterval() == nil)
  // Mean 2, s = √2, t(0.975; 1) = 12.706204736174705: √(1 + ½) · √2 = √3.
  let two = Sample([1, 3]).predictionInterval()
  #expect(agrees(two?.low, 2 - 12.706204736174705 * 3.0.squareRoot()))
}

@Test(arguments: [0, 1, -0.5, 1.5, Double.nan])
func confidenceIsAShare(level: Double) {
  #expect(Confidence(level) == nil)
}

@Test func intervalHoldsItsEnds() {
  let interval = Interval(low: -1, high: 1)
  #expect(
    interval.contains(-1) && interval.contains(1) && !interval.contains(1.5) && !interval.contains(.nan))
}

/// Φ(−√(n/(n−1)) · t(0.975; n − 1)) by SciPy.
@Test(arguments: [(6, 0.0024318031746115667), (10, 0.008550639024406366), (30, 0.01875390027822054)])
func percentilesAreCutFurtherOutForFewValues(count: Int, tail: Double) {
  #expect(agrees(Confidence.percent95.expandedTail(count: count), tail, 1e-10))
}
