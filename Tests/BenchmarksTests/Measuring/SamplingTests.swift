import Testing

@testable import Benchmarks

/// What costs how much, on a clock that only work moves.
private final class FakeWork {
  var now = 0.0
  var calls: [Int] = []
  let cost: (_ callsBefore: Int) -> Double

  init(cost: @escaping (Int) -> Double) { self.cost = cost }

  func run(_ times: Int) {
    for _ in 0..<times { now += cost(calls.reduce(0, +)) }
    calls.append(times)
  }

  func sampling(_ seconds: Double) -> Sampling { Sampling(seconds: seconds, clock: { self.now }) }
}

@Suite struct SamplingTests {
  /// A tenth of 10 s is a repetition: 1 s. A call of 1/4 s is tried once to warm up and once on the clock; 4 would fill
  /// the second, 5 (4 · 1.05, rounded up) surely do. 9 s are left for 7 repetitions of 1.25 s.
  @Test func callsFillARepetition() {
    let work = FakeWork { _ in 0.25 }
    let timing = work.sampling(10).time(work.run)
    #expect(work.calls == [1, 1, 5] + Array(repeating: 5, count: 7))
    #expect(timing == .init(median: 0.25, fastest: 0.25))
  }

  /// Steps of at most ten lead to many calls: 1, 10, 100, and 1000/100 · 1.05 > 10 again.
  @Test func shortCallsAreManyToARepetition() {
    let work = FakeWork { _ in 0x1p-10 }
    let schedule = work.sampling(10).schedule(work.run)
    #expect(work.calls == [1, 1, 10, 100, 1000, 1076])
    #expect(schedule == .init(calls: 1076, repetitions: 8))
  }

  /// What takes longer than its time is still done three times behind the warming up.
  @Test func longCallsAreDoneAFewTimes() {
    let work = FakeWork { _ in 3 }
    _ = work.sampling(0.001).time(work.run)
    #expect(work.calls == [1, 1, 1, 1, 1])
  }

  @Test func noMoreThanNineRepetitions() {
    let work = FakeWork { _ in 1 }
    _ = work.sampling(10).time(work.run)
    #expect(work.calls.count == 2 + 9)
  }

  /// Of the repetitions 1, 2, 9 s behind warming up and one on the clock: an interruption moves no median.
  @Test func theMedianCounts() {
    let work = FakeWork { calls in [5, 5, 1, 9, 2][calls] }
    let timing = work.sampling(0.001).time(work.run)
    #expect(timing == .init(median: 2, fastest: 1))
  }
}
