import TestSupport
import Testing

@testable import Engine

struct MeanSquaredErrorTests {
  private func evaluate(_ outputs: [[Float]], _ targets: [Float]) -> (
    totals: Loss.Totals, gradient: [[Float]]
  ) {
    let shape = SampleShape.features(outputs[0].count)
    let batch = PaddedBatch(outputs, shape: shape, padding: 3e4)
    let gradient = PaddedBatch(count: outputs.count, shape: shape, padding: 5e4)
    let losses = BatchBuffer(count: outputs.count)
    let totals = targets.withUnsafeBufferPointer { targets in
      Loss.meanSquaredError.evaluate(
        outputs: batch.batch, targets: .values(targets.baseAddress.unsafelyUnwrapped),
        gradient: gradient.batch, losses: losses.base, on: Executor())
    }
    return (totals, gradient.samples)
  }

  /// (4 + 0)/2 = 2 and (1 + 1)/2 = 1; gradients of the mean over two samples: 2·(x − t)/2/2.
  @Test func valuesByHand() {
    let found = evaluate([[1, 2], [0, 0]], [3, 2, 1, -1])
    #expect(found.totals == Loss.Totals(loss: 3, right: 0, samples: 2))
    #expect(found.totals.meanLoss == 1.5)
    #expect(found.gradient == [[-1, 0], [-0.5, 0.5]])
  }

  @Test func hasNoAccuracy() {
    #expect(!Loss.meanSquaredError.hasAccuracy)
    #expect(Loss.binaryCrossentropy().hasAccuracy && Loss.categoricalCrossentropy().hasAccuracy)
  }

  @Test func notANumberStaysOne() {
    #expect(evaluate([[.nan]], [1]).totals.loss.isNaN)
  }

  @Test func gradientsAgreeWithDifferences() {
    for (count, outputs) in [(1, 1), (3, 17), (17, 2)] {
      let samples = ramp(count, of: outputs)
      let targets = ramp(count * outputs, 4)
      let values = samples.flatMap { $0 }
      // The loss as two floats: its value rounded to a float, and the rounding error.
      let mismatches = GradientCheck().compare(
        "outputs", values,
        gradient: evaluate(samples, targets).gradient.flatMap { $0.map { $0 * Float(count) } },
        weights: [1, 1]
      ) { index, value in
        var changed = samples
        changed[index / outputs][index % outputs] = value
        let total = evaluate(changed, targets).totals.loss
        return [Float(total), Float(total - Double(Float(total)))]
      }
      #expect(mismatches == [])
    }
  }

  /// Training on values: y = 2·x − 1 is learned, whether samples come in order or by indices, and the two agree if the
  /// indices are in order.
  @Test func learnsALine() {
    let features: [Float] = (0..<40).map { Float($0) / 20 - 1 }
    let targets = features.map { 2 * $0 - 1 }
    func trained(byIndices: Bool) -> (Network, Loss.Totals) {
      var network = Network(
        inputShape: .features(1), entries: [.init(name: "0", layer: Dense(inputSize: 1, outputSize: 1))])
      let runner = NetworkRunner(
        network: network, loss: .meanSquaredError, batchSize: 16, executor: Executor())
      var optimizer = Optimizer(.sgd(learningRate: 0.1, momentum: 0.9, nesterov: false), for: &network)
      let order = (0..<40).map(Int32.init)
      return withSamples(features, values: targets, shape: .features(1)) { samples in
        order.withUnsafeBufferPointer { order in
          for _ in 0..<50 {
            for start in stride(from: 0, to: 40, by: 16) {
              _ = runner.train(
                &network, optimizer: &optimizer, on: samples, indices: byIndices ? order.baseAddress : nil,
                from: start, count: min(16, 40 - start), step: TrainingStep(index: optimizer.steps))
            }
          }
        }
        return (network, runner.evaluate(network, on: samples))
      }
    }
    let (network, totals) = trained(byIndices: false)
    #expect(totals.meanLoss < 1e-5)
    let tensors = network.namedTensors.map(\.tensor)
    #expect(abs(tensors[0][0] - 2) < 0.01 && abs(tensors[1][0] + 1) < 0.01)
    let other = trained(byIndices: true)
    #expect(other.0.namedTensors.map(\.tensor) == tensors && other.1 == totals)
  }
}
