import CommandLineTool
import Testing

@Suite struct EpochEstimateTests {
  /// Half of the first epoch's batches took 6 s, so all take 12, and an evaluation is expected to take 0.25 · 12 = 3. Left
  /// are 9.5 epochs of batches and 10 evaluations: 114 + 30.
  @Test func theFirstEvaluationIsExpected() {
    let estimate = EpochEstimate(start: 100, epochCount: 10, evaluationCost: 0.25)
    #expect(estimate.secondsLeft(now: 106, epochs: 0, fraction: 0.5) == 144)
    #expect(estimate.elapsed(now: 106) == 6)
  }

  /// Two evaluations took 5 and 7 s. Of 57 s the batches of 2.5 epochs took 45, 18 each: left are 7.5 · 18 + 8 · 6.
  @Test func laterOnesAreMeasured() {
    var estimate = EpochEstimate(start: 100, epochCount: 10, evaluationCost: 99)
    estimate.evaluated(seconds: 5)
    estimate.evaluated(seconds: 7)
    #expect(estimate.secondsLeft(now: 157, epochs: 2, fraction: 0.5) == 183)
  }

  /// Of a run that goes on in the middle of its fifth epoch, a quarter of the epoch took 3 s: left are 5.25 · 12.
  @Test func whatWasDoneBeforeTookNoTime() {
    var estimate = EpochEstimate(start: 100, epochCount: 10, evaluationCost: 0, epochs: 4)
    estimate.resumed(fraction: 0.5)
    #expect(estimate.secondsLeft(now: 103, epochs: 4, fraction: 0.75) == 63)
  }

  @Test func thereIsNoEstimateAtTheStart() {
    let estimate = EpochEstimate(start: 100, epochCount: 10, evaluationCost: 0.25)
    #expect(estimate.secondsLeft(now: 101, epochs: 0, fraction: 0) == nil)
    #expect(estimate.secondsLeft(now: 100, epochs: 1, fraction: 0) == nil)
    #expect(estimate.secondsLeft(now: 101, epochs: 0, fraction: .nan) == nil)
    #expect(estimate.secondsLeft(now: 120, epochs: 10, fraction: 0) == 0)
  }
}
