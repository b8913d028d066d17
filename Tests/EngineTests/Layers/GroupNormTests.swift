import TestSupport
import Testing

@testable import Engine

struct GroupNormTests {
  private static let sequence = SampleShape.sequence(steps: 3, features: 4)
  private static let image = SampleShape.image(channels: 4, height: 2, width: 3)

  /// With reference_values.py's γ = 1 + ramp(·, 3)/4 and β = ramp(·, 6).
  private func output(groups: Int, _ samples: [[Float]], _ shape: SampleShape) -> [Float] {
    var layer = GroupNorm.layer(shape: shape, groups: groups, epsilon: 0.01)
    layer.forEachParameter { parameter in
      let isGamma = parameter.role == .gamma
      let values = ramp(parameter.value.count, isGamma ? 3 : 6).map { isGamma ? 1 + $0 / 4 : $0 }
      parameter.value = Tensor(shape: parameter.value.shape, elements: values)
    }
    return LayerProbe(inputShape: shape).infer(layer, on: samples).flatMap { $0 }
  }

  /// Two groups, 1, 3 and 10, 20: μ = 2 and 15, σ² = 1 and 25, with ε = 0 x̂ = ∓1 each.
  @Test func valuesByHand() {
    let shape = SampleShape.features(4)
    let layer = GroupNorm.layer(shape: shape, groups: 2, epsilon: 0)
    #expect(LayerProbe(inputShape: shape).infer(layer, on: [[1, 3, 10, 20]]) == [[-1, 1, -1, 1]])
  }

  @Test func agreesWithKerasAndPyTorch() {
    let sequences = output(groups: 2, ramp(2, of: 12, 1), Self.sequence)
    #expect(largestDifference(sequences, ReferenceValues.groupNormSequence) < 2e-6)
    let references = [
      (1, ReferenceValues.groupNormImage1), (2, ReferenceValues.groupNormImage2),
      (4, ReferenceValues.groupNormImage4),
    ]
    for (groups, reference) in references {
      let images = output(groups: groups, ramp(2, of: 24, 5), Self.image)
      #expect(largestDifference(images, reference) < 3e-6, "\(groups) groups")
    }
  }

  /// One group is layer normalization over the whole sample, except for γ and β, which have one element for each
  /// channel.
  @Test func oneGroupNormalisesTheWholeSample() {
    var affine = Affine()
    (affine.center, affine.scale) = (false, false)
    let samples = ramp(17, of: 24)
    let probe = LayerProbe(inputShape: Self.image)
    let groups = probe.infer(GroupNorm.layer(shape: Self.image, groups: 1, affine: affine), on: samples)
    let layer = probe.infer(LayerNorm.layer(shape: Self.image, axes: [1, 2, 3], affine: affine), on: samples)
    for (one, other) in zip(groups, layer) { #expect(largestDifference(one, other.map(Double.init)) < 1e-6) }
  }

  @Test func groupsMustDivideTheChannels() throws {
    try GroupNorm.check(groups: 4, shape: Self.image)
    for groups in [3, 0, -1, 5] {
      #expect(throws: ShapeError.groupsDoNotDivide(groups: groups, channels: 4)) {
        try GroupNorm.check(groups: groups, shape: Self.image)
      }
    }
  }

  @Test(
    arguments: [
      (SampleShape.features(20), 4), (.features(20), 20), (sequence, 2), (sequence, 4), (image, 1),
      (image, 2),
    ],
    [(true, true), (false, true), (true, false), (false, false)])
  func gradientsAgreeWithDifferences(_ place: (SampleShape, Int), _ options: (Bool, Bool)) {
    let (shape, groups) = place
    var affine = Affine()
    (affine.scale, affine.center) = options
    for count in [1, 17] {
      var layer = GroupNorm.layer(shape: shape, groups: groups, epsilon: 0.1, affine: affine)
      randomize(&layer, in: 0.5...1.5)
      var values = TestValues(seed: UInt64(count))
      let spread = values.spaced(count * shape.count, step: 8 / Float(count * shape.count))
      let samples = (0..<count).map { Array(spread[$0 * shape.count..<($0 + 1) * shape.count]) }
      #expect(
        GradientCheck(elementLimit: 12).mismatches(of: layer, on: samples, shape: shape) == [],
        "\(count) samples")
    }
  }
}
