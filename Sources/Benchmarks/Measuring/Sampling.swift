import Engine
import Experiments
import System

/// Measures times: determines how long a measurement lasts, and which of its repetitions count.
///
/// Other programs on the machine, or other virtual machines on the same host, slow programs down for milliseconds or
/// minutes. So a reference workload, which is always the same, is timed before and after every repetition. A repetition
/// counts if the reference workload was as fast as ever around it, no matter how long the repetition itself took. If too
/// few repetitions count, the measurement is extended for a while.
public struct Sampling {
  /// The nominal time of a measurement, including warm-up. Work that takes longer is still repeated a few times.
  public var seconds: Double
  /// The time that remains for extending disturbed measurements, in seconds.
  private(set) var reserve: Double
  /// A fixed amount of work on all threads of an executor. It takes little time compared with a repetition.
  private let referenceWorkload: (Executor) -> Void
  /// The shortest time of the reference workload so far, by number of threads.
  private var shortestReferenceTimes: [Int: Double] = [:]
  /// Seconds since an arbitrary moment.
  let clock: () -> Double

  static let repetitions = 45
  static let minimumRepetitions = 3
  /// The number of repetitions that must count.
  private static let quietRepetitions = 9
  /// The machine is disturbed if the reference workload takes longer than this multiple of its shortest time.
  private static let quietLimit = 1.05
  /// A measurement is extended by at most this multiple of its nominal time.
  private static let maximumExtension = 6.0
  private static let maximumCalls = 1_000_000_000

  public init(seconds: Double) {
    let workload = Workload.cachedProducts()
    // With 0.2 s for each measurement the whole suite takes less than a minute. Measurements use the reserve in their
    // order until it is spent.
    self.init(
      seconds: seconds, reserve: 120 * seconds, referenceWorkload: { workload.run(times: 1, on: $0) },
      clock: monotonicSeconds)
  }

  init(
    seconds: Double, reserve: Double = 0, referenceWorkload: @escaping (Executor) -> Void = { _ in },
    clock: @escaping () -> Double
  ) {
    self.seconds = seconds
    self.reserve = reserve
    self.referenceWorkload = referenceWorkload
    self.clock = clock
  }

  /// How often to call a function.
  struct Schedule: Equatable {
    /// The number of calls in a repetition, large enough that the resolution and the cost of the clock do not matter.
    var calls: Int
    var repetitions: Int
  }

  /// Measures the seconds of one call.
  /// - Parameter body: does the measured work `calls` times on the executor.
  mutating func time(on executor: Executor, _ body: (_ calls: Int) -> Void) -> BenchmarkRecord.Timing {
    let (schedule, stopwatch) = (schedule(body), self)
    let repetitions = repetitions(schedule.repetitions, on: executor) {
      stopwatch.seconds { body(schedule.calls) } / Double(schedule.calls)
    }
    return BenchmarkRecord.Timing(
      median: repetitions.quiet.median, fastest: repetitions.all.min() ?? 0,
      overall: repetitions.all.median)
  }

  /// Warms up and finds out how many calls a repetition needs to last a fiftieth of the measurement's nominal time.
  func schedule(_ body: (_ calls: Int) -> Void) -> Schedule {
    body(1)
    let target = seconds / Double(Self.repetitions + 5)
    var calls = 1
    var time = seconds { body(calls) }
    while time < target, calls < Self.maximumCalls {
      // The shortest times are mostly the cost of the clock. So the number grows at most tenfold at a time.
      let factor = time > 0 ? target / time * 1.05 : 10
      calls = Int((Double(calls) * min(factor, 10)).rounded(.up))
      time = seconds { body(calls) }
    }
    let affordable = (seconds - target) / time
    return Schedule(
      calls: calls,
      repetitions: affordable >= Double(Self.repetitions)
        ? Self.repetitions : max(Int(affordable), Self.minimumRepetitions))
  }

  /// The results of repetitions, in order.
  struct Repetitions<Result> {
    var all: [Result] = []
    /// The results of the repetitions that count.
    var quiet: [Result] = []
  }

  /// Calls a function `count` times, and then again until nine repetitions were quiet, but not longer than the reserve
  /// and `maximumExtension` allow. If fewer than nine were quiet, the nine quietest count, or all if there are fewer.
  mutating func repetitions<Result>(_ count: Int, on executor: Executor, _ body: () -> Result) -> Repetitions<
    Result
  > {
    // The reference time of a repetition is the longer one of those before and after it.
    var all: [(result: Result, referenceTime: Double)] = []
    var referenceTime = timeReferenceWorkload(on: executor)
    var shortest = min(shortestReferenceTimes[executor.threadCount] ?? .infinity, referenceTime)
    func repeatOnce() {
      let (timeBefore, result) = (referenceTime, body())
      referenceTime = timeReferenceWorkload(on: executor)
      shortest = min(shortest, referenceTime)
      all.append((result, max(timeBefore, referenceTime)))
    }
    for _ in 0..<count { repeatOnce() }
    let wanted = min(Self.quietRepetitions, count)
    let (start, limit) = (clock(), Self.quietLimit * shortest)
    let end = start + min(reserve, Self.maximumExtension * seconds)
    var quiet = all.count { $0.referenceTime <= limit }
    while quiet < wanted, clock() < end {
      repeatOnce()
      if let last = all.last, last.referenceTime <= limit { quiet += 1 }
    }
    reserve -= clock() - start
    shortestReferenceTimes[executor.threadCount] = shortest
    let referenceTimes = all.map(\.referenceTime).sorted()
    let highest = wanted > 0 ? max(limit, referenceTimes[wanted - 1]) : 0
    return Repetitions(
      all: all.map(\.result), quiet: all.filter { $0.referenceTime <= highest }.map(\.result))
  }

  /// Measures the current time of the reference workload.
  private func timeReferenceWorkload(on executor: Executor) -> Double {
    // Idle threads sleep, so that the first call takes longer. It is not timed.
    referenceWorkload(executor)
    return seconds { referenceWorkload(executor) }
  }

  private func seconds(of body: () -> Void) -> Double {
    let start = clock()
    body()
    return clock() - start
  }
}
