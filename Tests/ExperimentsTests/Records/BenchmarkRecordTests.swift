import Experiments
import Testing

@Suite struct BenchmarkRecordTests {
  private func network(steps: [Double]) -> BenchmarkRecord.Network {
    var network = BenchmarkRecord.Network(
      name: "n", batchSize: 32, defaultThreads: 1, evaluationSamples: 500)
    network.training = steps.map { .init(median: $0, fastest: $0, overall: $0) }
    return network
  }

  @Test func ratesAreComputedFromTheMedian() {
    let line = BenchmarkRecord.Line(
      name: "l", amount: .bytes(100),
      timings: [.init(median: 4, fastest: 2, overall: 4), .init(median: 2, fastest: 2, overall: 2)])
    #expect(line.rates == [25, 50])
    #expect(line.fastestRates == [50, 50])
    #expect(network(steps: [0.5]).trainingRates == [64])
  }

  /// The smallest number of threads within 5 % of the fastest is suitable.
  @Test func theSmallestFastNumberOfThreadsIsSuitable() {
    #expect(network(steps: [1, 0.5]).suitableThreadIndex == 1)
    #expect(network(steps: [1, 0.96]).suitableThreadIndex == 0)
    #expect(network(steps: [1, 2]).suitableThreadIndex == 0)
    #expect(network(steps: [1, 0.5, 0.49]).suitableThreadIndex == 1)
    #expect(network(steps: []).suitableThreadIndex == nil)
  }

  /// All parts take 1 s + (2 s + 5 s) = 8 s, and the first one takes 1 s of them.
  @Test func sharesAddUp() {
    var network = network(steps: [1])
    network.parts = [
      .init(name: "gather", times: [.init(forward: 1, backward: nil)]),
      .init(name: "0 dense", times: [.init(forward: 2, backward: 5)]),
    ]
    #expect(network.parts.map { network.share(of: $0, at: 0) } == [0.125, 0.875])
  }
}
