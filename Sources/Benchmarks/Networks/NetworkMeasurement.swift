import Experiments

/// A measurement of a network: training steps, evaluations, or the parts of a training step.
enum NetworkMeasurement: String, CaseIterable {
  case training, evaluation, layers

  /// The name of the line in the benchmark.
  func name(of subject: NetworkSubject) -> String { "\(subject.name)/\(rawValue)" }

  /// Measures the network and writes the result into its record.
  /// - Parameter sessions: one for each number of threads.
  func measure(
    _ sampling: inout Sampling, on sessions: [NetworkSession], into network: inout BenchmarkRecord.Network
  ) {
    switch self {
    case .training:
      network.training = sessions.map { session in
        sampling.time(on: session.executor) { session.train(steps: $0) }
      }
    case .evaluation:
      network.evaluation = sessions.map { session in
        sampling.time(on: session.executor) { session.evaluate(times: $0) }
      }
    case .layers:
      network.parts = Self.parts(
        names: sessions.first?.entryNames ?? [], sessions.map { Self.stopwatches(&sampling, $0) })
    }
  }

  /// Measures the parts of training steps in several repetitions of the same number of steps.
  private static func stopwatches(_ sampling: inout Sampling, _ session: NetworkSession) -> Repetitions {
    let clock = sampling.clock
    let schedule = sampling.schedule { _ = session.train(steps: $0, clock: clock) }
    return Repetitions(
      steps: schedule.calls,
      stopwatches: sampling.repetitions(schedule.repetitions, on: session.executor) {
        session.train(steps: schedule.calls, clock: clock)
      }.quiet)
  }

  struct Repetitions {
    let steps: Int
    let stopwatches: [StepStopwatch]

    /// The seconds of a part in one step: the median of the repetitions, so that an interruption of the program has no
    /// influence.
    func seconds(_ part: (StepStopwatch) -> Double) -> Double {
      stopwatches.map { part($0) / Double(steps) }.median
    }
  }

  /// - Parameters:
  ///   - names: the names of the layers.
  ///   - repetitions: one for each number of threads.
  static func parts(names: [String], _ repetitions: [Repetitions]) -> [BenchmarkRecord.Part] {
    func part(_ name: String, _ seconds: (StepStopwatch) -> Double) -> BenchmarkRecord.Part {
      BenchmarkRecord.Part(
        name: name, times: repetitions.map { .init(forward: $0.seconds(seconds), backward: nil) })
    }
    let layers = names.enumerated().map { index, name in
      BenchmarkRecord.Part(
        name: name,
        times: repetitions.map { repetitions in
          .init(
            forward: repetitions.seconds { $0.forward[index] },
            backward: repetitions.seconds { $0.backward[index] })
        })
    }
    return [part("gather", \.gathering)] + layers + [part("loss", \.loss), part("optimizer", \.update)]
  }
}
