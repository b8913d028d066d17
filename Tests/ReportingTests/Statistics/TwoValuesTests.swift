import Testing

@testable import Reporting

/// 2 of 10: the limits of R's `binom.test(2, 10)`, 0.02521 and 0.55610; none of 10: 1 − 0.025^(1/10) = 0.30850.
@Test func sharesHaveTheIntervalOfClopperAndPearson() {
  let two = Confidence.percent95.shareInterval(of: 2, in: 10)
  #expect(abs(two.low - 0.025_210_7) < 1e-6 && abs(two.high - 0.556_095_5) < 1e-6)
  let none = Confidence.percent95.shareInterval(of: 0, in: 10)
  #expect(none.low == 0 && agrees(none.high, Confidence.percent95.shareUnseen(in: 10)))
  let all = Confidence.percent95.shareInterval(of: 10, in: 10)
  #expect(agrees(all.low, 1 - none.high) && all.high == 1)
}

/// Eight times 3 and two times 5: a share of 0.2 for the larger one, so that the mean is 3 + 2·share.
@Test func twoValuesHaveTheIntervalOfTheirShare() throws {
  let interval = try #require(Sample([3, 3, 5, 3, 3, 3, 3, 5, 3, 3]).twoValuesInterval(.percent95))
  #expect(abs(interval.low - 3.050_421_4) < 2e-6 && abs(interval.high - 4.112_191) < 2e-6)
  // Rounding does not make a third value.
  #expect(Sample([0.1 + 0.2, 0.3, 0.4]).twoValuesInterval(.percent95) != nil)
  #expect(Sample([1, 2, 3]).twoValuesInterval(.percent95) == nil)
  #expect(
    Sample([1, 1]).twoValuesInterval(.percent95) == nil && Sample([]).twoValuesInterval(.percent95) == nil)
}

/// One of 30 differs: t is 1/30 ± 2.045/30, up to 0.1015, and Clopper's and Pearson's upper limit is 0.17217.
@Test func claimsTakeTheWiderOne() throws {
  let values = [1.0] + Array(repeating: 0, count: 29)
  let estimate = Estimate(.values(values), isMedian: false, bounds: .unbounded, confidence: .percent95)
  let interval = try #require(estimate.interval)
  #expect(abs(interval.low + 0.034_84) < 1e-4 && abs(interval.high - 0.172_17) < 1e-4)
}
