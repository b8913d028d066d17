import TestSupport
import Testing

@testable import Engine

/// A first dense layer leaves out the columns of zeros of a batch, and nobody can tell.
@Suite struct NonzeroColumnsTests {
  private static let (features, samples, classes) = (300, 70, 3)

  private static var network: Network {
    var first = Dense(inputSize: features, outputSize: 64, activation: .relu)
    var second = Dense(inputSize: 64, outputSize: classes)
    var random = RandomStream(seed: 5, purpose: .kernel, index: 0)
    for index in 0..<first.weight.value.count {
      first.weight.value.mutablePointer[index] = Float(random.uniform() - 0.5) / 8
    }
    for index in 0..<second.weight.value.count {
      second.weight.value.mutablePointer[index] = Float(random.uniform() - 0.5)
    }
    return Network(
      inputShape: .features(features),
      entries: [.init(name: "0", layer: first), .init(name: "1", layer: second)])
  }

  /// Values in the middle, like a digit's pixels; each sample its own.
  private static func values(full: Range<Int>) -> [Float] {
    var random = RandomStream(seed: 6, purpose: .order, index: 0)
    return (0..<samples * features).map { index in
      full.contains(index % features) ? Float(random.uniform()) : 0
    }
  }

  private struct Result: Equatable {
    var losses: [Double] = []
    var weights: [[Float]] = []
    var evaluation: Double = 0
  }

  /// Three steps of training, and an evaluation.
  /// - Parameter leavesOutZeros: false gives the batches to the network as they are.
  private static func train(_ values: [Float], threads: Int, leavesOutZeros: Bool) -> Result {
    var network = network
    let runner = NetworkRunner(
      network: network, loss: .categoricalCrossentropy, batchSize: samples,
      executor: Executor(threads: threads))
    var optimizer = Optimizer(.rmsprop(learningRate: 0.0005, rho: 0.9, epsilon: 1e-7), for: &network)
    let labels = (0..<samples).map { Int32($0 % classes) }
    var result = Result()
    values.withUnsafeBufferPointer { values in
      labels.withUnsafeBufferPointer { labels in
        let set = NetworkRunner.Samples(
          features: values.baseAddress!, labels: labels.baseAddress!, count: samples,
          shape: .features(features))
        for _ in 0..<3 {
          var batch = runner.gather(set, from: 0, count: samples)
          #expect((batch.nonzeroColumns != nil) == (values[150] != 0 && values[20] == 0))
          if !leavesOutZeros { batch.nonzeroColumns = nil }
          result.losses.append(
            runner.train(
              &network, optimizer: &optimizer, on: batch, labels: labels.baseAddress!, step: TrainingStep()
            ).loss)
        }
        var batch = runner.gather(set, from: 0, count: samples)
        if !leavesOutZeros { batch.nonzeroColumns = nil }
        result.evaluation = Double(runner.infer(network, on: batch).sample(samples - 1)[0])
      }
    }
    network.forEachParameter { result.weights.append($1.value.elements) }
    return result
  }

  @Test(arguments: [1, 2, 3]) func trainingGivesTheSameBits(threads: Int) {
    let values = Self.values(full: 40..<210)
    let plain = Self.train(values, threads: 1, leavesOutZeros: false)
    #expect(Self.train(values, threads: threads, leavesOutZeros: true) == plain)
    #expect(plain.losses[2] < plain.losses[0])
  }

  /// Nothing to gain: too few columns are zero, or all are.
  @Test(arguments: [0..<300, 10..<300, 0..<0]) func otherBatchesStayAsTheyAre(full: Range<Int>) {
    let values = Self.values(full: full)
    let plain = Self.train(values, threads: 1, leavesOutZeros: false)
    #expect(Self.train(values, threads: 2, leavesOutZeros: true) == plain)
  }
}
