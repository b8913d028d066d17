import TestSupport

@testable import Engine

/// Samples with labels that can be learned, and steps of training on them.
struct TrainingSession {
  let features: [Float]
  let labels: [Int32]
  let featureCount: Int

  /// Each label is the place of the sample's largest value, modulo the number of classes.
  /// - Parameter zeros: columns that are 0 in all samples.
  init(samples: Int, features featureCount: Int, classes: Int, seed: UInt64 = 1, zeros: Range<Int> = 0..<0) {
    var values = TestValues(seed: seed)
    let samples = values.samples(samples, of: featureCount).map { sample in
      sample.indices.map { zeros.contains($0) ? 0 : sample[$0] }
    }
    features = samples.flatMap { $0 }
    labels = samples.map { sample in
      let largest = sample.indices.max { sample[$0] < sample[$1] } ?? 0
      return Int32(largest % classes)
    }
    self.featureCount = featureCount
  }

  var count: Int { labels.count }

  func withSamples<Result>(shape: SampleShape, _ body: (NetworkRunner.Samples) -> Result) -> Result {
    features.withUnsafeBufferPointer { features in
      labels.withUnsafeBufferPointer { labels in
        body(
          NetworkRunner.Samples(
            features: features.baseAddress.unsafelyUnwrapped, labels: labels.baseAddress.unsafelyUnwrapped,
            count: count, shape: shape))
      }
    }
  }

  /// Trains with all samples, in their order, in each step.
  @discardableResult
  func train(
    _ network: inout Network, configuration: Optimizer.Configuration, steps: Int,
    loss: Loss = .categoricalCrossentropy(),
    step: TrainingStep = TrainingStep(), executor: Executor = Executor()
  ) -> [Loss.Totals] {
    let runner = NetworkRunner(network: network, loss: loss, batchSize: count, executor: executor)
    var optimizer = Optimizer(configuration, for: &network)
    let shape = network.inputShape
    return withSamples(shape: shape) { samples in
      (0..<steps).map { _ in
        let batch = runner.gather(samples, from: 0, count: count)
        return runner.train(&network, optimizer: &optimizer, on: batch, labels: samples.labels, step: step)
      }
    }
  }
}
