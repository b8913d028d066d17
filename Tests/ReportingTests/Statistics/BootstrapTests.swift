import Testing

@testable import Reporting

@Test func percentileIntervalsAgreeWithSciPy() throws {
  let row = try StatisticsFixture.load().bootstrap
  let bootstrap = Bootstrap(resamples: 4000, seed: 11)
  // The statistics are whole and half epochs: SciPy's ends are met up to one step.
  func check(_ inference: BootstrapInference, _ value: Double, _ expected: [Double]) {
    guard case .estimate(let estimate, let interval) = inference else {
      Issue.record("no interval")
      return
    }
    #expect(estimate == value)
    #expect((interval.low - expected[0]).magnitude <= 1 && (interval.high - expected[1]).magnitude <= 1)
  }
  // The sixth of eleven values: 23 of a, 30 of b.
  check(bootstrap.median(row.a), 23, row.median)
  check(bootstrap.medianDifference(pairs: Array(zip(row.a, row.b))), -7, row.paired)
  check(bootstrap.medianDifference(row.a, row.b), -7, row.unpaired)
}

@Test func theSameSeedGivesTheSameInterval() {
  let values = [3.0, 9, 4, 1, 5]
  let one = Bootstrap(resamples: 200, seed: 1).median(values)
  #expect(one == Bootstrap(resamples: 200, seed: 1).median(values))
}

@Test func tooFewValuesToDrawFrom() {
  let bootstrap = Bootstrap(resamples: 50)
  #expect(bootstrap.median([]) == .none)
  #expect(bootstrap.median([.nan]) == .none)
  #expect(bootstrap.median([7]) == .single(7))
  #expect(bootstrap.median([7, 7, 7]) == .estimate(7, Interval(low: 7, high: 7)))
  #expect(bootstrap.medianDifference(pairs: []) == .none)
  #expect(bootstrap.medianDifference([1, 2], []) == .none)
  #expect(bootstrap.medianDifference([1, 2], [3]) == .single(-1.5))
}

@Test func neverReachedIsLaterThanAnyEpoch() {
  let bootstrap = Bootstrap(resamples: 400, seed: 5)
  #expect(
    bootstrap.median([.infinity, .infinity])
      == .estimate(.infinity, Interval(low: .infinity, high: .infinity)))
  guard case .estimate(let value, let interval) = bootstrap.median([20, 22, 24, .infinity, .infinity]) else {
    Issue.record("no interval")
    return
  }
  #expect(value == 24)
  #expect(interval.low >= 20 && interval.high == .infinity)
  // Neither side reaches it: no difference, rather than ∞ − ∞.
  #expect(
    bootstrap.medianDifference(pairs: [(.infinity, .infinity), (.infinity, .infinity)])
      == .estimate(0, Interval(low: 0, high: 0)))
}
