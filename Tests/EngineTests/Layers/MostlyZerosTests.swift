import TestSupport
import Testing

@testable import Engine

/// A first dense layer leaves out the zeros of a batch, and the results are the same.
@Suite struct MostlyZerosTests {
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

  /// Samples with strokes of values, like the pixels of a digit: among every sixteen features, `full` neighbouring
  /// ones are not zero, at a place that depends on the sample.
  private static func values(full: Int) -> [Float] {
    var random = RandomStream(seed: 6, purpose: .order, index: 0)
    return (0..<samples).flatMap { sample in
      let start = Int(random.uniform() * 16)
      return (0..<features).map { feature in
        (feature + start) % 16 < full ? Float(random.uniform() + 0.01) : 0
      }
    }
  }

  private struct Result: Equatable {
    var losses: [Double] = []
    var weights: [[Float]] = []
    var evaluation: Double = 0
  }

  /// Three training steps and an evaluation.
  /// - Parameter leavesOutZeros: whether zeros are expected to be left out; nil: all zeros are multiplied.
  private static func train(_ values: [Float], threads: Int, leavesOutZeros: Bool?) -> Result {
    var network = network
    let runner = NetworkRunner(
      network: network, loss: .categoricalCrossentropy(), batchSize: samples,
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
          if let leavesOutZeros {
            #expect(batch.isMostlyZeros == leavesOutZeros)
          } else {
            batch.isMostlyZeros = false
          }
          result.losses.append(
            runner.train(
              &network, optimizer: &optimizer, on: batch, labels: labels.baseAddress!, step: TrainingStep()
            ).loss)
        }
        var batch = runner.gather(set, from: 0, count: samples)
        if leavesOutZeros == nil { batch.isMostlyZeros = false }
        result.evaluation = Double(runner.infer(network, on: batch).sample(samples - 1)[0])
      }
    }
    network.forEachParameter { result.weights.append($1.value.elements) }
    return result
  }

  @Test(arguments: [1, 2, 3]) func trainingGivesTheSameBits(threads: Int) {
    let values = Self.values(full: 3)
    let plain = Self.train(values, threads: 1, leavesOutZeros: nil)
    #expect(Self.train(values, threads: threads, leavesOutZeros: true) == plain)
    #expect(plain.losses[2] < plain.losses[0])
  }

  /// 5 of 16 values are not zero, then 6, then all: zeros are left out only if they are at least two thirds.
  @Test func fewZerosAreMultiplied() {
    for (full, leavesOutZeros) in [(5, true), (6, false), (16, false), (0, true)] {
      let values = Self.values(full: full)
      let plain = Self.train(values, threads: 1, leavesOutZeros: nil)
      #expect(Self.train(values, threads: 2, leavesOutZeros: leavesOutZeros) == plain)
    }
  }
}
