import CommandLineTool
import Testing

@Suite struct TimeEstimateTests {
  @Test func whatIsLeftTakesAsLongAsWhatIsDone() {
    // 4 of 10 in 8 seconds: 2 seconds each, 6 to go.
    let estimate = TimeEstimate(start: 100)
    #expect(estimate.secondsLeft(now: 108, done: 4, total: 10) == 12)
    #expect(estimate.secondsLeft(now: 108, done: 10, total: 10) == 0)
  }

  @Test func whatWasDoneBeforeTookNoTime() {
    // 2 of the 10 in 8 seconds: 4 seconds each, 4 to go.
    let estimate = TimeEstimate(start: 100, doneAtStart: 4)
    #expect(estimate.secondsLeft(now: 108, done: 6, total: 10) == 16)
  }

  @Test func nothingIsKnownYet() {
    let estimate = TimeEstimate(start: 100, doneAtStart: 4)
    #expect(estimate.secondsLeft(now: 108, done: 4, total: 10) == nil)
    #expect(estimate.secondsLeft(now: 100, done: 5, total: 10) == nil)
    #expect(estimate.secondsLeft(now: 108, done: 11, total: 10) == nil)
    #expect(estimate.secondsLeft(now: 108, done: .nan, total: 10) == nil)
  }
}
