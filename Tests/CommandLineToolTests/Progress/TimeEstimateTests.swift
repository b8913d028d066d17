import CommandLineTool
import Testing

@Suite struct TimeEstimateTests {
  @Test func theRestTakesProportionallyLong() {
    // 4 of 10 are done after 8 seconds: 2 seconds each, and 6 are left.
    let estimate = TimeEstimate(start: 100)
    #expect(estimate.secondsLeft(now: 108, done: 4, total: 10) == 12)
    #expect(estimate.secondsLeft(now: 108, done: 10, total: 10) == 0)
  }

  @Test func workDoneBeforeTheStartTookNoTime() {
    // 2 of the 10 took 8 seconds: 4 seconds each, and 4 are left.
    let estimate = TimeEstimate(start: 100, doneAtStart: 4)
    #expect(estimate.secondsLeft(now: 108, done: 6, total: 10) == 16)
  }

  @Test func thereIsNoEstimateAtTheStart() {
    let estimate = TimeEstimate(start: 100, doneAtStart: 4)
    #expect(estimate.secondsLeft(now: 108, done: 4, total: 10) == nil)
    #expect(estimate.secondsLeft(now: 100, done: 5, total: 10) == nil)
    #expect(estimate.secondsLeft(now: 108, done: 11, total: 10) == nil)
    #expect(estimate.secondsLeft(now: 108, done: .nan, total: 10) == nil)
  }
}
