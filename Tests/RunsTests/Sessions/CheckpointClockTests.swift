import Testing

@testable import Runs

@Suite struct CheckpointClockTests {
  private let start = ContinuousClock.now

  private func isDue(_ clock: CheckpointClock, after milliseconds: Int) -> Bool {
    clock.isDue(at: start + .milliseconds(milliseconds))
  }

  /// Writing takes 20 ms from 400 ms on. With the next one that makes 40 ms, a hundredth of 4,000 ms.
  @Test func writingTakesAHundredthOfTheTime() {
    var clock = CheckpointClock(interval: nil, start: start)
    #expect(!isDue(clock, after: 399) && isDue(clock, after: 400))
    clock.wrote(from: start + .milliseconds(400), to: start + .milliseconds(420))
    #expect(!isDue(clock, after: 3_999) && isDue(clock, after: 4_000))
    // 40 ms so far, and 20 ms again: a hundredth of 6,000 ms.
    clock.wrote(from: start + .milliseconds(4_000), to: start + .milliseconds(4_020))
    #expect(!isDue(clock, after: 5_999) && isDue(clock, after: 6_000))
  }

  /// However fast writing is, half a second is soon enough.
  @Test func fastWritingIsNotDoneMoreOften() {
    var clock = CheckpointClock(interval: nil, start: start)
    clock.wrote(from: start + .milliseconds(400), to: start + .milliseconds(401))
    #expect(!isDue(clock, after: 900) && isDue(clock, after: 901))
  }

  @Test func anIntervalIsKept() {
    var clock = CheckpointClock(interval: .milliseconds(50), start: start)
    #expect(!isDue(clock, after: 49) && isDue(clock, after: 50))
    clock.wrote(from: start + .milliseconds(50), to: start + .milliseconds(90))
    #expect(!isDue(clock, after: 139) && isDue(clock, after: 140))
  }
}
