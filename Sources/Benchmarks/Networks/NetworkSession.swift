import Engine
import Experiments

/// A network that is trained and evaluated for measurements with a certain number of threads.
final class NetworkSession {
  let subject: NetworkSubject
  private let samples: RandomSamples
  private let runner: NetworkRunner
  var executor: Executor { runner.executor }
  private var network: Network
  private var optimizer: Optimizer
  /// The order of the samples; nil if the experiment does not shuffle.
  private let order: [Int32]?
  private var nextTraining = 0
  private var nextEvaluation = 0
  private var steps = 0

  init(_ subject: NetworkSubject, samples: RandomSamples, executor: Executor) {
    self.subject = subject
    self.samples = samples
    network = subject.network()
    // With a learning rate of 0 the weights keep their initial values, no matter how many steps are measured.
    optimizer = Optimizer(
      Optimizer.Configuration(subject.spec.optimizer.rule, learningRate: .constant(0)), for: &network)
    runner = NetworkRunner(
      network: network, loss: subject.loss, batchSize: subject.batchSize, executor: executor)
    let training = subject.spec.training
    order = training.shuffle ? epochOrder(count: samples.count, seed: training.seed, epoch: 1) : nil
  }

  var entryNames: [String] { subject.entryNames(of: network) }

  /// Does training steps with whole batches. They are steps of the first epoch, in which nothing is frozen yet.
  func train(steps count: Int) {
    for _ in 0..<count {
      withNextBatch { samples, order, first, step in
        _ = runner.train(
          &network, optimizer: &optimizer, on: samples, indices: order, from: first,
          count: subject.batchSize, step: step)
      }
    }
  }

  /// Does training steps and measures the time of each part.
  func train(steps count: Int, clock: @escaping () -> Double) -> StepStopwatch {
    var stopwatch = StepStopwatch(layers: network.entries.count, clock: clock)
    for _ in 0..<count {
      withNextBatch { samples, order, first, step in
        _ = runner.train(
          &network, optimizer: &optimizer, on: samples, indices: order, from: first,
          count: subject.batchSize, step: step, probe: &stopwatch)
      }
      // The time between two steps does not belong to any part.
      stopwatch.skip()
    }
    return stopwatch
  }

  /// Does evaluations of `evaluationSamples` samples each.
  func evaluate(times: Int) {
    let count = subject.evaluationSamples
    for _ in 0..<times {
      if nextEvaluation + count > samples.count { nextEvaluation = 0 }
      _ = samples.withSamples(from: nextEvaluation, count: count) { runner.evaluate(network, on: $0) }
      nextEvaluation += count
    }
  }

  /// Calls `body` with the samples, their order, the index of the first one of the next batch, and the step.
  private func withNextBatch(
    _ body: (NetworkRunner.Samples, _ order: UnsafePointer<Int32>?, _ first: Int, TrainingStep) -> Void
  ) {
    if nextTraining + subject.batchSize > samples.count { nextTraining = 0 }
    let step = TrainingStep(seed: subject.spec.training.seed, index: steps)
    samples.withSamples { samples in
      guard let order else { return body(samples, nil, nextTraining, step) }
      order.withUnsafeBufferPointer { body(samples, $0.baseAddress, nextTraining, step) }
    }
    nextTraining += subject.batchSize
    steps += 1
  }
}
