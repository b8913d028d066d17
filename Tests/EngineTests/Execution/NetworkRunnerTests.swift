import TestSupport
import Testing

@testable import Engine

struct NetworkRunnerTests {
  private static let plain = Optimizer.Rule.sgd(learningRate: 0.1, momentum: 0, nesterov: false)

  private func runner(
    _ network: Network, _ loss: Loss = .categoricalCrossentropy, batchSize: Int
  ) -> NetworkRunner {
    NetworkRunner(network: network, loss: loss, batchSize: batchSize, executor: Executor())
  }

  // MARK: Gradients of whole networks

  /// The runner must give what the layers give one by one, each with memory of its own.
  @Test(arguments: [1, 2, 15, 16, 17, 33])
  func gradientsAreThoseOfTheLayersOneByOne(samples count: Int) throws {
    let network = try TestNetworks.convolutional(size: 8, filters: 2, classes: 3)
    var values = TestValues(seed: UInt64(count))
    let samples = values.samples(count, of: 64)
    let labels = values.labels(count, classes: 3)

    var layers = network.entries.map(\.layer)
    var inputs = [PaddedBatch(samples, shape: network.inputShape, padding: 0)]
    for index in layers.indices {
      let output = PaddedBatch(count: count, shape: layers[index].outputShape, padding: 7e3)
      layers[index].forward(
        inputs[index].batch, into: output.batch, step: TrainingStep(), on: reserved(network, count))
      inputs.append(output)
    }
    var gradient = PaddedBatch(count: count, shape: network.outputShape, padding: 0)
    let losses = BatchBuffer(count: count)
    let expected = Loss.categoricalCrossentropy.evaluate(
      outputs: inputs[layers.count].batch, labels: labels, gradient: gradient.batch, losses: losses.base,
      on: Executor())
    for index in layers.indices.reversed() {
      let next = PaddedBatch(count: count, shape: inputs[index].batch.shape, padding: 7e3)
      layers[index].backward(
        BackwardPass(
          input: inputs[index].batch, output: inputs[index + 1].batch, outputGradient: gradient.batch,
          inputGradient: next.batch),
        step: TrainingStep(), on: reserved(network, count))
      gradient = next
    }

    let input = PaddedBatch(samples, shape: network.inputShape, padding: 0)
    let inputGradient = PaddedBatch(count: count, shape: network.inputShape, padding: 7e3)
    var differentiated = network
    let totals = runner(network, batchSize: count).computeGradients(
      &differentiated, on: input.batch, labels: labels, step: TrainingStep(),
      inputGradient: inputGradient.batch)
    #expect(totals == expected)
    #expect(inputGradient.samples == gradient.samples)
    for (entry, layer) in zip(differentiated.entries, layers) {
      #expect(gradients(entry.layer) == gradients(layer), "\(entry.name)")
    }
  }

  private func gradients(_ layer: any Layer) -> [Tensor] {
    var layer = layer
    var gradients: [Tensor] = []
    layer.forEachParameter { gradients.append($0.gradient) }
    return gradients
  }

  /// An executor with enough scratch memory for the network.
  private func reserved(_ network: Network, _ count: Int) -> Executor {
    runner(network, batchSize: count).executor
  }

  /// Gradients of the mean loss by the inputs, against differences of each sample's loss by itself.
  private func mismatches(
    _ network: Network, _ loss: Loss, samples: [[Float]], labels: [Int32]
  ) -> [GradientCheck.Mismatch] {
    let (shape, count) = (network.inputShape, samples.count)
    let inputs = PaddedBatch(samples, shape: shape, padding: 3e4)
    let gradient = PaddedBatch(count: count, shape: shape, padding: 5e4)
    var differentiated = network
    _ = runner(network, loss, batchSize: count).computeGradients(
      &differentiated, on: inputs.batch, labels: labels, step: TrainingStep(), inputGradient: gradient.batch)

    let single = runner(network, loss, batchSize: 1)
    let alone = PaddedBatch(count: 1, shape: shape, padding: 3e4)
    return GradientCheck(elementLimit: 24).compare(
      "input", samples.flatMap { $0 },
      gradient: gradient.samples.flatMap { $0.map { $0 * Float(count) } }, weights: [1]
    ) { index, value in
      let (place, feature) = index.quotientAndRemainder(dividingBy: shape.count)
      var changed = samples[place]
      changed[feature] = value
      alone.batch.setSample(0, to: changed)
      var copy = network
      let totals = single.computeGradients(
        &copy, on: alone.batch, labels: [labels[place]], step: TrainingStep())
      return [Float(totals.loss)]
    }
  }

  private func dense(_ inputs: Int, _ outputs: Int, _ activation: ActivationFunction = .linear) -> Dense {
    var layer = Dense(inputSize: inputs, outputSize: outputs, activation: activation)
    randomize(&layer, seed: UInt64(inputs))
    return layer
  }

  @Test(arguments: [1, 2, 15, 16, 17, 33])
  func gradientsWithTheBinaryLoss(samples count: Int) {
    let network = Network(
      inputShape: .features(4),
      entries: [.init(name: "0", layer: dense(4, 5, .tanh)), .init(name: "1", layer: dense(5, 1))])
    var values = TestValues(seed: UInt64(count))
    let samples = values.samples(count, of: 4)
    #expect(
      mismatches(network, .binaryCrossentropy, samples: samples, labels: values.labels(count, classes: 2))
        == [])
  }

  /// Log-softmax of a softmax, as a loss from logits takes it.
  @Test(arguments: [1, 2, 15, 16, 17, 33])
  func gradientsOfALossOnTopOfASoftmax(samples count: Int) {
    let network = Network(
      inputShape: .features(4),
      entries: [.init(name: "0", layer: dense(4, 3)), .init(name: "1", layer: Softmax(features: 3))])
    var values = TestValues(seed: UInt64(count))
    let samples = values.samples(count, of: 4, in: -2...2)
    let labels = values.labels(count, classes: 3)
    #expect(mismatches(network, .categoricalCrossentropy, samples: samples, labels: labels) == [])
  }

  /// softmax(0, ln 3) = (¼, ¾), taken for logits: −log softmax(¼, ¾)₁ = log(1 + e^−½) = .4740770.
  @Test func aLossOnTopOfASoftmaxByHand() {
    let network = Network(
      inputShape: .features(2), entries: [.init(name: "0", layer: Softmax(features: 2))])
    let runner = runner(network, batchSize: 1)
    let input = PaddedBatch([[0, 1.0986123]], shape: .features(2), padding: 3e4)
    var copy = network
    let totals = runner.computeGradients(&copy, on: input.batch, labels: [1], step: TrainingStep())
    #expect(abs(totals.loss - 0.474_076_984) < 2e-7)
  }

  // MARK: Training

  /// One step is the gradient times the rate.
  @Test func aStepFollowsTheGradient() {
    let network = TestNetworks.smallMLP()
    let session = TrainingSession(samples: 17, features: 6, classes: 3)
    var (stepped, differentiated) = (network, network)
    session.train(&stepped, rule: Self.plain, steps: 1)
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
    let rule = Optimizer.Rule.adam(learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    let totals = session.train(&network, rule: rule, steps: 60)
    #expect(totals[0].accuracy < 0.7 && totals[59].accuracy > 0.9)
    #expect(totals[59].meanLoss < 0.5 * totals[0].meanLoss)
  }

  /// Frozen, the statistics stay and the weights train.
  @Test func frozenStepsLeaveTheMovingStatistics() {
    var network = TestNetworks.smallMLP()
    let session = TrainingSession(samples: 20, features: 6, classes: 3)
    session.train(&network, rule: Self.plain, steps: 1)
    let before = network.namedTensors
    session.train(&network, rule: Self.plain, steps: 1, step: TrainingStep(batchNormIsFrozen: true))
    for (old, new) in zip(before, network.namedTensors) {
      #expect((old.tensor == new.tensor) == old.name.contains("running"), "\(old.name)")
    }
  }

  // MARK: Inference

  /// Each sample for itself: batches of another size, the last of them short, give the same sums.
  @Test(arguments: [1, 7, 16, 33, 50])
  func evaluationDoesNotDependOnTheBatchSize(_ batchSize: Int) throws {
    var network = try TestNetworks.convolutional(size: 8, filters: 2, classes: 3)
    let session = TrainingSession(samples: 33, features: 64, classes: 3)
    session.train(&network, rule: Self.plain, steps: 1)
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
