import Engine
import Experiments
import Testing

@testable import Benchmarks

@Suite struct NetworkMeasurementTests {
  /// A clock on which every reading is a second later than the one before.
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

  /// One second for each repetition of one step, whatever the step does.
  @Test func stepsAndEvaluationsAreTimed() throws {
    let network = try measured([.training, .evaluation], threads: [1, 2])
    let second = BenchmarkRecord.Timing(median: 1, fastest: 1, overall: 1)
    #expect(network.training == [second, second])
    #expect(network.evaluation == [second, second])
    #expect(network.parts.isEmpty)
    #expect(network.trainingRates == [32, 32])
    #expect(network.evaluationRates == [500, 500])
  }

  /// Each part is a reading of the clock behind the one before it: a second.
  @Test func partsAreGatheringLayersLossAndOptimizer() throws {
    let network = try measured([.layers], threads: [1])
    #expect(
      network.parts.map(\.name) == ["gather", "0 dense+relu", "2 batch_norm", "3 dense", "loss", "optimizer"])
    for part in network.parts {
      let isLayer = part.name.contains { $0.isNumber }
      #expect(part.times == [.init(forward: 1, backward: isLayer ? 1 : nil)])
    }
    // 9 seconds, of which a layer has 2.
    #expect(network.share(of: network.parts[1], at: 0) == 2.0 / 9)
  }
}
