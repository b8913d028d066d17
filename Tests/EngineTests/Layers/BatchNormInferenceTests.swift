import TestSupport
import Testing

@testable import Engine

/// Batch normalization that normalises by the evaluated batch, and debiased moving statistics.
struct BatchNormInferenceTests {
  private typealias Change = (inout BatchNorm.Configuration) -> Void

  private func layer(_ shape: SampleShape, _ change: Change) -> BatchNorm {
    var configuration = BatchNorm.Configuration()
    configuration.momentum = .rate(0.75)
    configuration.epsilon = 12
    change(&configuration)
    return BatchNorm(shape: shape, configuration: configuration)
  }

  // MARK: Statistics of the evaluated batch

  /// 0, 4 have μ = 2 and σ² = 4, so σ² + ε = 16 and y = ∓½. The estimator changes the moving variance alone, and virtual
  /// batches belong to training.
  @Test func inferenceByTheBatchByHand() {
    let layer = layer(.features(1)) {
      $0.inferenceStatistics = .batch
      $0.movingVarianceEstimator = .bessel
      $0.virtualBatchSize = 1
    }
    let probe = LayerProbe(inputShape: .features(1))
    #expect(probe.infer(layer, on: [[0], [4]]) == [[-0.5], [0.5]])
    // A single value is its own mean.
    #expect(probe.infer(layer, on: [[7]]) == [[0]])
    #expect(layer.infersByBatch && !self.layer(.features(1), { _ in }).infersByBatch)
  }

  /// Training normalises and moves the statistics as ever: ¼·2 = ½ and ¾ + ¼·4 = 1¾.
  @Test func trainingMovesTheStatisticsAllTheSame() {
    var layer = layer(.features(1)) { $0.inferenceStatistics = .batch }
    let probe = LayerProbe(inputShape: .features(1))
    #expect(probe.forward(&layer, on: [[0], [4]]) == [[-0.5], [0.5]])
    #expect(layer.movingMean.elements == [0.5] && layer.movingVariance.elements == [1.75])
  }

  static let shapes: [(SampleShape, Int?)] = [
    (.features(19), nil), (.image(channels: 3, height: 2, width: 3), nil),
    (.image(channels: 3, height: 2, width: 3), 3), (.sequence(steps: 3, features: 5), nil),
    (.sequence(steps: 3, features: 5), 1),
  ]

  /// In a pass that inspects an evaluation, `forward` computes what `infer` does for each evaluated batch, to the bit, and
  /// changes no statistics; also if the batches begin within a block of images.
  @Test(arguments: shapes, [4, 7, 30])
  func inspectedBatchesAreTheEvaluatedOnes(place: (SampleShape, Int?), size: Int) {
    var layer = layer(place.0) {
      $0.axis = place.1
      $0.inferenceStatistics = .batch
    }
    randomize(&layer)
    var values = TestValues()
    let samples = values.samples(18, of: place.0.count, in: -3...3)
    let probe = LayerProbe(inputShape: place.0, step: TrainingStep(evaluatedBatchSize: size))
    let evaluated = stride(from: 0, to: 18, by: size).flatMap {
      probe.infer(layer, on: Array(samples[$0..<min($0 + size, 18)]))
    }
    let before = layer.movingMean.elements
    #expect(probe.forward(&layer, on: samples) == evaluated)
    #expect(layer.movingMean.elements == before)
  }

  @Test(arguments: shapes) func gradientsOfAnEvaluationAgreeWithDifferences(place: (SampleShape, Int?)) {
    var layer = layer(place.0) {
      $0.axis = place.1
      $0.epsilon = 0.01
      $0.inferenceStatistics = .batch
    }
    randomize(&layer, in: 0.5...1.5)
    var values = TestValues(seed: 3)
    #expect(
      GradientCheck().mismatches(
        of: layer, on: values.samples(9, of: place.0.count, in: -2...2), shape: place.0,
        step: TrainingStep(evaluatedBatchSize: 4)) == [])
  }

  /// A layer that is not trainable works as in inference: here it normalises by the batch, and moves no statistics.
  @Test func notTrainable() {
    var layer = layer(.features(1)) {
      $0.inferenceStatistics = .batch
      $0.isTrainable = false
    }
    let probe = LayerProbe(inputShape: .features(1))
    #expect(probe.forward(&layer, on: [[0], [4]]) == [[-0.5], [0.5]])
    #expect(layer.movingMean.elements == [0] && layer.movingVariance.elements == [1])
    var values = TestValues(seed: 5)
    #expect(
      GradientCheck().mismatches(of: layer, on: values.samples(5, of: 1), shape: .features(1)) == [])
  }

  /// Frozen by the training, it normalises by the moving mean 0 and variance 1: 4/√13.
  @Test func frozenByTraining() {
    var layer = layer(.features(1)) { $0.inferenceStatistics = .batch }
    let probe = LayerProbe(inputShape: .features(1), step: TrainingStep(batchNormIsFrozen: true))
    let output = probe.forward(&layer, on: [[0], [4]])
    #expect(output[0] == [0] && abs(output[1][0] - 1.1094004) < 1e-6)
  }

  // MARK: In a network

  private func network(_ statistics: BatchNorm.InferenceStatistics) -> Network {
    var norm = BatchNorm.Configuration(epsilon: 12)
    norm.inferenceStatistics = statistics
    return Network(
      inputShape: .features(1),
      entries: [.init(name: "0", layer: BatchNorm(shape: .features(1), configuration: norm))])
  }

  /// 0, 4 and 8, 16 and 5 in evaluated batches of two: y = ∓½, then μ = 12, σ² = 16, y = ∓4/√28 = ∓.7559289, then 0.
  /// Targets 0: the sum of squares is ¼ + ¼ + 2·16/28 = 1.6428571. In one batch μ = 6.6 and Σ(x − μ)² = 143.2, so that
  /// σ² = 28.64 and the sum is 143.2/40.64 = 3.5236220.
  @Test(arguments: [(2, 1.642857143), (5, 3.523622047), (nil, 1.642857143)])
  func evaluationTakesTheDataInOrder(size: Int?, sum: Double) {
    let network = network(.batch)
    let runner = NetworkRunner(
      network: network, loss: .meanSquaredError, batchSize: 2, evaluationBatchSize: size,
      executor: Executor())
    let totals = withSamples([0, 4, 8, 16, 5], values: [0, 0, 0, 0, 0], shape: .features(1)) {
      runner.evaluate(network, on: $0)
    }
    #expect(totals.samples == 5 && abs(totals.loss - sum) < 1e-6)
  }

  /// The number of samples that are evaluated at a time does not change a bit where no layer depends on it.
  @Test func otherNetworksDoNotDependOnTheSize() {
    let network = network(.moving)
    let losses = [1, 2, nil].map { size in
      let runner = NetworkRunner(
        network: network, loss: .meanSquaredError, batchSize: 2, evaluationBatchSize: size,
        executor: Executor())
      return withSamples([0, 4, 8, 16, 5], values: [1, 2, 3, 4, 5], shape: .features(1)) {
        runner.evaluate(network, on: $0).loss
      }
    }
    #expect(Set(losses).count == 1)
  }

  /// With the statistics of 0, 4 kept, 2 is their mean and 6 is 1 deviation of the denominator 4 away.
  @Test func statisticsOfABatchCanBeKept() {
    let network = network(.batch)
    let runner = NetworkRunner(
      network: network, loss: .meanSquaredError, batchSize: 4, executor: Executor())
    let outputs = withSamples([0, 4, 2, 6], values: [0, 0, 0, 0], shape: .features(1)) { samples in
      let fixed = runner.fixingStatistics(of: network, on: runner.gather(samples, from: 0, count: 2))
      let answers = runner.infer(fixed, on: runner.gather(samples, from: 2, count: 2))
      return (0..<2).map { answers.sample($0) }
    }
    #expect(outputs == [[0], [1]])
  }

  // MARK: Debiased moving statistics

  private func debiased(_ momentum: BatchNorm.Momentum, _ change: Change = { _ in }) -> BatchNorm {
    layer(.features(1)) {
      $0.momentum = momentum
      $0.debiasesMovingStatistics = true
      change(&$0)
    }
  }

  /// Means 2, 8 and variances 4, 0 with momentum ¾: m₁ = ¼·2 = ½ over 1 − ¾ = ¼ gives 2; m₂ = ¾·½ + ¼·8 = 2.375 over
  /// 1 − 9/16 = 7/16 gives 5.4285714. For the variances 4, then (¾·1)/(7/16) = 1.7142857. The start does not matter, even
  /// if it is infinite.
  @Test(arguments: [Float(0), 100, .infinity, .nan]) func debiasedAveragesByHand(start: Float) {
    var layer = debiased(.rate(0.75))
    layer.movingMean[0] = start
    layer.movingVariance[0] = start
    let expected: [(Float, Float)] = [(2, 4), (5.4285714, 1.7142857)]
    for (index, batch) in [[[0], [4]], [[8], [8]]].enumerated() {
      let probe = LayerProbe(inputShape: .features(1), step: TrainingStep(index: index))
      _ = probe.forward(&layer, on: batch.map { $0.map(Float.init) })
      #expect(abs(layer.movingMean[0] - expected[index].0) < 1e-6)
      #expect(abs(layer.movingVariance[0] - expected[index].1) < 1e-6)
    }
    // They are what inference uses.
    let output = LayerProbe(inputShape: .features(1)).infer(layer, on: [[layer.movingMean[0]]])
    #expect(output == [[0]])
  }

  /// The keep rates give m/(1 − momentumᵗ) for any number of steps.
  @Test(arguments: [0, 0.5, 0.99, 0.9999]) func keepRatesAreThoseOfAverages(momentum: Double) {
    var configuration = BatchNorm.Configuration(momentum: .rate(momentum))
    configuration.debiasesMovingStatistics = true
    var stream = RandomStream(seed: 1, purpose: .kernel, index: 0)
    var (plain, power, average) = (0.0, 1.0, 1e9)
    for step in 0..<3000 {
      let value = stream.uniform()
      plain = momentum * plain + (1 - momentum) * value
      power *= momentum
      let keep = configuration.keepRate(afterSteps: step)
      average = keep * average + (1 - keep) * value
      #expect(abs(average - plain / (1 - power)) < 1e-9)
    }
  }

  /// The average over all batches has no start to take away.
  @Test func cumulativeAveragesStayAsTheyAre() {
    let (one, other) = (debiased(.cumulative), layer(.features(1)) { $0.momentum = .cumulative })
    for step in [0, 1, 50] {
      #expect(
        one.configuration.keepRate(afterSteps: step) == other.configuration.keepRate(afterSteps: step))
    }
  }

  /// Bessel's correction doubles the variance 4 of two values. Statistics that are not updated keep their start.
  @Test func combinesWithTheOtherOptions() {
    let probe = LayerProbe(inputShape: .features(1))
    var bessel = debiased(.rate(0.75)) { $0.movingVarianceEstimator = .bessel }
    _ = probe.forward(&bessel, on: [[0], [4]])
    #expect(bessel.movingMean.elements == [2] && bessel.movingVariance.elements == [8])
    for change: Change in [{ $0.updatesMovingStatistics = false }, { $0.isTrainable = false }] {
      var kept = debiased(.rate(0.75), change)
      _ = probe.forward(&kept, on: [[0], [4]])
      #expect(kept.movingMean.elements == [0] && kept.movingVariance.elements == [1])
    }
    // Recomputed averages replace them.
    let step = TrainingStep(index: 7, recomputedBatch: 1)
    _ = LayerProbe(inputShape: .features(1), step: step).forward(&bessel, on: [[8], [8]])
    #expect(bessel.movingMean.elements == [8] && bessel.movingVariance.elements == [0])
  }
}
