import TestSupport
import Testing

@testable import Engine

/// Sequences: their layout, and the layers that take each step for itself.
struct SequenceTests {
  private static let shape = SampleShape.sequence(steps: 3, features: 5)
  private static let counts = [1, 2, 15, 16, 17, 33]

  /// A row of 16 floats for each step of each sample.
  @Test func stepsAreRows() {
    #expect(Self.shape.count == 15 && Self.shape.dimensions == [3, 5])
    #expect(Self.shape.description == "(3, 5)")
    #expect(Self.shape.bufferCount(samples: 2) == 2 * 3 * 16)
    let buffer = BatchBuffer(shape: Self.shape, samples: 2)
    let batch = buffer.batch(shape: Self.shape, samples: 2)
    batch.setSample(1, to: (0..<15).map(Float.init))
    #expect(batch.rows == 6 && batch.stride == 16)
    #expect(batch.pointer[(1 * 3 + 2) * 16 + 4] == 14)
    #expect(batch.sample(1) == (0..<15).map(Float.init))
    #expect(batch.slice(1..<2).sample(0) == (0..<15).map(Float.init))
  }

  /// Counted from the front behind the samples' axis, from the back, and by default that of the channels.
  @Test func axesAreCountedFromEitherEnd() throws {
    let image = SampleShape.image(channels: 2, height: 3, width: 4)
    #expect(try Self.shape.axis(nil) == 2 && image.axis(nil) == 1 && SampleShape.features(7).axis(nil) == 1)
    #expect(try Self.shape.axis(1) == 1 && Self.shape.axis(-1) == 2 && Self.shape.axis(-2) == 1)
    #expect(try image.axis(3) == 3 && image.axis(-3) == 1)
    for axis in [0, 3, -3, .max, .min] {
      #expect(throws: ShapeError.noSuchAxis(axis: axis, shape: Self.shape)) { try Self.shape.axis(axis) }
    }
  }

  @Test(arguments: counts) func flattenKeepsTheRowMajorOrder(count: Int) {
    var layer = Flatten(inputShape: Self.shape)
    #expect(layer.outputShape == .features(15))
    let probe = LayerProbe(inputShape: Self.shape)
    let samples = ramp(count, of: 15)
    #expect(probe.infer(layer, on: samples) == samples)
    let gradients = ramp(count, of: 15, 3)
    #expect(probe.backward(&layer, on: samples, outputGradient: gradients).samples == gradients)
  }

  /// A dense layer does to each step what it does to features.
  @Test(arguments: counts) func denseTakesEachStepForItself(count: Int) {
    var sequences = Dense(inputSize: 5, outputSize: 4, steps: 3, activation: .tanh)
    var features = Dense(inputSize: 5, outputSize: 4, activation: .tanh)
    #expect(sequences.outputShape == .sequence(steps: 3, features: 4))
    randomize(&sequences)
    randomize(&features)
    let samples = ramp(count, of: 15)
    let steps = samples.flatMap { sample in (0..<3).map { Array(sample[$0 * 5..<($0 + 1) * 5]) } }
    let found = LayerProbe(inputShape: Self.shape).infer(sequences, on: samples)
    let wanted = LayerProbe(inputShape: .features(5)).infer(features, on: steps)
    #expect(found.flatMap { $0 } == wanted.flatMap { $0 })
    #expect(GradientCheck(elementLimit: 12).mismatches(of: sequences, on: samples, shape: Self.shape) == [])
  }

  @Test func softmaxTakesEachStepForItself() {
    let layer = Softmax(steps: 3, features: 5)
    let output = LayerProbe(inputShape: Self.shape).infer(layer, on: ramp(17, of: 15))
    for sample in output {
      for step in 0..<3 {
        let total: Float = sample[(step * 5)..<(step * 5 + 5)].reduce(0, +)
        #expect(abs(total - 1) < 1e-6)
      }
    }
    #expect(GradientCheck().mismatches(of: layer, on: ramp(3, of: 15), shape: Self.shape) == [])
  }

  /// Batches are gathered by sample, in order and by indices.
  @Test(arguments: [SampleShape.sequence(steps: 3, features: 5), .sequence(steps: 2, features: 16)])
  func samplesAreGathered(shape: SampleShape) {
    let network = Network(inputShape: shape, entries: [.init(name: "0", layer: Flatten(inputShape: shape))])
    let runner = NetworkRunner(
      network: network, loss: .categoricalCrossentropy(), batchSize: 33, executor: Executor(threads: 2))
    let session = TrainingSession(samples: 40, features: shape.count, classes: 2)
    let samples = (0..<40).map { Array(session.features[$0 * shape.count..<($0 + 1) * shape.count]) }
    session.withSamples(shape: shape) { all in
      let slice = runner.gather(all, from: 7, count: 33)
      #expect((0..<33).map(slice.sample) == Array(samples[7...]))
      let indices: [Int32] = [39, 0, 20, 20]
      let chosen = runner.gather(all, indices: indices, count: 4)
      #expect((0..<4).map(chosen.sample) == indices.map { samples[Int($0)] })
    }
  }
}
