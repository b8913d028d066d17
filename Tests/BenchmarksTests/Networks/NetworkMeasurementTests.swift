import Engine
import Experiments
import Testing

@testable import Benchmarks

@Suite struct NetworkMeasurementTests {
  /// A sampling whose clock advances by one second each time it is read.
  private func sampling() -> Sampling {
    var now = 0.0
    return Sampling(
      seconds: 1,
      clock: {
        now += 1
        return now
      })
  }

  private func measured(_ measurements: [NetworkMeasurement], threads: [Int]) throws
    -> BenchmarkRecord.Network
  {
    let subject = try Subjects.circles()
    let sessions = threads.map {
      NetworkSession(subject, samples: subject.samples(), executor: Executor(threads: $0))
    }
    var network = BenchmarkRecord.Network(
      name: subject.name, batchSize: 32, defaultThreads: 1, evaluationSamples: 500)
    var sampling = sampling()
    for measurement in measurements { measurement.measure(&sampling, on: sessions, into: &network) }
    return network
  }

  /// Each repetition is one step and takes one second on this clock.
  @Test func stepsAndEvaluationsAreTimed() throws {
    let network = try measured([.training, .evaluation], threads: [1, 2])
    let second = BenchmarkRecord.Timing(median: 1, fastest: 1, overall: 1)
    #expect(network.training == [second, second])
    #expect(network.evaluation == [second, second])
    #expect(network.parts.isEmpty)
    #expect(network.trainingRates == [32, 32])
    #expect(network.evaluationRates == [500, 500])
  }

  /// The clock is read after each part, so that each takes one second.
  @Test func partsAreGatheringLayersLossAndOptimizer() throws {
    let network = try measured([.layers], threads: [1])
    #expect(
      network.parts.map(\.name) == ["gather", "0 dense+relu", "2 batch_norm", "3 dense", "loss", "optimizer"])
    for part in network.parts {
      let isLayer = part.name.contains { $0.isNumber }
      #expect(part.times == [.init(forward: 1, backward: isLayer ? 1 : nil)])
    }
    // A layer takes 2 of 9 seconds.
    #expect(network.share(of: network.parts[1], at: 0) == 2.0 / 9)
  }
}
