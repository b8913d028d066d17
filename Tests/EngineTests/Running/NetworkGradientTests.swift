import TestSupport
import Testing

@testable import Engine

/// The gradients of whole networks, from the loss back to the input.
struct NetworkGradientTests {
  private func runner(
    _ network: Network, _ loss: Loss = .categoricalCrossentropy(), batchSize: Int
  ) -> NetworkRunner {
    NetworkRunner(network: network, loss: loss, batchSize: batchSize, executor: Executor())
  }

  /// The runner must give the same as the layers called one by one, each with memory of its own.
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
    let expected = Loss.categoricalCrossentropy().evaluate(
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

  /// Gradients of the mean loss with respect to the inputs, compared with differences of each sample's own loss.
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
      mismatches(network, .binaryCrossentropy(), samples: samples, labels: values.labels(count, classes: 2))
        == [])
  }

  /// A loss from logits applies log-softmax to the output of a softmax layer.
  @Test(arguments: [1, 2, 15, 16, 17, 33])
  func gradientsOfALossOnTopOfASoftmax(samples count: Int) {
    let network = Network(
      inputShape: .features(4),
      entries: [.init(name: "0", layer: dense(4, 3)), .init(name: "1", layer: Softmax(features: 3))])
    var values = TestValues(seed: UInt64(count))
    let samples = values.samples(count, of: 4, in: -2...2)
    let labels = values.labels(count, classes: 3)
    #expect(mismatches(network, .categoricalCrossentropy(), samples: samples, labels: labels) == [])
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
}
