import TestSupport
import Testing

@testable import Engine

/// The output, parameters and cost that follow from each layer's configuration and input, and the key that is blamed
/// if the layer cannot take the input.
@Suite struct LayerPlanTests {
  private static let image = SampleShape.image(channels: 6, height: 4, width: 5)
  private static let sequence = SampleShape.sequence(steps: 7, features: 4)

  private func plan(_ layer: LayerSpec, _ input: SampleShape) throws -> LayerPlan {
    try layer.plan(for: input)
  }

  /// `key: message` of the layer's problem with the input; nil if it has none.
  private func problem(_ layer: LayerSpec, _ input: SampleShape) -> String? {
    do {
      _ = try layer.plan(for: input)
      return nil
    } catch {
      return "\(error.key ?? "-"): \(error.error)"
    }
  }

  /// 4·units·(features + units) weights and 4·units elements per bias: 4·3·(4+3) = 84, 12. A second bias that is not
  /// trained stays zero and does not count.
  @Test func lstmHasFourGates() throws {
    let one = try plan(.lstm(LSTM.Configuration(units: 3, trainsRecurrentBias: false)), Self.sequence)
    #expect(one.output == .features(3))
    #expect((one.trainableCount, one.nonTrainableCount) == (84 + 12, 0))
    let two = try plan(.lstm(LSTM.Configuration(units: 3, returnSequences: true)), Self.sequence)
    #expect(two.output == .sequence(steps: 7, features: 3))
    #expect((two.trainableCount, two.nonTrainableCount) == (84 + 24, 0))
    #expect(try plan(.lstm(LSTM.Configuration(units: 3, useBias: false)), Self.sequence).trainableCount == 84)
    #expect(
      problem(.lstm(LSTM.Configuration(units: 3)), .features(4))
        == "-: needs a sequence (steps, features), but gets (4)")
    #expect(
      problem(.lstm(LSTM.Configuration(units: Int(Int32.max))), Self.sequence)?.hasPrefix("units: ") == true)
  }

  @Test func sequencesGoThroughStepByStep() throws {
    let dense = try plan(.dense(Dense.Configuration(units: 9)), Self.sequence)
    #expect(dense.output == .sequence(steps: 7, features: 9))
    #expect(dense.trainableCount == 9 * 5)
    #expect(try plan(.softmax, Self.sequence).output == Self.sequence)
    #expect(try plan(.flatten, Self.sequence).output == .features(28))
    #expect(try plan(.flatten, .features(3)).changesNothing)
  }

  /// 6·9 weights and 9 biases, whatever the image's size; 6·9 multiply-adds for each of the 4·5 pixels.
  @Test func denseMapsTheChannelsOfAnImage() throws {
    let plan = try plan(.dense(Dense.Configuration(units: 9)), Self.image)
    #expect(plan.output == .image(channels: 9, height: 4, width: 5))
    #expect((plan.trainableCount, plan.nonTrainableCount, plan.cost) == (63, 0, 54 * 20))
    let limit = ParameterOptions(.zeros, constraint: .unitNorm(axes: .one(2)))
    #expect(
      problem(.dense(Dense.Configuration(units: 9, kernel: limit)), Self.image)?.hasPrefix(
        "kernel_constraint: limits norms along the axis 2, but the tensor has the axes 0 to 1") == true)
    let large = SampleShape.image(channels: 1, height: 1 << 16, width: 1)
    #expect(
      problem(.dense(Dense.Configuration(units: 1 << 20)), large)
        == "units: needs more than 2147483648 values a sample")
  }

  @Test func localResponsesNeedAnImage() throws {
    let layer = LayerSpec.localResponseNorm(LocalResponseNorm.Configuration())
    let plan = try plan(layer, Self.image)
    #expect(plan.output == Self.image)
    #expect((plan.trainableCount, plan.nonTrainableCount) == (0, 0))
    // A sum over five channels and the power, for each value.
    #expect(plan.cost == 120 * 35)
    #expect(problem(layer, .features(6)) == "-: needs an image (channels, height, width), but gets (6)")
    #expect(problem(layer, Self.sequence) == "-: needs an image (channels, height, width), but gets (7, 4)")
  }

  /// The axis of an image's width is Keras's default, since Keras has the channels there.
  @Test func anAxisOfPixelsIsProbablyAMistake() {
    func warnings(_ axis: Int?, _ shape: SampleShape) -> [String] {
      BatchNorm.Configuration(axis: axis).warnings(for: shape).map { "\($0.key): \($0.problem)" }
    }
    for axis in [nil, 1, -3] { #expect(warnings(axis, Self.image) == []) }
    #expect(
      warnings(-1, Self.image) == [
        "axis: has the axis -1, which is the width of the image (6, 4, 5): here the channels come first, at axis 1,"
          + " which is the default; in Keras the last axis, its default, is that of the channels"
      ])
    #expect(warnings(3, Self.image)[0].contains("has the axis 3, which is the width"))
    #expect(
      warnings(2, Self.image) == [
        "axis: has the axis 2, which is the height of the image (6, 4, 5): here the channels come first, at axis 1,"
          + " which is the default"
      ])
    // Elsewhere the last axis is that of the channels.
    #expect(warnings(-1, .features(4)) == [])
    #expect(warnings(-1, Self.sequence) == [])

    func warningCount(_ axis: Axes?) -> Int {
      LayerNorm.Configuration(axis: axis).warnings(for: Self.image).count
    }
    #expect(warningCount(.one(-1)) == 1 && warningCount(.several([3])) == 1)
    // Several axes are meant.
    #expect(warningCount(nil) == 0 && warningCount(.one(1)) == 0 && warningCount([-3, -2, -1]) == 0)
  }

  /// 0.1 is PyTorch's default, which is 0.9 here. An article uses 0 on purpose.
  @Test func aLowMomentumIsProbablyPyTorchs() {
    func warnings(_ configuration: BatchNorm.Configuration) -> [String] {
      configuration.warnings(for: .features(4)).map { "\($0.key): \($0.problem)" }
    }
    #expect(
      warnings(.init(momentum: .rate(0.1))) == [
        "momentum: has the momentum 0.1, which is the share of the moving statistics that a step keeps, as in Keras;"
          + " PyTorch's momentum 0.1 is 0.9 here"
      ])
    #expect(warnings(.init(momentum: .rate(0.07)))[0].hasSuffix("PyTorch's momentum 0.07 is 0.93 here"))
    for rate in [0, 0.21, 0.5, 0.9, 1] { #expect(warnings(.init(momentum: .rate(rate))) == []) }
    #expect(warnings(.init(momentum: .rate(0.2))).count == 1)
    #expect(warnings(.init(momentum: .cumulative)) == [])
    // Moving statistics that never change have no use for a momentum.
    #expect(warnings(.init(momentum: .rate(0.1), isTrainable: false)) == [])
    #expect(warnings(.init(momentum: .rate(0.1), updatesMovingStatistics: false)) == [])
  }

  @Test func globalMeansLeaveTheChannels() throws {
    #expect(try plan(.globalAveragePool2D, Self.image).output == .features(6))
    #expect(problem(.globalAveragePool2D, Self.sequence)?.contains("needs an image") == true)
  }

  /// γ, β and both moving statistics of batch normalization have the length of its axis.
  @Test(arguments: [(nil, 6), (1, 6), (2, 4), (3, 5), (-1, 5), (-3, 6)] as [(Int?, Int)])
  func batchNormHasAnyAxis(axis: Int?, channels: Int) throws {
    let layer = try plan(.batchNorm(BatchNorm.Configuration(axis: axis)), Self.image)
    #expect((layer.trainableCount, layer.nonTrainableCount) == (2 * channels, 2 * channels))
    let fixed = try plan(.batchNorm(BatchNorm.Configuration(axis: axis, isTrainable: false)), Self.image)
    #expect((fixed.trainableCount, fixed.nonTrainableCount) == (0, 4 * channels))
  }

  @Test(arguments: [0, 4, -4, Int(Int32.max), -Int(Int32.max)]) func axesMustBeThere(axis: Int) {
    #expect(
      problem(.batchNorm(BatchNorm.Configuration(axis: axis)), Self.image)
        == "axis: has the axis \(axis), but an input of (6, 4, 5) has the axes 1 to 3 after that of the samples,"
        + " or -3 to -1")
    #expect(
      problem(.layerNorm(LayerNorm.Configuration(axis: .several([1, axis]))), Self.image)?.hasPrefix(
        "axis: has the axis \(axis)")
        == true)
  }

  @Test func theOnlyAxisIsNotWrittenAsARange() {
    #expect(
      problem(.batchNorm(BatchNorm.Configuration(axis: 2)), .features(50))
        == "axis: has the axis 2, but an input of (50) has only the axis 1 after that of the samples, or -1")
  }

  /// The parameters of layer normalization have the shape of the normalised axes: 6·5 each.
  @Test func layerNormCountsItsAxes() throws {
    let two = try plan(.layerNorm(LayerNorm.Configuration(axis: .several([-1, 1]))), Self.image)
    #expect(two.trainableCount == 60)
    #expect(try plan(.layerNorm(LayerNorm.Configuration()), Self.sequence).trainableCount == 8)
    #expect(
      try plan(.layerNorm(LayerNorm.Configuration(affine: Affine(center: false))), Self.sequence)
        .trainableCount
        == 4)
    #expect(
      problem(.layerNorm(LayerNorm.Configuration(axis: .several([3, -1]))), Self.image)
        == "axis: names the axis -1 twice")
  }

  @Test func groupsMustDivideTheChannels() throws {
    #expect(try plan(.groupNorm(GroupNorm.Configuration(groups: 3)), Self.image).trainableCount == 12)
    #expect(
      problem(.groupNorm(GroupNorm.Configuration()), Self.image)
        == "groups: has 32 groups, which do not divide its 6 channels")
    #expect(
      problem(.groupNorm(GroupNorm.Configuration(groups: 3)), Self.sequence)?.hasPrefix("groups: ") == true)
  }

  /// γ and β have one element for each channel, and by default there are none.
  @Test func instanceNormCountsItsChannels() throws {
    func count(center: Bool, scale: Bool, _ input: SampleShape) throws -> Int {
      let configuration = InstanceNorm.Configuration(affine: Affine(center: center, scale: scale))
      let plan = try plan(.instanceNorm(configuration), input)
      #expect(plan.output == input)
      #expect(plan.nonTrainableCount == 0)
      return plan.trainableCount
    }
    let plain = try plan(.instanceNorm(InstanceNorm.Configuration()), Self.image)
    #expect((plain.trainableCount, plain.cost) == (0, 120))
    #expect(try count(center: true, scale: true, Self.image) == 12)
    #expect(try count(center: false, scale: true, Self.image) == 6)
    #expect(try count(center: true, scale: false, Self.sequence) == 4)
  }

  /// Flat features, an image of one pixel and a sequence of one step.
  @Test(arguments: [
    SampleShape.features(50), .image(channels: 6, height: 1, width: 1), .sequence(steps: 1, features: 4),
  ])
  func instanceNormNeedsSeveralValuesPerChannel(_ input: SampleShape) {
    #expect(
      problem(.instanceNorm(InstanceNorm.Configuration()), input)
        == "-: needs several values per channel in each sample, as images and sequences have them, but gets"
        + " \(input) with one value per channel: its variance is 0 and the output constant")
  }

  @Test(arguments: [SampleShape.image(channels: 6, height: 1, width: 2), .sequence(steps: 2, features: 4)])
  func instanceNormTakesTwoValuesPerChannel(_ input: SampleShape) throws {
    #expect(try plan(.instanceNorm(InstanceNorm.Configuration()), input).output == input)
  }

  /// A limit for γ fits it if γ is switched on, and does not matter if it is off, as by default.
  @Test func instanceNormChecksTheConstraintsOfItsParameters() {
    let limited = ParameterOptions(.ones, constraint: .unitNorm(axes: .one(1)))
    func complaint(scale: Bool) -> String? {
      let affine = Affine(center: false, scale: scale, gamma: limited)
      return problem(.instanceNorm(InstanceNorm.Configuration(affine: affine)), Self.image)
    }
    #expect(complaint(scale: false) == nil)
    #expect(complaint(scale: true)?.hasPrefix("gamma_constraint: ") == true)
  }

  @Test func constraintsNeedAxesOfTheirTensor() {
    func limited(_ axis: Int) -> ParameterOptions {
      ParameterOptions(.zeros, constraint: .unitNorm(axes: .one(axis)))
    }
    let conv = Conv2D.Configuration(
      filters: 2, kernelSize: Window.Size(height: 1, width: 1), kernel: limited(3))
    #expect(problem(.conv2d(conv), Self.image) == nil)
    #expect(
      problem(.dense(Dense.Configuration(units: 2, kernel: limited(2))), .features(3))
        == "kernel_constraint: limits norms along the axis 2, but the tensor has the axes 0 to 1, or -2 to -1"
    )
    #expect(
      problem(.dense(Dense.Configuration(units: 2, bias: limited(1))), .features(3))?.hasPrefix(
        "bias_constraint: ")
        == true)
    // A tensor that is switched off cannot have a wrong constraint.
    #expect(
      problem(.dense(Dense.Configuration(units: 2, useBias: false, bias: limited(1))), .features(3)) == nil)
    #expect(
      problem(.lstm(LSTM.Configuration(units: 2, recurrent: limited(2))), Self.sequence)?.hasPrefix(
        "recurrent_constraint: ") == true)
    #expect(
      problem(.batchNorm(BatchNorm.Configuration(affine: Affine(gamma: limited(1)))), .features(3))?
        .hasPrefix(
          "gamma_constraint: ") == true)
    #expect(
      problem(
        .layerNorm(LayerNorm.Configuration(axis: .several([1, 2, 3]), affine: Affine(beta: limited(2)))),
        Self.image
      )
        == nil)
  }
}
