import TestSupport
import Testing

@testable import Engine

/// Each layer on one thread and on several: the same bits, with every piece of its work really shared.
struct SharedLayersTests {
  private struct Outcome: Equatable {
    let inferred: [[Float]]
    let trained: [[Float]]
    let inputGradient: [[Float]]
    let tensors: [Tensor]
  }

  private func run(
    _ layer: some Layer, shape: SampleShape, samples: [[Float]], gradient: [[Float]], threads: Int
  ) -> (outcome: Outcome, shared: Int) {
    var layer = layer
    let executor = Executor(threads: threads)
    let probe = LayerProbe(inputShape: shape, executor: executor)
    let inferred = probe.infer(layer, on: samples)
    let trained = probe.forward(&layer, on: samples)
    let inputGradient = probe.backward(&layer, on: samples, outputGradient: gradient)
    var tensors: [Tensor] = []
    layer.forEachParameter { tensors.append($0.gradient) }
    layer.forEachStatistic { tensors.append($1) }
    return (
      Outcome(
        inferred: inferred, trained: trained, inputGradient: inputGradient.samples + inputGradient.padLanes,
        tensors: tensors),
      executor.sharedWorkCount
    )
  }

  /// - Parameter pieces: how many pieces of work an inference, a forward pass, and a forward with a backward pass have
  ///   together.
  private func expectSameBits(_ layer: some Layer, shape: SampleShape, samples count: Int, pieces: Int) {
    let samples = values(count, of: shape.count)
    let gradient = values(count, of: layer.outputShape.count)
    let alone = run(layer, shape: shape, samples: samples, gradient: gradient, threads: 1)
    #expect(alone.shared == 0)
    let shared = run(layer, shape: shape, samples: samples, gradient: gradient, threads: 3)
    #expect(shared.outcome == alone.outcome)
    #expect(shared.shared == pieces)
  }

  /// Many values between −1 and 1, faster than random ones.
  private func values(_ count: Int, of features: Int) -> [[Float]] {
    (0..<count).map { sample in
      (0..<features).map { (feature: Int) -> Float in
        let step: Int = (sample * 5077 + feature * 7919) % 10007
        return Float(step) / 5003.5 - 1
      }
    }
  }

  // More than 60,000 values, so that three threads share even what takes one operation a value.
  private static let image = SampleShape.image(channels: 9, height: 12, width: 11)
  private static let imageSamples = 49
  private static let features = SampleShape.features(250)
  private static let featureSamples = 257

  /// Three products forward, then relu's gradient, two products and the bias's sums.
  @Test func dense() {
    var layer = Dense(inputSize: 250, outputSize: 243, activation: .relu)
    randomize(&layer)
    expectSameBits(layer, shape: Self.features, samples: Self.featureSamples, pieces: 3 + 4)
  }

  /// Few samples: a product split along the longer side, rows of one and columns of the other.
  @Test func denseOfFewSamples() {
    var layer = Dense(inputSize: 700, outputSize: 300)
    randomize(&layer)
    let executor = Executor(threads: 3)
    let probe = LayerProbe(inputShape: .features(700), executor: executor)
    let (samples, gradient) = (values(5, of: 700), values(5, of: 300))
    let found = run(layer, shape: .features(700), samples: samples, gradient: gradient, threads: 3).outcome
    #expect(
      found == run(layer, shape: .features(700), samples: samples, gradient: gradient, threads: 1).outcome)
    _ = probe.infer(layer, on: samples)
    #expect(executor.sharedWorkCount == 1)
  }

  /// Three convolutions forward, then tanh's gradient and two convolutions.
  @Test func convolution() throws {
    let window = try Window(
      input: .init(height: 12, width: 11), kernel: .init(height: 3, width: 3),
      strides: .init(height: 1, width: 1), padding: .same)
    var layer = Conv2D(inputChannels: 9, filters: 8, window: window, activation: .tanh)
    randomize(&layer)
    expectSameBits(layer, shape: Self.image, samples: Self.imageSamples, pieces: 3 + 3)
  }

  /// Inference is one pass; each of the two forward calls is two passes; backward is sums and a map.
  @Test(arguments: [true, false])
  func batchNorm(ofImages: Bool) {
    let shape = ofImages ? Self.image : Self.features
    var layer = BatchNorm(shape: shape)
    randomize(&layer, in: 0.5...1.5)
    expectSameBits(
      layer, shape: shape, samples: ofImages ? Self.imageSamples : Self.featureSamples, pieces: 1 + 2 * 2 + 2)
  }

  @Test(arguments: [Pooling.Kind.max, .average])
  func pooling(_ kind: Pooling.Kind) throws {
    let window = try Window(
      input: .init(height: 12, width: 11), kernel: .init(height: 2, width: 3),
      strides: .init(height: 2, width: 2), padding: .valid)
    expectSameBits(
      Pooling(kind, channels: 9, window: window), shape: Self.image, samples: Self.imageSamples, pieces: 3 + 1
    )
  }

  @Test func flatten() {
    expectSameBits(
      Flatten(inputShape: Self.image), shape: Self.image, samples: Self.imageSamples, pieces: 3 + 1)
  }

  @Test(arguments: [ActivationFunction.relu, .sigmoid])
  func activation(_ function: ActivationFunction) {
    expectSameBits(
      Activation(function, shape: Self.image), shape: Self.image, samples: Self.imageSamples, pieces: 3 + 1)
    expectSameBits(
      Activation(function, shape: Self.features), shape: Self.features, samples: Self.featureSamples,
      pieces: 3 + 1)
  }

  @Test(arguments: [true, false])
  func gathering(images: Bool) {
    let shape = images ? Self.image : Self.features
    let count = images ? Self.imageSamples : Self.featureSamples
    let session = TrainingSession(samples: count, features: shape.count, classes: 3)
    let order = epochOrder(count: count, seed: 1, epoch: 1)
    let executor = Executor(threads: 3)
    let runner = NetworkRunner(
      network: Network(inputShape: shape, entries: []), loss: .categoricalCrossentropy(), batchSize: count,
      executor: executor)
    func sample(_ index: Int) -> [Float] {
      Array(session.features[index * shape.count..<(index + 1) * shape.count])
    }
    session.withSamples(shape: shape) { samples in
      let inOrder = runner.gather(samples, from: 0, count: count)
      #expect((0..<count).map(inOrder.sample) == (0..<count).map(sample))
      let shuffled = runner.gather(samples, indices: order, count: count)
      #expect((0..<count).map(shuffled.sample) == order.map { sample(Int($0)) })
    }
    #expect(executor.sharedWorkCount == 2)
  }
}
