import Testing

@testable import Reporting

@Test func percentileIntervalsAgreeWithSciPy() throws {
  let row = try StatisticsFixture.load().bootstrap
  let bootstrap = Bootstrap(resamples: 40_000, seed: 11)
  // The statistics are whole and half epochs. The ends agree with SciPy's within one step.
  func check(_ inference: BootstrapInference, _ value: Double, _ expected: [Double]) {
    guard case .estimate(let estimate, let interval) = inference else {
      Issue.record("no interval")
      return
    }
    #expect(estimate == value)
    #expect((interval.low - expected[0]).magnitude <= 1 && (interval.high - expected[1]).magnitude <= 1)
  }
  // The sixth of eleven values: 23 of a, 30 of b. P(Bin(11, ½) ≤ 1) = 12/2048 = 0.006, with a third value left out 0.033:
  // the second value and the second last, 18 and 30, hold the median for every distribution.
  #expect(row.median == [19, 28])
  #expect(bootstrap.median(row.a) == .estimate(23, Interval(low: 18, high: 30)))
  check(bootstrap.medianDifference(pairs: Array(zip(row.a, row.b))), -7, row.paired)
  check(bootstrap.medianDifference(row.a, row.b), -7, row.unpaired)
}

/// With ties, and with runs that never get there.
///
/// The end of the interval from R resamples is the value at a share of them. How many resamples lie up to a value is
/// binomial, so the value's exact share differs from the wanted one, τ, by at most 4·√(τ(1 − τ)/R), save for one case in
/// 16,000. All values within this distance may be an end, for bnlab's 40,000 resamples and for SciPy's 100,000. Where only
/// one value is, both must have it.
@Test func unequalSamplesAgreeWithTheExactDistribution() throws {
  for row in try StatisticsFixture.load().unequalBootstrap {
    guard
      case .estimate(let value, let interval) = Bootstrap(resamples: 40_000, seed: 5).medianDifference(
        row.a, row.b)
    else {
      Issue.record("no interval")
      continue
    }
    #expect(value == row.value)
    #expect(agrees(Confidence.percent95.expandedTail(count: min(row.a.count, row.b.count)), row.tail, 1e-9))
    func values(at share: Double, resamples: Double) throws -> ClosedRange<Double> {
      let error = 4 * (share * (1 - share) / resamples).squareRoot()
      let low = try #require(row.exact.first { $0.share >= share - error })
      let high = try #require(row.exact.first { $0.share >= min(share + error, 1 - 1e-12) })
      return low.value...high.value
    }
    for (ends, resamples) in [([interval.low, interval.high], 40_000.0), (row.scipy, 100_000)] {
      for (end, share) in zip(ends, [row.tail, 1 - row.tail]) {
        let allowed = try values(at: share, resamples: resamples)
        #expect(allowed.contains(end), "\(end) is not in \(allowed)")
      }
    }
    // Taking the samples in the other order turns the interval round.
    let (low, high) = try (
      values(at: row.tail, resamples: 40_000), values(at: 1 - row.tail, resamples: 40_000)
    )
    guard
      case .estimate(let opposite, let turned) = Bootstrap(resamples: 40_000, seed: 6).medianDifference(
        row.b, row.a)
    else {
      Issue.record("no interval")
      continue
    }
    #expect(opposite == -row.value && high.contains(-turned.low) && low.contains(-turned.high))
  }
}

/// The values are 1 to n, so that SciPy's interval has the ranks of its ends. With one resample the interval is the sign
/// test's, unless the resample's median lies outside.
@Test func theSignTestsIntervalIsSciPys() throws {
  for row in try StatisticsFixture.load().signIntervals {
    let values = (1...row.count).map(Double.init)
    #expect(
      Bootstrap(resamples: 1).median(values)
        == .estimate(Double(row.count + 1) / 2, Interval(low: row.low, high: row.high)))
  }
}

/// The smaller sample decides how far the tails are widened. The larger one is constant here, so that the difference's
/// median is the smaller one's, drawn from 1 to 7. That is 1 where four of seven draws or more are 1: Bin(7, 1/7) ≥ 4
/// with probability 0.0102; it is at most 2 with 0.108. Seven values cut the tails at Φ(−√(7/6) · 2.447) = 0.0041, so that
/// the interval goes from 1 to 7. Forty-one would cut them at Φ(−√(41/40) · 2.021) = 0.0204, from 2 to 6.
@Test func theSmallerOfTwoSamplesWidensTheInterval() {
  let (few, many) = ((1...7).map(Double.init), [Double](repeating: 0, count: 41))
  let bootstrap = Bootstrap(resamples: 20_000, seed: 3)
  #expect(bootstrap.medianDifference(few, many) == .estimate(4, Interval(low: 1, high: 7)))
  #expect(bootstrap.medianDifference(many, few) == .estimate(-4, Interval(low: -7, high: -1)))
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

/// A difference of medians is the sum with the factors 1 and −1, resample by resample. Equal columns have the sum itself.
@Test func mediansAreAdded() {
  let bootstrap = Bootstrap(resamples: 300, seed: 3)
  let pairs = [(3.0, 9.0), (4, 1), (8, 5), (2, 2), (7, 6)]
  #expect(
    bootstrap.medianSum(rows: pairs.map { [$0.0, $0.1] }, factors: [1, -1])
      == bootstrap.medianDifference(pairs: pairs))
  // Medians 4 and 5: 2 · 4 − 5 + 0.5 · 10 = 8, although the median of the sums 2, 12, 16, 7, 13 is 12.
  let rows = pairs.map { [$0.0, $0.1, 10] }
  guard case .estimate(let value, _) = bootstrap.medianSum(rows: rows, factors: [2, -1, 0.5]) else {
    Issue.record("no interval")
    return
  }
  #expect(value == 8)
  #expect(
    bootstrap.medianSum(rows: [[4, 5, 10], [4, 5, 10]], factors: [2, -1, 0.5])
      == .estimate(8, Interval(low: 8, high: 8)))
  // Neither of two that are subtracted gets there: what is left is the third.
  #expect(
    bootstrap.medianSum(
      rows: [[.infinity, .infinity, 3], [.infinity, .infinity, 3]], factors: [1, -1, 1])
      == .estimate(3, Interval(low: 3, high: 3)))
  #expect(bootstrap.medianSum(rows: [[1, 2], [.nan, 3]], factors: [1, 1]) == .single(3))
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
  // Neither side reaches it: the difference is zero, not ∞ − ∞.
  #expect(
    bootstrap.medianDifference(pairs: [(.infinity, .infinity), (.infinity, .infinity)])
      == .estimate(0, Interval(low: 0, high: 0)))
}

/// The ends are two of the ordered values, or lie between neighbours. Of n values of a continuous distribution k are below
/// its median with probability C(n, k) / 2ⁿ, so that the i-th and the j-th hold it with Σ C(n, k) / 2ⁿ for k = i ... j − 1.
@Test(arguments: 6...12)
func aMediansIntervalCoversWhatItSays(count: Int) throws {
  guard case .estimate(_, let interval) = Bootstrap().median((1...count).map(Double.init)) else {
    Issue.record("no interval")
    return
  }
  let first = Int(interval.low.rounded(.up))
  let last = Int(interval.high.rounded(.down))
  var ways = [1.0]
  for k in 0..<count { ways.append(ways[k] * Double(count - k) / Double(k + 1)) }
  let coverage = ways[first..<last].reduce(0, +) / ways.reduce(0, +)
  #expect(coverage >= 0.95, "\(first) to \(last) of \(count): \(coverage)")
}

/// If the confidence needs more values than there are, the interval covers all of them.
@Test func aMediansIntervalIsNoWiderThanTheValues() throws {
  let confidence = try #require(Confidence(0.99))
  #expect(
    Bootstrap(confidence: confidence).median([1, 2, 3, 4]) == .estimate(2.5, Interval(low: 1, high: 4)))
  #expect(
    Bootstrap(resamples: 9).median([Double](repeating: 2, count: 1_001))
      == .estimate(2, .init(low: 2, high: 2)))
}
