import TestSupport
import Testing

@testable import Engine

struct NetworkRunnerTests {
  private static let plain = Optimizer.Configuration.sgd(learningRate: 0.1, momentum: 0, nesterov: false)

  private func runner(_ network: Network, batchSize: Int) -> NetworkRunner {
    NetworkRunner(
      network: network, loss: .categoricalCrossentropy(), batchSize: batchSize, executor: Executor())
  }

  // MARK: Training

  /// One step is the gradient times the rate.
  @Test func aStepFollowsTheGradient() {
    let network = TestNetworks.smallMLP()
    let session = TrainingSession(samples: 17, features: 6, classes: 3)
    var (stepped, differentiated) = (network, network)
    session.train(&stepped, configuration: Self.plain, steps: 1)
    let runner = runner(network, batchSize: 17)
    session.withSamples(shape: .features(6)) { samples in
      let batch = runner.gather(samples, from: 0, count: 17)
      _ = runner.computeGradients(&differentiated, on: batch, labels: samples.labels, step: TrainingStep())
    }
    var expected: [[Float]] = []
    differentiated.forEachParameter { _, parameter in
      expected.append(zip(parameter.value.elements, parameter.gradient.elements).map { $0 - 0.1 * $1 })
    }
    var found: [[Float]] = []
    stepped.forEachParameter { found.append($1.value.elements) }
    #expect(largestDifference(found, expected.map { $0.map(Double.init) }) < 1e-7)
  }

  @Test func trainingLearns() {
    var network = TestNetworks.smallMLP()
    let session = TrainingSession(samples: 100, features: 6, classes: 3)
    let configuration = Optimizer.Configuration.adam(
      learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    let totals = session.train(&network, configuration: configuration, steps: 60)
    #expect(totals[0].accuracy < 0.7 && totals[59].accuracy > 0.9)
    #expect(totals[59].meanLoss < 0.5 * totals[0].meanLoss)
  }

  /// In frozen steps the statistics stay and the weights are trained.
  @Test func frozenStepsLeaveTheMovingStatistics() {
    var network = TestNetworks.smallMLP()
    let session = TrainingSession(samples: 20, features: 6, classes: 3)
    session.train(&network, configuration: Self.plain, steps: 1)
    let before = network.namedTensors
    session.train(&network, configuration: Self.plain, steps: 1, step: TrainingStep(batchNormIsFrozen: true))
    for (old, new) in zip(before, network.namedTensors) {
      #expect((old.tensor == new.tensor) == old.name.contains("running"), "\(old.name)")
    }
  }

  // MARK: Inference

  /// Samples are evaluated independently: other batch sizes, with a shorter last batch, give the same sums.
  @Test(arguments: [1, 7, 16, 33, 50])
  func evaluationDoesNotDependOnTheBatchSize(_ batchSize: Int) throws {
    var network = try TestNetworks.convolutional(size: 8, filters: 2, classes: 3)
    let session = TrainingSession(samples: 33, features: 64, classes: 3)
    session.train(&network, configuration: Self.plain, steps: 1)
    let totals = session.withSamples(shape: network.inputShape) { samples in
      [33, batchSize].map { runner(network, batchSize: $0).evaluate(network, on: samples) }
    }
    #expect(totals[0] == totals[1])
    #expect(totals[0].samples == 33 && totals[0].loss > 0)
  }

  @Test func inferenceChangesNothing() {
    let network = TestNetworks.smallMLP()
    let before = network.namedTensors.map(\.tensor)
    let runner = runner(network, batchSize: 10)
    TrainingSession(samples: 10, features: 6, classes: 3).withSamples(shape: .features(6)) { samples in
      _ = runner.evaluate(network, on: samples)
      let first = runner.infer(network, on: runner.gather(samples, from: 0, count: 1)).sample(0)
      let again = runner.infer(network, on: runner.gather(samples, from: 0, count: 10)).sample(0)
      #expect(first == again)
    }
    #expect(network.namedTensors.map(\.tensor) == before)
  }

  // MARK: Batches

  @Test(arguments: [SampleShape.features(6), .image(channels: 2, height: 1, width: 3)])
  func gathersTheSamplesOfTheIndices(_ shape: SampleShape) {
    let session = TrainingSession(samples: 40, features: 6, classes: 3)
    let runner = runner(Network(inputShape: shape, entries: []), batchSize: 20)
    func expected(_ index: Int) -> [Float] { Array(session.features[index * 6..<(index + 1) * 6]) }
    session.withSamples(shape: shape) { samples in
      let inOrder = runner.gather(samples, from: 5, count: 18)
      #expect((0..<18).map(inOrder.sample) == (5..<23).map(expected))
      let indices: [Int32] = [39, 0, 7, 7, 1] + (10..<22)
      let chosen = runner.gather(samples, indices: indices, count: 17)
      #expect((0..<17).map(chosen.sample) == indices.map { expected(Int($0)) })
    }
  }

  /// A short batch after a full one must not see the full one's samples.
  @Test func aShortBatchForgetsTheOneBefore() throws {
    let network = try TestNetworks.convolutional(size: 8, filters: 2, classes: 3)
    let session = TrainingSession(samples: 33, features: 64, classes: 3)
    func totals(full: Bool) -> Loss.Totals {
      let runner = runner(network, batchSize: 32)
      return session.withSamples(shape: network.inputShape) { samples in
        var copy = network
        if full {
          let batch = runner.gather(samples, from: 0, count: 32)
          _ = runner.computeGradients(&copy, on: batch, labels: samples.labels, step: TrainingStep())
        }
        copy = network
        let batch = runner.gather(samples, from: 20, count: 5)
        let totals = runner.computeGradients(
          &copy, on: batch, labels: samples.labels + 20, step: TrainingStep())
        var gradients: [Tensor] = []
        copy.forEachParameter { gradients.append($1.gradient) }
        results.append(gradients + copy.namedTensors.map(\.tensor))
        return totals
      }
    }
    var results: [[Tensor]] = []
    #expect(totals(full: true) == totals(full: false))
    #expect(results[0] == results[1])
  }
}
