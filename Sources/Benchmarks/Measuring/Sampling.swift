import Engine
import Experiments
import System

/// How long each measurement takes, by which clock, and which of its repetitions count.
///
/// Whatever else runs on the machine, or beside it on the same host, slows programs down for milliseconds or minutes.
/// So a yardstick, always the same work, is timed before and after every repetition. Those count during which it was as
/// fast as ever, however long they took themselves; where there are too few of them, the measurement goes on for a while.
public struct Sampling {
  /// For one measurement, warming up included; what takes longer is still done a few times.
  public var seconds: Double
  /// What is left of the time in which disturbed measurements go on.
  private(set) var reserve: Double
  /// Work of a fixed amount on all threads of an executor, short beside a repetition.
  private let yardstick: (Executor) -> Void
  /// Its least time so far, by number of threads.
  private var leastReadings: [Int: Double] = [:]
  /// Seconds since any moment.
  let clock: () -> Double

  static let repetitions = 45
  static let leastRepetitions = 3
  /// As many as must count.
  private static let quietRepetitions = 9
  /// The yardstick's time, by its least, at which the machine is disturbed.
  private static let disturbance = 1.05
  /// Times its own time that a measurement goes on at most.
  private static let patience = 6.0
  private static let mostCalls = 1_000_000_000

  public init(seconds: Double) {
    let yardstick = Workload.cachedProducts()
    // At .2 s for each measurement the whole suite stays below a minute. What is measured first has it first.
    self.init(
      seconds: seconds, reserve: 120 * seconds, yardstick: { yardstick.run(times: 1, on: $0) },
      clock: monotonicSeconds)
  }

  init(
    seconds: Double, reserve: Double = 0, yardstick: @escaping (Executor) -> Void = { _ in },
    clock: @escaping () -> Double
  ) {
    self.seconds = seconds
    self.reserve = reserve
    self.yardstick = yardstick
    self.clock = clock
  }

  /// How often to do a thing.
  struct Schedule: Equatable {
    /// Calls of a repetition, so that the clock's steps and its own cost do not count.
    var calls: Int
    var repetitions: Int
  }

  /// The seconds of one call.
  /// - Parameter body: does the thing so many times, on the executor.
  mutating func time(on executor: Executor, _ body: (_ calls: Int) -> Void) -> BenchmarkRecord.Timing {
    let (schedule, stopwatch) = (schedule(body), self)
    let repetitions = repetitions(schedule.repetitions, on: executor) {
      stopwatch.seconds { body(schedule.calls) } / Double(schedule.calls)
    }
    return BenchmarkRecord.Timing(
      median: repetitions.quiet.median, fastest: repetitions.all.min() ?? 0,
      overall: repetitions.all.median)
  }

  /// Warms up, and finds out how many calls fill a repetition: a fiftieth of the measurement's time.
  func schedule(_ body: (_ calls: Int) -> Void) -> Schedule {
    body(1)
    let target = seconds / Double(Self.repetitions + 5)
    var calls = 1
    var time = seconds { body(calls) }
    while time < target, calls < Self.mostCalls {
      // Short times are mostly the clock's: nearer the goal in steps of at most ten.
      let missing = time > 0 ? target / time * 1.05 : 10
      calls = Int((Double(calls) * min(missing, 10)).rounded(.up))
      time = seconds { body(calls) }
    }
    let left = seconds - target
    let affordable = left / time
    return Schedule(
      calls: calls,
      repetitions: affordable >= Double(Self.repetitions)
        ? Self.repetitions : max(Int(affordable), Self.leastRepetitions))
  }

  /// Repetitions in their order.
  struct Repetitions<Result> {
    var all: [Result] = []
    /// Those that count.
    var quiet: [Result] = []
  }

  /// Does something so many times, and then until nine repetitions were quiet, as long as the reserve and this
  /// measurement's patience last. If fewer were, the quietest nine, or what there is of them, count.
  mutating func repetitions<Result>(_ count: Int, on executor: Executor, _ body: () -> Result) -> Repetitions<
    Result
  > {
    var all: [(result: Result, reading: Double)] = []
    var reading = read(on: executor)
    var least = min(leastReadings[executor.threadCount] ?? .infinity, reading)
    func repeatOnce() {
      let (before, result) = (reading, body())
      reading = read(on: executor)
      least = min(least, reading)
      all.append((result, max(before, reading)))
    }
    for _ in 0..<count { repeatOnce() }
    let wanted = min(Self.quietRepetitions, count)
    let (start, limit) = (clock(), Self.disturbance * least)
    let end = start + min(reserve, Self.patience * seconds)
    var quiet = all.count { $0.reading <= limit }
    while quiet < wanted, clock() < end {
      repeatOnce()
      if let last = all.last, last.reading <= limit { quiet += 1 }
    }
    reserve -= clock() - start
    leastReadings[executor.threadCount] = least
    let readings = all.map(\.reading).sorted()
    let highest = wanted > 0 ? max(limit, readings[wanted - 1]) : 0
    return Repetitions(
      all: all.map(\.result), quiet: all.filter { $0.reading <= highest }.map(\.result))
  }

  /// The yardstick's time at this moment.
  private func read(on executor: Executor) -> Double {
    // Threads that had nothing to do sleep, and take longer the first time.
    yardstick(executor)
    return seconds { yardstick(executor) }
  }

  private func seconds(of body: () -> Void) -> Double {
    let start = clock()
    body()
    return clock() - start
  }
}
