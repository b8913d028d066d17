import Experiments

/// How long each measurement takes, and by which clock.
public struct Sampling {
  /// For one measurement, warming up included; what takes longer is still done a few times.
  public var seconds: Double
  /// Seconds since any moment.
  var clock: () -> Double

  static let repetitions = 9
  static let leastRepetitions = 3
  private static let mostCalls = 1_000_000_000

  public init(seconds: Double) {
    self.init(seconds: seconds, clock: monotonicSeconds)
  }

  init(seconds: Double, clock: @escaping () -> Double) {
    self.seconds = seconds
    self.clock = clock
  }

  /// How often to do a thing.
  struct Schedule: Equatable {
    /// Calls of a repetition, so that the clock's steps and its own cost do not count.
    var calls: Int
    var repetitions: Int
  }

  /// The seconds of one call.
  /// - Parameter body: does the thing so many times.
  func time(_ body: (_ calls: Int) -> Void) -> BenchmarkRecord.Timing {
    let schedule = schedule(body)
    let times = (0..<schedule.repetitions).map { _ in
      seconds(of: body, calls: schedule.calls) / Double(schedule.calls)
    }
    return BenchmarkRecord.Timing(median: times.median, fastest: times.min() ?? 0)
  }

  /// Warms up, and finds out how many calls fill a repetition: a tenth of the measurement's time.
  func schedule(_ body: (_ calls: Int) -> Void) -> Schedule {
    body(1)
    let target = seconds / Double(Self.repetitions + 1)
    var calls = 1
    var time = seconds(of: body, calls: calls)
    while time < target, calls < Self.mostCalls {
      // Short times are mostly the clock's: nearer the goal in steps of at most ten.
      let missing = time > 0 ? target / time * 1.05 : 10
      calls = Int((Double(calls) * min(missing, 10)).rounded(.up))
      time = seconds(of: body, calls: calls)
    }
    let left = seconds - target
    let affordable = left / time
    return Schedule(
      calls: calls,
      repetitions: affordable >= Double(Self.repetitions)
        ? Self.repetitions : max(Int(affordable), Self.leastRepetitions))
  }

  private func seconds(of body: (Int) -> Void, calls: Int) -> Double {
    let start = clock()
    body(calls)
    return clock() - start
  }
}
