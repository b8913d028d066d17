import AllocationCounter
import TestSupport
import Testing

@testable import Engine

/// A training step in steady state allocates nothing, on no thread.
@Suite(.enabled(if: allocations_are_counted()))
struct AllocationTests {
  /// Reads every thread's counter.
  private struct Read: ThreadPoolJob {
    let counts: UnsafeMutablePointer<Int>
    func run(thread: Int) { counts[thread] = allocations_of_this_thread() }
  }

  /// The allocations of each thread in a number of steps and inferences, after some for warming up.
  private func allocations(
    _ network: Network, samples count: Int, zeros: Range<Int> = 0..<0, configuration: Optimizer.Configuration,
    loss: Loss = .categoricalCrossentropy(), threads: Int
  ) -> (allocations: [Int], shared: Int) {
    var network = network
    let executor = Executor(threads: threads)
    let runner = NetworkRunner(
      network: network, loss: loss, batchSize: count, executor: executor)
    var optimizer = Optimizer(configuration, for: &network)
    let shape = network.inputShape
    let session = TrainingSession(samples: count, features: shape.count, classes: 3, zeros: zeros)
    let order = epochOrder(count: count, seed: 1, epoch: 1)
    let counts = UnsafeMutablePointer<Int>.allocate(capacity: 2 * threads)
    counts.initialize(repeating: 0, count: 2 * threads)
    defer { counts.deallocate() }

    order.withUnsafeBufferPointer { order in
      session.withSamples(shape: shape) { samples in
        func steps(_ number: Int) {
          for _ in 0..<number {
            let batch = runner.gather(samples, indices: order.baseAddress.unsafelyUnwrapped, count: count)
            _ = runner.train(
              &network, optimizer: &optimizer, on: batch, labels: samples.labels, step: TrainingStep())
            _ = runner.evaluate(network, on: samples)
          }
        }
        steps(3)
        executor.pool.run(Read(counts: counts))
        steps(20)
        executor.pool.run(Read(counts: counts + threads))
      }
    }
    return ((0..<threads).map { counts[threads + $0] - counts[$0] }, executor.sharedWorkCount)
  }

  @Test(arguments: TestNetworks.optimizers, [1, 2, 3])
  func perceptron(configuration: Optimizer.Configuration, threads: Int) {
    let network = TestNetworks.mlp(inputs: 64, hidden: 127, classes: 3)
    let found = allocations(network, samples: 257, configuration: configuration, threads: threads)
    #expect(found.allocations == Array(repeating: 0, count: threads))
    #expect((found.shared > 0) == (threads > 1))
  }

  @Test(arguments: [1, 2, 3])
  func mostlyZeros(threads: Int) {
    let network = TestNetworks.mlp(inputs: 200, hidden: 127, classes: 3)
    let found = allocations(
      network, samples: 65, zeros: 20..<170, configuration: TestNetworks.optimizers[3], threads: threads)
    #expect(found.allocations == Array(repeating: 0, count: threads))
  }

  @Test(arguments: [1, 2, 3])
  func convolutionalNetwork(threads: Int) throws {
    let network = try TestNetworks.convolutional(size: 12, filters: 8, classes: 3)
    let found = allocations(network, samples: 49, configuration: TestNetworks.optimizers[4], threads: threads)
    #expect(found.allocations == Array(repeating: 0, count: threads))
    #expect((found.shared > 0) == (threads > 1))
  }

  /// Statistics of the evaluated batch, debiased averages, a frozen layer and a clipped loss.
  @Test(arguments: [1, 2, 3])
  func batchStatisticsAndFrozenLayers(threads: Int) throws {
    var norm = BatchNorm.Configuration(inferenceStatistics: .batch)
    norm.debiasesMovingStatistics = true
    var context = LayerContext(seed: 1)
    var (entries, shape): ([Network.Entry], SampleShape) = ([], .features(64))
    let specs: [LayerSpec] = [
      .dense(.init(units: 127)), .batchNorm(norm), .dense(.init(units: 40, isTrainable: false)),
      .batchNorm(norm), .dense(.init(units: 3)),
    ]
    for (index, spec) in specs.enumerated() {
      let plan = try spec.plan(for: shape)
      entries.append(.init(name: "\(index)", layer: try #require(plan.build(in: &context))))
      shape = plan.output
    }
    let found = allocations(
      Network(inputShape: .features(64), entries: entries), samples: 257,
      configuration: TestNetworks.optimizers[3],
      loss: .categoricalCrossentropy(clip: ProbabilityClip(0.2)), threads: threads)
    #expect(found.allocations == Array(repeating: 0, count: threads))
  }

  /// The counter sees allocations: otherwise the other tests could not fail.
  @Test func theCounterSeesAllocations() {
    let before = allocations_of_this_thread()
    let tensors = (0..<5).map { Tensor(shape: [$0 + 100]) }
    #expect(allocations_of_this_thread() - before >= 10)
    #expect(tensors.count == 5)
  }
}
