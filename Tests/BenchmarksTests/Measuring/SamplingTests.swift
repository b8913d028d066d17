import Engine
import Testing

@testable import Benchmarks

/// Work with given costs, and a clock that only this work advances.
private final class FakeWork {
  /// In seconds.
  var now = 0.0
  /// The numbers of calls that were asked for.
  var calls: [Int] = []
  /// The seconds of a call.
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

  /// A repetition lasts a fiftieth of 10 s, 1/5 s. A call lasts 1/16 s. One call warms up and one is timed. 3.2 calls
  /// would last 1/5 s; 4 calls (3.2 · 1.05, rounded up) are used. The remaining 9.8 s are enough for 39 repetitions of
  /// 1/4 s.
  @Test func callsFillARepetition() {
    let work = FakeWork { _ in 0.0625 }
    var sampling = work.sampling(10)
    let timing = sampling.time(on: executor, work.run)
    #expect(work.calls == [1, 1, 4] + Array(repeating: 4, count: 39))
    #expect(timing == .init(median: 0.0625, fastest: 0.0625, overall: 0.0625))
  }

  /// The number of calls grows at most tenfold at a time: 1, 10, 100, and then by 204.8/100 · 1.05 = 2.15.
  @Test func aRepetitionHasManyShortCalls() {
    let work = FakeWork { _ in 0x1p-10 }
    let schedule = work.sampling(10).schedule(work.run)
    #expect(work.calls == [1, 1, 10, 100, 216])
    #expect(schedule == .init(calls: 216, repetitions: 45))
  }

  /// Work that takes longer than the nominal time is still done three times after the warm-up.
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

  /// After the warm-up and a timed call the repetitions take 1, 9 and 2 s. The long one, an interruption, does not
  /// influence the median.
  @Test func theMedianCounts() {
    let work = FakeWork { calls in [5, 5, 1, 9, 2][calls] }
    var sampling = work.sampling(0.001)
    let timing = sampling.time(on: executor, work.run)
    #expect(timing == .init(median: 2, fastest: 1, overall: 2))
  }

  /// Times of the reference workload in seconds. Between two of them there is a repetition. It does not count if the time
  /// before or after it is more than 5 % above the shortest time, 3.8: 4.1 is too slow and 3.9 is not.
  private let times = [9, 3.8, 3.8, 7, 3.9, 3.8, 4.1, 3.8, 3.8, 7, 3.8, 3.9, 3.9, 9, 9, 3.9, 3.9, 3.9]

  /// A sampling whose reference workload takes these times, and 3.8 s afterwards.
  private func sampling(reserve: Double, _ times: [Double]) -> (FakeWork, Sampling) {
    // Each time is used twice, because the workload runs twice and is timed the second time.
    let work = FakeWork { calls in calls / 2 < times.count ? times[calls / 2] : 3.8 }
    return (
      work,
      Sampling(seconds: 1000, reserve: reserve, referenceWorkload: { _ in work.run(1) }, clock: { work.now })
    )
  }

  /// The indices of the repetitions.
  private func indices(_ count: Int, _ sampling: inout Sampling) -> (all: [Int], quiet: [Int]) {
    var index = -1
    let repetitions = sampling.repetitions(count, on: executor) {
      index += 1
      return index
    }
    return (repetitions.all, repetitions.quiet)
  }

  /// Only seven repetitions are quiet, but nine count: the quietest ones, and any others that are as quiet as the ninth.
  @Test func quietRepetitionsCount() {
    var (_, sampling) = sampling(reserve: 0, times)
    let (all, quiet) = indices(17, &sampling)
    #expect(all == Array(0..<17))
    #expect(quiet == [1, 4, 5, 6, 7, 10, 11, 15, 16])
  }

  /// The measurement is extended until nine repetitions are quiet.
  @Test func aDisturbedMeasurementIsExtended() {
    var (work, sampling) = sampling(reserve: 1000, times)
    let (all, quiet) = indices(17, &sampling)
    #expect(quiet == [1, 4, 7, 10, 11, 15, 16, 17, 18])
    #expect(all == Array(0..<19))
    #expect(work.calls.count == 2 * 20)
    // The extension used up the time of two more runs of the reference workload, each of them doubled.
    #expect(abs(sampling.reserve - (1000 - 2 * 2 * 3.8)) < 1e-9)
  }

  /// There is only time for one more repetition.
  @Test func theReserveEnds() {
    var (_, sampling) = sampling(reserve: 3, times)
    #expect(indices(17, &sampling).all.count == 18)
    #expect(sampling.reserve < 0)
    #expect(indices(17, &sampling).all.count == 17)
  }

  /// The shortest reference time is remembered, so that in the second measurement all times are found to be slow.
  @Test func theShortestReferenceTimeIsRemembered() {
    var (_, sampling) = sampling(
      reserve: 1000, Array(repeating: 3.8, count: 11) + Array(repeating: 5, count: 11))
    #expect(indices(10, &sampling).all.count == 10)
    let (all, quiet) = indices(10, &sampling)
    #expect(all.count == 20)
    #expect(quiet == Array(11..<20))
  }

  @Test func withoutDisturbanceAllCount() {
    var undisturbed = Sampling(seconds: 1, clock: { 0 })
    #expect(indices(45, &undisturbed).quiet.count == 45)
    #expect(indices(4, &undisturbed).quiet.count == 4)
    #expect(indices(0, &undisturbed).all.isEmpty)
  }
}
