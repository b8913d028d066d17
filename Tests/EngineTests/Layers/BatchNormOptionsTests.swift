import TestSupport
import Testing

@testable import Engine

/// Options beyond the layer of the paper: axes, initializers, estimators, averages, virtual batches. The hand-derived
/// numbers are binary fractions, which floats represent exactly.
struct BatchNormOptionsTests {
  private typealias Change = (inout BatchNorm.Configuration) -> Void

  /// Momentum ¾, and ε = 12, so that σ² + ε is a square if σ² = 4.
  private func layer(_ shape: SampleShape, seed: UInt64 = 0, index: Int = 0, _ change: Change = { _ in })
    -> BatchNorm
  {
    var configuration = BatchNorm.Configuration()
    configuration.momentum = .rate(0.75)
    configuration.epsilon = 12
    change(&configuration)
    return BatchNorm(shape: shape, configuration: configuration, seed: seed, index: index)
  }

  // MARK: Axes

  /// An image of 1 channel, 2 rows and 2 columns: columns 0, 4 and rows 0, 4 in turn.
  /// Axis 2, rows: 0, 0 and 4, 4 have μ = 0 and 4, σ² = 0: y = 0. Axis 3, columns: 0, 4 each: μ = 2, σ² = 4, y = ∓½.
  @Test func axesOfImagesByHand() {
    let shape = SampleShape.image(channels: 1, height: 2, width: 2)
    let probe = LayerProbe(inputShape: shape)
    var rows = layer(shape) { $0.axis = 2 }
    #expect(probe.forward(&rows, on: [[0, 0, 4, 4]]) == [[0, 0, 0, 0]])
    #expect(rows.movingMean.elements == [0, 1] && rows.movingVariance.elements == [0.75, 0.75])
    var columns = layer(shape) { $0.axis = 3 }
    #expect(probe.forward(&columns, on: [[0, 0, 4, 4]]) == [[-0.5, -0.5, 0.5, 0.5]])
    #expect(columns.movingMean.elements == [0.5, 0.5] && columns.movingVariance.elements == [1.75, 1.75])
  }

  /// Steps 0, 4 and 2, 2 of two features: by features 0, 2 and 4, 2 have μ = 1 and 3, σ² = 1;
  /// by steps μ = 2 and 2, σ² = 4 and 0.
  @Test func axesOfSequencesByHand() {
    let shape = SampleShape.sequence(steps: 2, features: 2)
    let probe = LayerProbe(inputShape: shape)
    var features = layer(shape) { $0.epsilon = 3 }
    #expect(probe.forward(&features, on: [[0, 4, 2, 2]]) == [[-0.5, 0.5, 0.5, -0.5]])
    #expect(features.movingMean.elements == [0.25, 0.75])
    var steps = layer(shape) { $0.axis = 1 }
    #expect(probe.forward(&steps, on: [[0, 4, 2, 2]]) == [[-0.5, 0.5, 0, 0]])
    #expect(steps.movingMean.elements == [0.5, 0.5] && steps.movingVariance.elements == [1.75, 0.75])
  }

  static let axes: [(SampleShape, Int)] = [
    (.image(channels: 3, height: 2, width: 4), 2), (.image(channels: 3, height: 2, width: 4), 3),
    (.sequence(steps: 3, features: 5), 1), (.sequence(steps: 3, features: 5), 2),
  ]

  /// A sample with the channels moved to the front.
  private func channelsFirst(_ sample: [Float], _ shape: SampleShape, axis: Int) -> [Float] {
    places(shape, axis: axis).map { sample[$0] }
  }

  private func channelsBack(_ sample: [Float], _ shape: SampleShape, axis: Int) -> [Float] {
    var result = sample
    for (from, to) in places(shape, axis: axis).enumerated() { result[to] = sample[from] }
    return result
  }

  /// The place of each value in the sample, in the order in which the channels' axis varies slowest.
  private func places(_ shape: SampleShape, axis: Int) -> [Int] {
    let extents = shape.dimensions
    let stride = extents[axis...].reduce(1, *)
    let all = Array(0..<shape.count)
    return (0..<extents[axis - 1]).flatMap { channel in
      all.filter { $0 / stride % extents[axis - 1] == channel }
    }
  }

  /// The same as the layer for images with the channels first: in training, inference and backward.
  @Test(arguments: axes, [1, 16, 17, 33])
  func anyAxisIsTheFirstOfMovedValues(_ place: (SampleShape, Int), count: Int) {
    let (shape, axis) = place
    let channels = shape.dimensions[axis - 1]
    let moved = SampleShape.image(channels: channels, height: 1, width: shape.count / channels)
    var (one, other) = (layer(shape) { $0.axis = axis }, layer(moved))
    randomize(&one)
    randomize(&other)
    let (samples, gradients) = (ramp(count, of: shape.count), ramp(count, of: shape.count, 5))
    let movedSamples = samples.map { channelsFirst($0, shape, axis: axis) }
    let movedGradients = gradients.map { channelsFirst($0, shape, axis: axis) }
    let (probe, movedProbe) = (LayerProbe(inputShape: shape), LayerProbe(inputShape: moved))

    let (found, wanted) = (probe.forward(&one, on: samples), movedProbe.forward(&other, on: movedSamples))
    func expectClose(_ found: [[Float]], _ wanted: [[Float]]) {
      let back = wanted.map { channelsBack($0, shape, axis: axis).map(Double.init) }
      #expect(largestDifference(found, back) < 1e-5)
    }
    expectClose(found, wanted)
    expectClose(probe.infer(one, on: samples), movedProbe.infer(other, on: movedSamples))
    let gradient = probe.backward(&one, on: samples, outputGradient: gradients)
    let movedGradient = movedProbe.backward(&other, on: movedSamples, outputGradient: movedGradients)
    expectClose(gradient.samples, movedGradient.samples)
    #expect(gradient.padLanes.allSatisfy { $0.allSatisfy { $0 == 0 } })
    for (mine, theirs) in [(one.gamma, other.gamma), (one.beta, other.beta)] {
      let elements = theirs?.gradient.elements.map(Double.init) ?? []
      #expect(largestDifference(mine?.gradient.elements ?? [], elements) < 1e-4)
    }
    #expect(
      largestDifference(one.movingVariance.elements, other.movingVariance.elements.map(Double.init)) < 1e-5)
  }

  @Test(arguments: axes, [false, true])
  func gradientsAgreeWithDifferences(_ place: (SampleShape, Int), isFrozen: Bool) {
    for count in [2, 17] {
      var layer = layer(place.0) {
        $0.axis = place.1
        $0.epsilon = 0.1
      }
      randomize(&layer, in: 0.5...1.5)
      #expect(
        GradientCheck(elementLimit: 12).mismatches(
          of: layer, on: spread(count, place.0), shape: place.0, step: .init(batchNormIsFrozen: isFrozen))
          == [])
    }
  }

  /// Values with a distance between them, since nearly equal values give a sharply curved function.
  private func spread(_ count: Int, _ shape: SampleShape) -> [[Float]] {
    var values = TestValues(seed: UInt64(count))
    let all = values.spaced(count * shape.count, step: 8 / Float(count * shape.count))
    return (0..<count).map { Array(all[$0 * shape.count..<($0 + 1) * shape.count]) }
  }

  // MARK: Initializers, regularizers, constraints

  @Test func everyTensorHasItsInitializer() {
    let layer = layer(.features(3)) {
      $0.affine.gamma.initializer = .constant(2)
      $0.affine.beta.initializer = .constant(3)
      $0.movingMeanInitializer = .constant(4)
      $0.movingVarianceInitializer = .constant(5)
    }
    #expect(layer.gamma?.value.elements == [2, 2, 2] && layer.beta?.value.elements == [3, 3, 3])
    #expect(layer.movingMean.elements == [4, 4, 4] && layer.movingVariance.elements == [5, 5, 5])
    let probe = LayerProbe(inputShape: .features(3))
    // (x − 4)/√(5 + 11)·2 + 3, with x = 8: 5.
    let other = self.layer(.features(3)) {
      $0 = layer.configuration
      $0.epsilon = 11
    }
    #expect(probe.infer(other, on: [[8, 8, 8]]) == [[5, 5, 5]])
  }

  /// Random initial values depend on the seed and the layer's place alone, and each tensor has its own.
  @Test func randomInitializersAreDrawnByName() {
    let change: Change = {
      let normal = Initializer.randomNormal(mean: 0, stddev: 1)
      ($0.affine.gamma.initializer, $0.affine.beta.initializer) = (normal, normal)
      ($0.movingMeanInitializer, $0.movingVarianceInitializer) = (normal, normal)
    }
    func tensors(_ layer: BatchNorm) -> [[Float]] {
      [layer.gamma?.value, layer.beta?.value, layer.movingMean, layer.movingVariance].map {
        $0?.elements ?? []
      }
    }
    let one = tensors(layer(.features(3), seed: 1, index: 2, change))
    #expect(Set(one).count == 4)
    #expect(tensors(layer(.features(3), seed: 1, index: 2, change)) == one)
    #expect(Set(tensors(layer(.features(3), seed: 2, index: 2, change)) + one).count == 8)
    #expect(Set(tensors(layer(.features(3), seed: 1, index: 3, change)) + one).count == 8)
  }

  @Test func parametersCarryTheirRegularizersAndConstraints() {
    let layer = layer(.features(3)) {
      $0.affine.gamma.regularizer = .l1(1)
      $0.affine.beta.regularizer = .l2(2)
      $0.affine.gamma.constraint = .nonNegative
      $0.affine.beta.constraint = .unitNorm(axes: [0])
    }
    #expect(layer.gamma?.regularizer == .l1(1) && layer.beta?.regularizer == .l2(2))
    #expect(layer.gamma?.constraint == .nonNegative && layer.beta?.constraint == .unitNorm(axes: [0]))
    #expect(layer.gamma?.role == .gamma && layer.beta?.role == .beta)
  }

  // MARK: Moving statistics

  /// The values 0 and 4: σ² = 4 biased; 8 with N − 1 = 1; 4·2/(2 − 1 − ½) = 16 with Keras's N − 1 − ε and ε = ½. The
  /// moving variance is a quarter of it plus ¾ of 1.
  @Test func estimatorsOfTheMovingVariance() {
    for (estimator, variance) in zip(BatchNorm.VarianceEstimator.allCases, [4.0, 8, 16]) {
      var layer = layer(.features(1)) {
        $0.movingVarianceEstimator = estimator
        $0.epsilon = 0.5
      }
      _ = LayerProbe(inputShape: .features(1)).forward(&layer, on: [[0], [4]])
      #expect(layer.movingMean.elements == [0.5])
      #expect(Double(layer.movingVariance[0]) == 0.75 + variance / 4)
    }
  }

  /// The average over all batches so far, PyTorch's momentum None.
  @Test func averagesOverAllBatchesAgreeWithPyTorch() {
    var layer = layer(.features(3)) {
      $0.momentum = .cumulative
      $0.movingVarianceEstimator = .bessel
    }
    for batch in 0..<3 {
      let probe = LayerProbe(inputShape: .features(3), step: TrainingStep(index: batch))
      _ = probe.forward(&layer, on: ramp(4, of: 3, 3 * batch + 1))
    }
    #expect(largestDifference(layer.movingMean.elements, ReferenceValues.cumulativeMean) < 1e-6)
    #expect(largestDifference(layer.movingVariance.elements, ReferenceValues.cumulativeVariance) < 1e-6)
  }

  /// A pass over 0, 4 (μ = 2, σ² = 4) and 8, 8 (μ = 8, σ² = 0): means 5 and 2 regardless of earlier values,
  /// whether the layer updates its statistics or is frozen. A layer that is not trainable keeps its statistics.
  @Test func statisticsAreRecomputedAsAverages() {
    for isFrozen in [false, true] {
      var (trained, forgetful) = (
        layer(.features(1)), layer(.features(1)) { $0.updatesMovingStatistics = false }
      )
      var fixed = layer(.features(1)) { $0.isTrainable = false }
      for (number, batch) in [[[0], [4]], [[8], [8]]].enumerated() {
        let step = TrainingStep(batchNormIsFrozen: isFrozen, index: 40, recomputedBatch: number + 1)
        let probe = LayerProbe(inputShape: .features(1), step: step)
        let samples = batch.map { $0.map(Float.init) }
        let output = probe.forward(&trained, on: samples)
        #expect(output == (number == 0 ? [[-0.5], [0.5]] : [[0], [0]]))
        _ = probe.forward(&forgetful, on: samples)
        _ = probe.forward(&fixed, on: samples)
      }
      #expect(trained.movingMean.elements == [5] && trained.movingVariance.elements == [2])
      #expect(forgetful.movingMean.elements == [5] && forgetful.movingVariance.elements == [2])
      #expect(fixed.movingMean.elements == [0] && fixed.movingVariance.elements == [1])
    }
  }

  // MARK: Virtual batches

  /// Parts 0, 4 and 8, 16: μ = 2 and 12, σ² = 4 and 16: with ε = 0 x̂ = ∓1 in each. The moving statistics take the
  /// average, 7 and 10: ¼·7 = 1¾ and ¾ + 2½ = 3¼.
  @Test func virtualBatchesByHand() {
    let change: Change = {
      $0.virtualBatchSize = 2
      $0.epsilon = 0
    }
    var layer = layer(.features(1), change)
    let probe = LayerProbe(inputShape: .features(1))
    #expect(probe.forward(&layer, on: [[0], [4], [8], [16]]) == [[-1], [1], [-1], [1]])
    #expect(layer.movingMean.elements == [1.75] && layer.movingVariance.elements == [3.25])
    // Bessel's correction doubles the variances of parts of two samples.
    var corrected = self.layer(.features(1)) {
      change(&$0)
      $0.movingVarianceEstimator = .bessel
    }
    _ = probe.forward(&corrected, on: [[0], [4], [8], [16]])
    #expect(corrected.movingVariance.elements == [0.75 + 20.0 / 4])
  }

  /// Each part is treated as a batch of its own, also if parts begin within a block of images or the last one is
  /// shorter. The parameters' gradients are summed over the parts.
  @Test(
    arguments: [
      SampleShape.features(5), .image(channels: 2, height: 2, width: 2), .sequence(steps: 2, features: 3),
    ], [(12, 4), (32, 16), (33, 16), (40, 10)])
  func virtualBatchesAreBatches(shape: SampleShape, _ sizes: (batch: Int, part: Int)) {
    let probe = LayerProbe(inputShape: shape)
    var whole = layer(shape) { $0.virtualBatchSize = sizes.part }
    randomize(&whole)
    let (samples, gradients) = (ramp(sizes.batch, of: shape.count), ramp(sizes.batch, of: shape.count, 3))
    let output = probe.forward(&whole, on: samples)
    let gradient = probe.backward(&whole, on: samples, outputGradient: gradients)
    #expect(gradient.padLanes.allSatisfy { $0.allSatisfy { $0 == 0 } })
    var gammaGradient = Array(repeating: 0.0, count: whole.movingMean.count)
    for start in stride(from: 0, to: sizes.batch, by: sizes.part) {
      let range = start..<min(start + sizes.part, sizes.batch)
      var part = layer(shape)
      randomize(&part)
      #expect(Array(output[range]) == probe.forward(&part, on: Array(samples[range])))
      let partGradient = probe.backward(
        &part, on: Array(samples[range]), outputGradient: Array(gradients[range]))
      #expect(Array(gradient.samples[range]) == partGradient.samples)
      for channel in gammaGradient.indices {
        gammaGradient[channel] += Double(part.gamma?.gradient[channel] ?? 0)
      }
    }
    #expect(largestDifference(whole.gamma?.gradient.elements ?? [], gammaGradient) < 1e-4)
    // Inference does not use parts.
    var plain = layer(shape)
    randomize(&plain)
    (plain.movingMean, plain.movingVariance) = (whole.movingMean, whole.movingVariance)
    #expect(probe.infer(whole, on: samples) == probe.infer(plain, on: samples))
  }

  @Test func gradientsOfVirtualBatchesAgreeWithDifferences() {
    for shape in [SampleShape.features(3), .image(channels: 2, height: 2, width: 1)] {
      var layer = layer(shape) {
        $0.virtualBatchSize = 3
        $0.epsilon = 0.1
      }
      randomize(&layer, in: 0.5...1.5)
      #expect(
        GradientCheck(elementLimit: 16).mismatches(of: layer, on: spread(9, shape), shape: shape) == [])
    }
  }

  // MARK: Checks

  @Test func batchesAreChecked() throws {
    var configuration = BatchNorm.Configuration()
    configuration.virtualBatchSize = 16
    let features = SampleShape.features(5)
    try configuration.checkBatch(samples: 32, input: features)
    let undivided = ShapeError.virtualBatchDoesNotDivide(virtualBatchSize: 16, samples: 20)
    #expect(throws: LayerProblem(undivided, key: "virtual_batch_size")) {
      try configuration.checkBatch(samples: 20, input: features)
    }
    configuration.isTrainable = false
    try configuration.checkBatch(samples: 20, input: features)

    var refusing = BatchNorm.Configuration()
    #expect(refusing.valuesPerChannel(samples: 1, input: features) == 1)
    #expect(refusing.valuesPerChannel(samples: 2, input: features) == 2)
    #expect(configuration.valuesPerChannel(samples: 2, input: features) == nil)
    try refusing.checkBatch(samples: 1, input: features)
    refusing.refusesSingleValues = true
    #expect(
      throws: LayerProblem(.oneValuePerChannel(samples: 1, shape: features), key: "refuse_single_values")
    ) {
      try refusing.checkBatch(samples: 1, input: features)
    }
    // Two pixels are two values per channel, unless they lie along the axis of the channels.
    let image = SampleShape.image(channels: 1, height: 1, width: 2)
    try refusing.checkBatch(samples: 1, input: image)
    refusing.axis = 3
    #expect(
      throws: LayerProblem(.oneValuePerChannel(samples: 1, shape: image), key: "refuse_single_values")
    ) {
      try refusing.checkBatch(samples: 1, input: image)
    }
  }

  /// N/(N−1−ε): 4/(4 − 1.5). If the divisor would not be positive, the biased variance is used.
  @Test func legacyCorrectionNeedsMoreValuesThanOnePlusEpsilon() {
    let estimator = BatchNorm.VarianceEstimator.kerasLegacy
    #expect(estimator.correction(count: 4, epsilon: 0.5) == 1.6)
    #expect(estimator.correction(count: 2, epsilon: 1) == 1)
    #expect(estimator.correction(count: 2, epsilon: 3) == 1)
    #expect(estimator.correction(count: 1, epsilon: 0.001) == 1)
  }
}
