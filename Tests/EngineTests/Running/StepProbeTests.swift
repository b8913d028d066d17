import Testing

@testable import Engine

@Suite struct StepProbeTests {
  private struct Recorder: StepProbe {
    var parts: [StepPart] = []
    mutating func ended(_ part: StepPart) { parts.append(part) }
  }

  private typealias Step = (
    NetworkRunner, inout Network, inout Optimizer, NetworkRunner.Samples, UnsafePointer<Int32>?, Int
  ) -> Void

  /// The tensors of a perceptron with batch normalization after two steps on three samples each.
  private func train(order: [Int32]?, _ step: Step) -> [Tensor] {
    var network = TestNetworks.smallMLP()
    network.forEachParameter { _, parameter in
      for index in 0..<parameter.value.count { parameter.value[index] = Float(index % 5) * 0.2 - 0.3 }
    }
    var optimizer = Optimizer(
      .sgd(learningRate: 0.1, momentum: 0.9, nesterov: false), for: &network)
    let runner = NetworkRunner(
      network: network, loss: .categoricalCrossentropy(), batchSize: 3, executor: Executor())
    let session = TrainingSession(samples: 6, features: 6, classes: 3)
    session.withSamples(shape: .features(6)) { samples in
      for first in [0, 3] {
        guard let order else {
          step(runner, &network, &optimizer, samples, nil, first)
          continue
        }
        order.withUnsafeBufferPointer {
          step(runner, &network, &optimizer, samples, $0.baseAddress, first)
        }
      }
    }
    return network.namedTensors.map(\.tensor)
  }

  @Test func aProbeHearsEveryPartInItsOrder() {
    var recorder = Recorder()
    _ = train(order: nil) { runner, network, optimizer, samples, order, first in
      _ = runner.train(
        &network, optimizer: &optimizer, on: samples, indices: order, from: first, count: 3,
        step: TrainingStep(), probe: &recorder)
    }
    let step: [StepPart] = [
      .gathering, .forward(0), .forward(1), .forward(2), .loss, .backward(2), .backward(1), .backward(0),
      .update,
    ]
    #expect(recorder.parts == step + step)
  }

  @Test(arguments: [nil, [5, 0, 3, 2, 4, 1]])
  func aProbeChangesNoBit(order: [Int32]?) {
    var recorder = Recorder()
    let probed = train(order: order) { runner, network, optimizer, samples, order, first in
      _ = runner.train(
        &network, optimizer: &optimizer, on: samples, indices: order, from: first, count: 3,
        step: TrainingStep(), probe: &recorder)
    }
    let plain = train(order: order) { runner, network, optimizer, samples, order, first in
      let step = TrainingStep()
      guard let order else {
        let batch = runner.gather(samples, from: first, count: 3)
        _ = runner.train(
          &network, optimizer: &optimizer, on: batch, labels: samples.labels + first, step: step)
        return
      }
      _ = runner.train(
        &network, optimizer: &optimizer, on: samples, indices: order, from: first, count: 3, step: step)
    }
    #expect(probed == plain)
  }
}
