import TestSupport
import Testing

@testable import Engine

struct InstanceNormTests {
  private static let sequence = SampleShape.sequence(steps: 3, features: 4)
  private static let image = SampleShape.image(channels: 4, height: 2, width: 3)
  /// Two channels of two values each.
  private static let smallImage = SampleShape.image(channels: 2, height: 1, width: 2)
  private static let smallSequence = SampleShape.sequence(steps: 2, features: 2)

  /// γ = (2, −8), β = (1, 3), ε = 15.
  private static func small(_ shape: SampleShape) -> SampleNormalization {
    var layer = InstanceNorm.layer(shape: shape, epsilon: 15, affine: Affine())
    layer.forEachParameter {
      $0.value = Tensor(shape: [2], elements: $0.role == .gamma ? [2, -8] : [1, 3])
    }
    return layer
  }

  /// Values 1, 3 and 3, 17 of the two channels: μ = 2 and 10, σ² = 1 and 49 (divisor N = 2). With ε = 15 the roots are
  /// 4 and 8: x̂ = ∓1/4 and ∓7/8, so 1 ∓ 2/4 = 0.5, 1.5 and 3 ± 8·7/8 = 10, −4.
  /// The second sample is constant in each channel: x̂ = 0, which leaves β.
  @Test func valuesByHand() {
    let images = LayerProbe(inputShape: Self.smallImage)
    #expect(
      images.infer(Self.small(Self.smallImage), on: [[1, 3, 3, 17], [100, 100, -5, -5]])
        == [[0.5, 1.5, 10, -4], [1, 1, 3, 3]])
    // A sequence has its steps first: 1, 3 and 3, 17 are in the columns.
    let sequences = LayerProbe(inputShape: Self.smallSequence)
    #expect(
      sequences.infer(Self.small(Self.smallSequence), on: [[1, 3, 3, 17], [100, -5, 100, -5]])
        == [[0.5, 10, 1.5, -4], [1, 3, 1, 3]])
  }

  /// With g = γ·dy, two values of a channel a distance of 2d apart, and r = √(d² + ε):
  ///
  ///     dx₁ = (g₁ − (g₁ + g₂)/2 − x̂₁·(g₁·x̂₁ + g₂·x̂₂)/2)/r = (g₁ − g₂)/2·(1 − d²/r²)/r = (g₁ − g₂)/2·ε/r³,  dx₂ = −dx₁
  ///
  /// Channel 0: d = 1, r = 4, dy = (64, 0), g = (128, 0): dx = ±64·15/64 = ±15, dγ = −64/4 = −16, dβ = 64.
  /// Channel 1: d = 7, r = 8, dy = (0, 512), g = (0, −4096): dx = ±2048·15/512 = ±60, dγ = 512·7/8 = 448, dβ = 512.
  @Test func gradientsByHand() {
    var layer = Self.small(Self.smallImage)
    let gradient = LayerProbe(inputShape: Self.smallImage).backward(
      &layer, on: [[1, 3, 3, 17]], outputGradient: [[64, 0, 0, 512]])
    #expect(gradient.samples == [[15, -15, 60, -60]])
    #expect(layer.gamma?.gradient.elements == [-16, 448])
    #expect(layer.beta?.gradient.elements == [64, 512])
  }

  /// PyTorch's defaults: no γ and β, and ε = 1e-5. Values −a, a give ∓a/√(a² + 1e-5), which is ∓1/√1.1 for a = 0.01.
  @Test func defaults() {
    let layer = InstanceNorm.layer(shape: Self.smallImage)
    #expect(layer.gamma == nil && layer.beta == nil)
    let found = LayerProbe(inputShape: Self.smallImage).infer(layer, on: [[-0.01, 0.01, 0.01, -0.01]])[0]
    let expected = 1 / 1.1.squareRoot()
    #expect(largestDifference(found, [-expected, expected, expected, -expected]) < 1e-6)
    #expect(InstanceNorm.Configuration().epsilon == 1e-5)
  }

  /// The images' values are those of PyTorch's group normalization with a group for each channel; the sequences' are
  /// computed in double precision by the definition. Both with reference_values.py's γ = 1 + ramp(·, 3)/4 and
  /// β = ramp(·, 6).
  @Test(arguments: [
    (image, 24, 5, ReferenceValues.groupNormImage4), (sequence, 12, 1, ReferenceValues.instanceNormSequence),
  ])
  func agreesWithReferences(_ shape: SampleShape, count: Int, start: Int, expected: [Double]) {
    var layer = InstanceNorm.layer(shape: shape, epsilon: 0.01, affine: Affine())
    layer.forEachParameter { parameter in
      let isGamma = parameter.role == .gamma
      let values = ramp(4, isGamma ? 3 : 6).map { isGamma ? 1 + $0 / 4 : $0 }
      parameter.value = Tensor(shape: [4], elements: values)
    }
    let probe = LayerProbe(inputShape: shape)
    let inferred = probe.infer(layer, on: ramp(2, of: count, start))
    #expect(largestDifference(inferred.flatMap { $0 }, expected) < 3e-6)
    // Training computes the same.
    #expect(probe.forward(&layer, on: ramp(2, of: count, start)) == inferred)
  }

  /// The same bits as group normalization with as many groups as channels, forward and backward.
  @Test(arguments: [sequence, image])
  func agreesWithAGroupForEachChannel(_ shape: SampleShape) {
    var instance = InstanceNorm.layer(shape: shape, epsilon: 0.01, affine: Affine())
    var group = GroupNorm.layer(shape: shape, groups: 4, epsilon: 0.01)
    randomize(&instance)
    randomize(&group)
    let probe = LayerProbe(inputShape: shape)
    let samples = ramp(17, of: shape.count)
    #expect(probe.infer(instance, on: samples) == probe.infer(group, on: samples))
    let outputGradient = ramp(17, of: shape.count, 4)
    let found = probe.backward(&instance, on: samples, outputGradient: outputGradient)
    let expected = probe.backward(&group, on: samples, outputGradient: outputGradient)
    #expect(found.samples == expected.samples)
    #expect(instance.gamma?.gradient == group.gamma?.gradient)
    #expect(instance.beta?.gradient == group.beta?.gradient)
  }

  @Test(arguments: [sequence, image], [(true, true), (false, true), (true, false), (false, false)])
  func gradientsAgreeWithDifferences(_ shape: SampleShape, _ options: (scale: Bool, center: Bool)) {
    let affine = Affine(center: options.center, scale: options.scale)
    for count in [1, 17] {
      var layer = InstanceNorm.layer(shape: shape, epsilon: 0.1, affine: affine)
      randomize(&layer, in: 0.5...1.5)
      var values = TestValues(seed: UInt64(count))
      let spread = values.spaced(count * shape.count, step: 8 / Float(count * shape.count))
      let samples = (0..<count).map { Array(spread[$0 * shape.count..<($0 + 1) * shape.count]) }
      #expect(
        GradientCheck(elementLimit: 12).mismatches(of: layer, on: samples, shape: shape) == [],
        "\(count) samples")
    }
  }

  /// 50 samples of 800 values are enough work for three threads.
  @Test(arguments: [
    SampleShape.image(channels: 8, height: 10, width: 10), .sequence(steps: 40, features: 20),
  ])
  func anyNumberOfThreadsGivesTheSameBits(_ shape: SampleShape) {
    struct Outcome: Equatable {
      let output: [[Float]]
      let inputGradient: [[Float]]
      let gamma: Tensor?
      let beta: Tensor?
    }
    func outcome(threads: Int) -> Outcome {
      let executor = Executor(threads: threads)
      var layer = InstanceNorm.layer(shape: shape, affine: Affine())
      randomize(&layer)
      let probe = LayerProbe(inputShape: shape, executor: executor)
      let samples = ramp(50, of: 800)
      let output = probe.infer(layer, on: samples)
      let gradient = probe.backward(&layer, on: samples, outputGradient: ramp(50, of: 800, 4))
      // Inference, the forward pass and the input's gradient are shared among the threads.
      #expect(executor.sharedWorkCount == (threads > 1 ? 3 : 0))
      return Outcome(
        output: output, inputGradient: gradient.samples, gamma: layer.gamma?.gradient,
        beta: layer.beta?.gradient)
    }
    #expect(outcome(threads: 1) == outcome(threads: 3))
  }

  /// It counts as a normalization layer: its γ and β are drawn as those of the second one after a layer normalization,
  /// and kernels and dropout masks do not depend on it.
  @Test func randomNumbersGoByThePlaceAmongNormalizationLayers() throws {
    let options = ParameterOptions(.randomUniform(minval: -1, maxval: 1))
    let affine = Affine(beta: options, gamma: options)
    let configuration = InstanceNorm.Configuration(affine: affine)
    var context = LayerContext(seed: 5)
    _ = try LayerSpec(LayerNorm.Configuration()).plan(for: Self.image).build(in: &context)
    let built = try LayerSpec(configuration).plan(for: Self.image).build(in: &context)
    let layer = try #require(built as? SampleNormalization)
    #expect(layer.gamma?.value == affine.gamma(shape: [4], seed: 5, index: 1)?.value)
    #expect(layer.beta?.value == affine.beta(shape: [4], seed: 5, index: 1)?.value)
    #expect(layer.gamma?.value != affine.gamma(shape: [4], seed: 5, index: 0)?.value)
    let next = (context.nextNormalization(), context.nextKernel(), context.nextDropout())
    #expect(next == (2, 0, 0))
  }
}
