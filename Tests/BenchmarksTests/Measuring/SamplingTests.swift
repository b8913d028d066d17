import Engine
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
  private let executor = Executor()

  /// A fiftieth of 10 s is a repetition: 1/5 s. A call of 1/16 s is tried once to warm up and once on the clock; 3.2
  /// would fill the fifth, 4 (3.2 · 1.05, rounded up) surely do. 9.8 s are left for 39 repetitions of 1/4 s.
  @Test func callsFillARepetition() {
    let work = FakeWork { _ in 0.0625 }
    var sampling = work.sampling(10)
    let timing = sampling.time(on: executor, work.run)
    #expect(work.calls == [1, 1, 4] + Array(repeating: 4, count: 39))
    #expect(timing == .init(median: 0.0625, fastest: 0.0625, overall: 0.0625))
  }

  /// Steps of at most ten lead to many calls: 1, 10, 100, and 204.8/100 · 1.05 = 2.15.
  @Test func shortCallsAreManyToARepetition() {
    let work = FakeWork { _ in 0x1p-10 }
    let schedule = work.sampling(10).schedule(work.run)
    #expect(work.calls == [1, 1, 10, 100, 216])
    #expect(schedule == .init(calls: 216, repetitions: 45))
  }

  /// What takes longer than its time is still done three times behind the warming up.
  @Test func longCallsAreDoneAFewTimes() {
    let work = FakeWork { _ in 3 }
    var sampling = work.sampling(0.001)
    _ = sampling.time(on: executor, work.run)
    #expect(work.calls == [1, 1, 1, 1, 1])
  }

  @Test func noMoreThanFortyFiveRepetitions() {
    let work = FakeWork { _ in 1 }
    var sampling = work.sampling(50)
    _ = sampling.time(on: executor, work.run)
    #expect(work.calls.count == 2 + 45)
  }

  /// Of the repetitions 1, 2, 9 s behind warming up and one on the clock: an interruption moves no median.
  @Test func theMedianCounts() {
    let work = FakeWork { calls in [5, 5, 1, 9, 2][calls] }
    var sampling = work.sampling(0.001)
    let timing = sampling.time(on: executor, work.run)
    #expect(timing == .init(median: 2, fastest: 1, overall: 2))
  }

  /// The yardstick's readings, and between two of them a repetition that is named by its place: with a reading more than
  /// 5 % above the least before or after it, it does not count. Beside 3.8, 4.1 is slow and 3.9 is not.
  private let readings = [9, 3.8, 3.8, 7, 3.9, 3.8, 4.1, 3.8, 3.8, 7, 3.8, 3.9, 3.9, 9, 9, 3.9, 3.9, 3.9]

  private func sampling(reserve: Double, _ readings: [Double]) -> (FakeWork, Sampling) {
    // Each is done twice and read the second time. Behind them it is as quiet as it gets.
    let work = FakeWork { calls in calls / 2 < readings.count ? readings[calls / 2] : 3.8 }
    return (
      work,
      Sampling(seconds: 1000, reserve: reserve, yardstick: { _ in work.run(1) }, clock: { work.now })
    )
  }

  private func places(_ count: Int, _ sampling: inout Sampling) -> (all: [Int], quiet: [Int]) {
    var place = -1
    let repetitions = sampling.repetitions(count, on: executor) {
      place += 1
      return place
    }
    return (repetitions.all, repetitions.quiet)
  }

  /// Seven are quiet, but nine count: the quietest, and all those that are as quiet as the ninth.
  @Test func repetitionsOfQuietTimesCount() {
    var (_, sampling) = sampling(reserve: 0, readings)
    let (all, quiet) = places(17, &sampling)
    #expect(all == Array(0..<17))
    #expect(quiet == [1, 4, 5, 6, 7, 10, 11, 15, 16])
  }

  /// Nine quiet ones are waited for.
  @Test func aDisturbedMeasurementGoesOn() {
    var (work, sampling) = sampling(reserve: 1000, readings)
    let (all, quiet) = places(17, &sampling)
    #expect(quiet == [1, 4, 7, 10, 11, 15, 16, 17, 18])
    #expect(all == Array(0..<19))
    #expect(work.calls.count == 2 * 20)
    // What that took is gone: two readings.
    #expect(abs(sampling.reserve - (1000 - 2 * 2 * 3.8)) < 1e-9)
  }

  /// With time for one more repetition only.
  @Test func theReserveEnds() {
    var (_, sampling) = sampling(reserve: 3, readings)
    #expect(places(17, &sampling).all.count == 18)
    #expect(sampling.reserve < 0)
    #expect(places(17, &sampling).all.count == 17)
  }

  /// How fast the yardstick can be is remembered: all of the second measurement's readings are slow.
  @Test func theLeastReadingIsRemembered() {
    var (_, sampling) = sampling(
      reserve: 1000, Array(repeating: 3.8, count: 11) + Array(repeating: 5, count: 11))
    #expect(places(10, &sampling).all.count == 10)
    let (all, quiet) = places(10, &sampling)
    #expect(all.count == 20)
    #expect(quiet == Array(11..<20))
  }

  @Test func withoutDisturbanceAllCount() {
    var even = Sampling(seconds: 1, clock: { 0 })
    #expect(places(45, &even).quiet.count == 45)
    #expect(places(4, &even).quiet.count == 4)
    #expect(places(0, &even).all.isEmpty)
  }
}
