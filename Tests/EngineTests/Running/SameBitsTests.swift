import TestSupport
import Testing

@testable import Engine

/// Training gives the same bits on any number of threads and at every SIMD level.
struct SameBitsTests {
  private struct Outcome: Equatable {
    let totals: [Loss.Totals]
    let evaluated: Loss.Totals
    let tensors: [Tensor]
  }

  /// - Returns: what a few steps gave, and how often work was shared between threads.
  private func train(
    _ network: Network, samples: Int, classes: Int, configuration: Optimizer.Configuration, kernels: Kernels,
    threads: Int
  ) -> (outcome: Outcome, shared: Int) {
    var network = network
    let executor = Executor(kernels: kernels, threads: threads)
    #expect(executor.threadCount == threads)
    let session = TrainingSession(samples: samples, features: network.inputShape.count, classes: classes)
    let totals = session.train(&network, configuration: configuration, steps: 3, executor: executor)
    let runner = NetworkRunner(
      network: network, loss: .categoricalCrossentropy(), batchSize: samples, executor: executor)
    let evaluated = session.withSamples(shape: network.inputShape) { runner.evaluate(network, on: $0) }
    return (
      Outcome(totals: totals, evaluated: evaluated, tensors: network.namedTensors.map(\.tensor)),
      executor.sharedWorkCount
    )
  }

  private func expectSameBits(
    _ network: Network, samples: Int, classes: Int, configuration: Optimizer.Configuration, minimumShared: Int
  ) {
    // A level without fused multiply-adds may differ from the others in the last bits.
    var references: [Bool: Outcome] = [:]
    for kernels in Kernels.available {
      for threads in [1, 2, 3] {
        let (outcome, shared) = train(
          network, samples: samples, classes: classes, configuration: configuration, kernels: kernels,
          threads: threads)
        #expect(outcome.totals.allSatisfy { $0.loss.isFinite && $0.loss > 0 })
        let reference = references[kernels.hasFusedMultiplyAdd] ?? outcome
        #expect(outcome == reference, "\(kernels.name), \(threads) threads")
        // Threads that are not used would prove nothing.
        #expect(threads == 1 ? shared == 0 : shared >= minimumShared, "\(threads) threads: \(shared)")
        references[kernels.hasFusedMultiplyAdd] = reference
      }
    }
    #expect(!references.isEmpty)
  }

  /// Large enough that everything is shared, products, batch normalization's sums and maps, the optimizer of the
  /// larger tensors: 2·257·128 operations, the fewest, exceed three threads' 60,000. If possible, sizes are not
  /// multiples of vectors, slices or blocks.
  @Test func perceptron() {
    // A step shares 2 + 3 products of the two dense layers, 4 passes of batch normalization, the gathering, relu's
    // gradient and an update.
    expectSameBits(
      TestNetworks.mlp(inputs: 131, hidden: 127, classes: 10), samples: 257, classes: 10,
      configuration: .sgd(learningRate: 0.1, momentum: 0.9, nesterov: true), minimumShared: 3 * 10)
  }

  @Test func convolutionalNetwork() throws {
    expectSameBits(
      try TestNetworks.convolutional(size: 12, filters: 8, classes: 10), samples: 49, classes: 10,
      configuration: .adam(learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8), minimumShared: 3 * 12
    )
  }

  /// Without a fused multiply-add last bits may differ; what is computed must not.
  @Test func thePlainestLevelAgreesClosely() {
    guard let plainest = Kernels.available.first else { return }
    let network = TestNetworks.mlp(inputs: 20, hidden: 33, classes: 4)
    let configuration = Optimizer.Configuration.rmsprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-7)
    let outcomes = [plainest, .best].map {
      train(network, samples: 50, classes: 4, configuration: configuration, kernels: $0, threads: 1).outcome
    }
    for (one, other) in zip(outcomes[0].totals, outcomes[1].totals) {
      #expect(abs(one.loss - other.loss) < 1e-4 * one.loss)
    }
  }

  @Test func theSameRunTwice() {
    let network = TestNetworks.mlp(inputs: 64, hidden: 127, classes: 10)
    let configuration = Optimizer.Configuration.sgd(learningRate: 0.1, momentum: 0, nesterov: false)
    let outcomes = (0..<2).map { _ in
      train(network, samples: 257, classes: 10, configuration: configuration, kernels: .best, threads: 2)
        .outcome
    }
    #expect(outcomes[0] == outcomes[1])
  }
}
