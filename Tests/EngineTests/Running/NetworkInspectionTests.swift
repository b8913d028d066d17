import Testing

@testable import Engine

@Suite struct NetworkInspectionTests {
  /// What the probe was shown, copied.
  private struct Recorder: StepProbe {
    var indices: [Int?] = []
    var outputs: [[Float]] = []
    var gradients: [[Float]] = []
    mutating func ended(_ part: StepPart) {}
    mutating func reached(_ index: Int?, output: Batch, gradient: Batch) {
      indices.append(index)
      outputs.append((0..<output.samples).flatMap { output.sample($0) })
      gradients.append((0..<gradient.samples).flatMap { gradient.sample($0) })
    }
  }

  /// h = 2·x, y = 3·h with mean squared error, x = 1 and 2, targets 5 and 12:
  ///
  ///     h = 2, 4   y = 6, 12   loss (1 + 0)/2   dy = 2·(y − t)/2 = 1, 0   dh = 3, 0   dx = 6, 0   dw₂ = Σh·dy = 2
  @Test func outputsAndGradientsOfTwoWeights() {
    var first = Dense(inputSize: 1, outputSize: 1, useBias: false)
    first.weight.value = Tensor(shape: [1, 1], elements: [2])
    var second = Dense(inputSize: 1, outputSize: 1, useBias: false)
    second.weight.value = Tensor(shape: [1, 1], elements: [3])
    var network = Network(
      inputShape: .features(1),
      entries: [.init(name: "0", layer: first), .init(name: "1", layer: second)])
    let runner = NetworkRunner(
      network: network, loss: .meanSquaredError, batchSize: 2, executor: Executor())
    var recorder = Recorder()
    // The first sample is another one, to be skipped.
    let totals = withSamples([9, 1, 2], values: [9, 5, 12], shape: .features(1)) {
      runner.inspect(
        &network, on: $0, from: 1, count: 2, step: TrainingStep(), probe: &recorder)
    }
    #expect(totals.meanLoss == 0.5)
    #expect(recorder.indices == [1, 0, nil])
    #expect(recorder.outputs == [[6, 12], [2, 4], [1, 2]])
    #expect(recorder.gradients == [[1, 0], [3, 0], [6, 0]])
    var gradients: [Float] = []
    network.forEachParameter { gradients.append($1.gradient[0]) }
    #expect(gradients == [3, 2])
  }
}
