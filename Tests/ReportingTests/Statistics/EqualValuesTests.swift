import System
import Testing

@testable import Reporting

private let unit = Interval(low: 0, high: 1)

/// Two values and α = 5 %: the share that both may have missed is 1 − √0.025 = 0.841886. From ½ to either end of the range
/// it is ½, so the mean lies within ½ ± 0.420943.
@Test func twoEqualValuesSayLittle() {
  #expect(agrees(Confidence.percent95.shareUnseen(in: 2), 0.841_886_116_991_581))
  let middle = equalValuesInterval(of: 0.5, count: 2, in: unit, .percent95)
  #expect(agrees(middle.low, 0.079_056_941_504_209_5) && agrees(middle.high, 0.920_943_058_495_790_5))
  // At an end of the range no value lies beyond.
  let end = equalValuesInterval(of: 1, count: 2, in: unit, .percent95)
  #expect(agrees(end.low, 0.158_113_883_008_419) && end.high == 1)
}

/// No failure in 36 trials: the upper limit of Clopper and Pearson is 1 − 0.025^(1/36). ln 0.025 = −3.688879, a thirty-sixth
/// is −0.102469, and exp(−0.102469) = 0.902606.
@Test func manyEqualValuesLeaveASmallShare() {
  let interval = equalValuesInterval(of: 0, count: 36, in: Interval(low: -2, high: 2), .percent95)
  let share = -(exp(-3.688_879_454_113_936 / 36) - 1)
  #expect(agrees(share, 0.097_394, 1e-5))
  #expect(agrees(interval.low, -2 * share, 1e-12) && agrees(interval.high, 2 * share, 1e-12))
}

/// Where 0 has probability 0.9 and 1 has 0.1, the mean is 0.1. The interval of n zeros does not hold it if 0.9ⁿ < 0.025, so
/// from 36 of them on (0.9³⁵ = 0.02503, 0.9³⁶ = 0.02253): then this happens in less than 2.5 % of studies.
@Test func theIntervalMissesTheMeanOnlyIfThatIsRare() {
  func holds(_ count: Int) -> Bool {
    equalValuesInterval(of: 0, count: count, in: unit, .percent95).contains(0.1)
  }
  #expect(holds(8) && holds(35) && !holds(36))
}

/// A value that rounding moved out of the range does not turn the interval around.
@Test func valuesBeyondTheRangeAreItsEnd() {
  let interval = equalValuesInterval(of: 1.000_001, count: 5, in: unit, .percent95)
  #expect(interval.high == 1.000_001 && interval.low < 1)
}
