import AllocationCounter
import TestSupport
import Testing

@testable import Engine

/// Networks with many kinds of layers and options: same bits on any number of threads, no allocations in a steady
/// step, and passes that recompute moving statistics.
struct LayerMixTests {
  /// Two recurrent layers with normalizations, dropout, regularizers and constraints between them.
  private static func sequences() -> Network {
    let sequence = SampleShape.sequence(steps: 5, features: 21)
    var virtual = BatchNorm.Configuration()
    virtual.virtualBatchSize = 11
    virtual.affine.gamma.regularizer = .l1(0.01)
    virtual.affine.beta.constraint = .maxNorm(1, axes: [0])
    var steps = BatchNorm.Configuration()
    steps.axis = 1
    var lstm = LSTM.Configuration(units: 21, returnSequences: true)
    lstm.kernel.regularizer = .l2(0.01)
    lstm.recurrent.constraint = .unitNorm(axes: [0])
    return Network(
      inputShape: .sequence(steps: 5, features: 9),
      entries: [
        .init(name: "0", layer: BatchNorm(shape: .sequence(steps: 5, features: 9), configuration: steps)),
        .init(
          name: "1",
          layer: LSTM(steps: 5, features: 9, configuration: lstm, seed: 1)),
        .init(name: "2", layer: LayerNorm.layer(shape: sequence)),
        .init(name: "3", layer: Dropout(rate: 0.25, shape: sequence, index: 0)),
        .init(name: "4", layer: GroupNorm.layer(shape: sequence, groups: 7)),
        .init(name: "5", layer: LinearUnit(.gelu(approximate: false), shape: sequence)),
        .init(
          name: "6", layer: LSTM(steps: 5, features: 21, configuration: .init(units: 17), seed: 1, index: 1)),
        .init(name: "7", layer: BatchNorm(shape: .features(17), configuration: virtual)),
        .init(name: "8", layer: Dropout(rate: 0.5, shape: .features(17), index: 1)),
        .init(name: "9", layer: Dense(inputSize: 17, outputSize: 3)),
      ])
  }

  private static func images() throws(ShapeError) -> Network {
    let shape = SampleShape.image(channels: 6, height: 9, width: 7)
    let size = Window.Size(height: 9, width: 7)
    let (one, three) = (Window.Size(height: 1, width: 1), Window.Size(height: 3, width: 3))
    let window = try Window(input: size, kernel: three, strides: one, padding: .same)
    var columns = BatchNorm.Configuration()
    columns.axis = 3
    var virtual = BatchNorm.Configuration()
    virtual.virtualBatchSize = 10
    var conv = Conv2D(inputChannels: 1, filters: 6, window: window)
    Initializer.glorotUniform.fill(
      &conv.weight.value, fans: .init(input: 9, output: 54),
      from: RandomStream(seed: 1, purpose: .kernel, index: 0))
    conv.weight.constraint = .maxNorm(2, axes: [0, 1, 2])
    // A dense layer for images, as `Dense.Configuration` builds it.
    var pixels = Conv2D(
      inputChannels: 6, filters: 6, window: Window(eachPixelOf: size), activation: .tanh)
    pixels.weight = Parameter(name: "weight", value: Tensor(shape: [6, 6]))
    Initializer.glorotUniform.fill(
      &pixels.weight.value, fans: .init(input: 6, output: 6),
      from: RandomStream(seed: 1, purpose: .kernel, index: 1))
    return Network(
      inputShape: .image(channels: 1, height: 9, width: 7),
      entries: [
        .init(name: "0", layer: conv),
        .init(name: "1", layer: BatchNorm(shape: shape, configuration: columns)),
        .init(name: "2", layer: LinearUnit(.leakyRelu(negativeSlope: 0.1), shape: shape)),
        .init(name: "3", layer: GroupNorm.layer(shape: shape, groups: 3)),
        .init(name: "4", layer: LayerNorm.layer(shape: shape, axes: [1, 2, 3])),
        .init(name: "5", layer: Dropout(rate: 0.5, shape: shape, index: 0)),
        .init(name: "6", layer: InstanceNorm.layer(shape: shape, affine: Affine())),
        .init(name: "7", layer: BatchNorm(shape: shape, configuration: virtual)),
        .init(
          name: "8",
          layer: LocalResponseNorm(
            channels: 6, height: 9, width: 7, configuration: .init(alpha: 2, beta: 0.75, k: 2))),
        .init(name: "9", layer: pixels),
        .init(name: "10", layer: try GlobalAveragePool2D(channels: 6, height: 9, width: 7)),
        .init(name: "11", layer: Dense(inputSize: 6, outputSize: 3)),
      ])
  }

  /// A rule with a schedule, clipping and weight decay.
  private static func configuration(_ rule: Optimizer.Rule, from rate: Double) -> Optimizer.Configuration {
    let schedule = CosineDecay(
      initialLearningRate: rate, decaySteps: 100, alpha: 0.1, warmupTarget: 0.02, warmupSteps: 2)
    return Optimizer.Configuration(
      rule, learningRate: .schedule(.cosineDecay(schedule)), clipping: .globalNorm(1),
      weightDecay: WeightDecay(decay: 0.01, exempt: [.gamma, .beta]))
  }

  private struct Outcome: Equatable {
    var totals: [Loss.Totals] = []
    var evaluated = Loss.Totals()
    var tensors: [Tensor] = []
    var allocations: [Int] = []
  }

  /// Reads every thread's counter.
  private struct Read: ThreadPoolJob {
    let counts: UnsafeMutablePointer<Int>
    func run(thread: Int) { counts[thread] = allocations_of_this_thread() }
  }

  /// Three steps and an evaluation, and the allocations of each thread in ten further steps.
  private func train(_ network: Network, samples count: Int, kernels: Kernels, threads: Int) -> Outcome {
    var (network, outcome) = (network, Outcome())
    let executor = Executor(kernels: kernels, threads: threads)
    let runner = NetworkRunner(
      network: network, loss: .categoricalCrossentropy(), batchSize: count, executor: executor)
    let configuration = Self.configuration(.adam(Adam()), from: 0.01)
    var optimizer = Optimizer(configuration, for: &network)
    let shape = network.inputShape
    let session = TrainingSession(samples: count, features: shape.count, classes: 3)
    let counts = UnsafeMutablePointer<Int>.allocate(capacity: 2 * threads)
    counts.initialize(repeating: 0, count: 2 * threads)
    defer { counts.deallocate() }
    session.withSamples(shape: shape) { samples in
      func step() -> Loss.Totals {
        runner.train(
          &network, optimizer: &optimizer, on: samples, from: 0, count: count,
          step: TrainingStep(seed: 7, index: optimizer.steps))
      }
      outcome.totals.reserveCapacity(3)
      for _ in 0..<3 { outcome.totals.append(step()) }
      outcome.evaluated = runner.evaluate(network, on: samples)
      outcome.tensors = network.namedTensors.map {
        Tensor(shape: $0.tensor.shape, elements: $0.tensor.elements)
      }
      _ = step()
      executor.pool.run(Read(counts: counts))
      for _ in 0..<10 { _ = step() }
      executor.pool.run(Read(counts: counts + threads))
    }
    if allocations_are_counted() {
      outcome.allocations = (0..<threads).map { counts[threads + $0] - counts[$0] }
    }
    return outcome
  }

  private func expectSameBitsWithoutAllocations(_ network: Network, samples: Int) {
    var reference: Outcome?
    for kernels in Kernels.available where kernels.hasFusedMultiplyAdd {
      for threads in [1, 2, 3] {
        var outcome = train(network, samples: samples, kernels: kernels, threads: threads)
        #expect(outcome.allocations.allSatisfy { $0 == 0 }, "\(threads) threads: \(outcome.allocations)")
        outcome.allocations = []
        #expect(outcome.totals.allSatisfy { $0.loss.isFinite && $0.loss > 0 })
        #expect(outcome == reference ?? outcome, "\(kernels.name), \(threads) threads")
        reference = reference ?? outcome
      }
    }
    #expect(reference != nil)
  }

  @Test func sequencesGiveTheSameBitsWithoutAllocations() {
    expectSameBitsWithoutAllocations(Self.sequences(), samples: 66)
  }

  @Test func imagesGiveTheSameBitsWithoutAllocations() throws {
    expectSameBitsWithoutAllocations(try Self.images(), samples: 50)
  }

  /// A run that stops after two steps and goes on elsewhere ends with the bits of one that never stopped: masks,
  /// schedule and averages depend on the step's number alone.
  @Test func resumedRunsEndAlike() throws {
    func steps(
      _ range: Range<Int>, _ network: inout Network, _ optimizer: inout Optimizer, _ session: TrainingSession
    ) {
      let runner = NetworkRunner(
        network: network, loss: .categoricalCrossentropy(), batchSize: 22, executor: Executor())
      session.withSamples(shape: network.inputShape) { samples in
        for index in range {
          _ = runner.train(
            &network, optimizer: &optimizer, on: samples, from: index * 22, count: 22,
            step: TrainingStep(seed: 7, index: optimizer.steps))
        }
      }
    }
    let configuration = Self.configuration(.sgd(SGD(momentum: 0.9, nesterov: true)), from: 0.05)
    let session = TrainingSession(samples: 110, features: 45, classes: 3)
    var whole = Self.sequences()
    var optimizer = Optimizer(configuration, for: &whole)
    steps(0..<2, &whole, &optimizer, session)
    // What a checkpoint holds.
    let tensors = Dictionary(uniqueKeysWithValues: whole.namedTensors.map { ($0.name, $0.tensor) })
    let (count, slots) = (optimizer.steps, optimizer.slots)
    steps(2..<5, &whole, &optimizer, session)

    var resumed = Self.sequences()
    var other = Optimizer(configuration, for: &resumed)
    try resumed.load(tensors)
    try other.resume(steps: count, slots: slots)
    steps(2..<5, &resumed, &other, session)
    #expect(resumed.namedTensors.map(\.tensor) == whole.namedTensors.map(\.tensor))
  }

  /// A dense layer with the weight 2 and batch normalization after it; batches 0, 2 and 4, 8 give 0, 4 and 8, 16:
  /// means 2 and 12, variances 4 and 16, averages 7 and 10. No weight changes.
  @Test func recomputedStatisticsAreThoseOfTheFinalWeights() {
    var dense = Dense(inputSize: 1, outputSize: 1, useBias: false)
    dense.weight.value[0] = 2
    var network = Network(
      inputShape: .features(1),
      entries: [.init(name: "0", layer: dense), .init(name: "1", layer: BatchNorm(shape: .features(1)))])
    let runner = NetworkRunner(
      network: network, loss: .binaryCrossentropy(), batchSize: 2, executor: Executor())
    let (features, labels): ([Float], [Int32]) = ([0, 2, 4, 8], [0, 0, 1, 1])
    withSamples(features, labels: labels, shape: .features(1)) { samples in
      for number in 1...2 {
        let batch = runner.gather(samples, from: 2 * (number - 1), count: 2)
        runner.recomputeMovingStatistics(
          of: &network, on: batch, number: number, step: TrainingStep(index: 99))
      }
    }
    let tensors = network.namedTensors.map(\.tensor.elements)
    #expect(tensors == [[2], [1], [0], [7], [10]])
  }
}
