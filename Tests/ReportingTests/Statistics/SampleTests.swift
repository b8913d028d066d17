import Testing

@testable import Reporting

@Test func momentsAgreeWithNumPy() throws {
  for row in try StatisticsFixture.load().intervals {
    let sample = Sample(row.sample)
    #expect(agrees(sample.mean, row.mean))
    #expect(agrees(sample.standardDeviation, row.sd))
  }
}

@Test func quantilesAgreeWithNumPy() throws {
  for row in try StatisticsFixture.load().quantiles {
    let sample = Sample(row.sample)
    for point in row.quantiles {
      #expect(agrees(sample.quantile(point[0]), point[1], 1e-15, scale: 1), "\(point[0]) of \(row.sample)")
    }
  }
}

@Test func emptySampleHasNoFigures() {
  let sample = Sample([])
  #expect(sample.count == 0)
  #expect(sample.mean == nil)
  #expect(sample.standardDeviation == nil)
  #expect(sample.median == nil)
  #expect(sample.minimum == nil)
  #expect(sample.maximum == nil)
}

@Test func singleValueHasNoDeviation() {
  let sample = Sample([0.84])
  #expect(sample.mean == 0.84)
  #expect(sample.median == 0.84)
  #expect(sample.standardDeviation == nil)
}

@Test func equalValuesHaveExactlyNoDeviation() {
  // 0.1 · 3 / 3 is not 0.1 in binary, unless the sum is computed relative to the first value.
  let sample = Sample([0.1, 0.1, 0.1])
  #expect(sample.mean == 0.1)
  #expect(sample.standardDeviation == 0)
}

@Test func deviationOfTwoValues() {
  // √(((1 − 2)² + (3 − 2)²) / 1) = √2.
  #expect(Sample([1, 3]).standardDeviation == 2.squareRoot())
}

@Test func divergedValuesAreLeftOutAndCounted() {
  let sample = Sample([1, .nan, 3, .infinity, -.infinity, 1e200])
  #expect(sample.values == [1, 3])
  #expect(sample.excludedCount == 4)
  #expect(sample.mean == 2)
}

@Test func tinyAndHugeValuesStayFinite() {
  #expect(Sample([1e100, -1e100]).standardDeviation?.isFinite == true)
  #expect(Sample([1e-300, 3e-300]).standardDeviation == 0)
}

@Test func quantileClampsItsShare() {
  let sample = Sample([1, 2])
  #expect(sample.quantile(-1) == 1)
  #expect(sample.quantile(2) == 2)
  #expect(sample.quantile(.nan) == nil)
}

@Test func infiniteNeighboursNeedNoInterpolation() {
  let values: [Double] = [5, .infinity, .infinity, .infinity]
  #expect(values.quantileOfSorted(0.5) == .infinity)
  #expect(values.quantileOfSorted(0) == 5)
  #expect(values.quantileOfSorted(0.1) == .infinity)
}

/// Between −∞ and a number nothing can be interpolated.
@Test func quantilesBesideInfinities() {
  #expect([-Double.infinity, 0].quantileOfSorted(0.5) == -.infinity)
  #expect([0, Double.infinity].quantileOfSorted(0.5) == .infinity)
}
