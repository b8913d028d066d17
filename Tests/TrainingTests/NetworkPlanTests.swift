import Experiments
import TestSupport
import Testing

@testable import Engine
@testable import Training

@Suite struct NetworkPlanTests {
  static let image = SampleShape.image(channels: 1, height: 32, width: 32)

  /// The parameters of LeNet-5, counted by hand: 6·(25+1) = 156, 16·(6·25+1) = 2416, 120·401 = 48120, 84·121 = 10164,
  /// 10·85 = 850.
  @Test func lenet5HasThePapersSizes() throws {
    let plan = try NetworkPlan(
      model: Fixture.lenet5(batchNorm: false), loss: .categoricalCrossentropy(fromLogits: true),
      inputShape: Self.image)
    #expect(
      plan.layers.map(\.output.dimensions) == [
        [6, 28, 28], [6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 10, 10], [16, 5, 5], [400], [120], [120],
        [84],
        [84], [10], [10],
      ])
    #expect(plan.layers.map(\.trainableCount).filter { $0 > 0 } == [156, 2416, 48120, 10164, 850])
    #expect(plan.trainableCount == 61706)
    #expect(plan.nonTrainableCount == 0)
  }

  /// Each channel of a batch normalization adds two trainable parameters, γ and β, and two that are not trainable, the
  /// moving mean and variance.
  @Test func batchNormCountsItsStatisticsAsNotTrainable() throws {
    let plan = try NetworkPlan(
      model: Fixture.lenet5(batchNorm: true), loss: .categoricalCrossentropy(fromLogits: true),
      inputShape: Self.image)
    #expect(plan.trainableCount == 61706 + 2 * (6 + 16))
    #expect(plan.nonTrainableCount == 2 * (6 + 16))
  }

  @Test func errorsNameTheLayer() {
    func problem(_ model: [LayerSpec], _ input: SampleShape, _ loss: Loss) -> PlanError? {
      do {
        _ = try NetworkPlan(model: model, loss: loss, inputShape: input)
        return nil
      } catch {
        return error
      }
    }
    let dense = LayerSpec.dense(Dense.Configuration(units: 1))
    let binary = Loss.binaryCrossentropy(fromLogits: false)
    let large = LayerSpec.conv2d(
      Conv2D.Configuration(filters: 4, kernelSize: Window.Size(height: 5, width: 40)))

    #expect(problem([.activation(.relu), dense], Self.image, binary)?.keyPath == "model[1]")
    #expect(
      problem([.softmax], Self.image, binary)?.description
        == "softmax needs flat features, but gets (1, 32, 32); put \"flatten\" before it")
    #expect(
      problem([.pooling(.init(kind: .average))], .features(2), binary)?.description
        == "average_pool2d needs an image (channels, height, width), but gets (2)")
    #expect(
      problem([large], Self.image, binary)?.description
        == "conv2d has a window of width 40, but its input has only 32")
    #expect(problem([.activation(.tanh)], Self.image, binary)?.problem == .outputIsNotFlat(Self.image))
    var norm = BatchNorm.Configuration()
    norm.axis = 2
    #expect(problem([.batchNorm(norm), dense], .features(2), binary)?.keyPath == "model[0].batch_norm.axis")
    norm.axis = -1
    #expect(problem([.batchNorm(norm), dense], .features(2), binary) == nil)
  }

  /// A dense layer takes an image. If that is a mistake, the model's output or a later layer shows it, and the message
  /// must say where the flatten layer is missing.
  @Test func aForgottenFlattenIsNamed() {
    func problem(_ model: [LayerSpec], _ loss: Loss) -> String? {
      do {
        _ = try NetworkPlan(model: model, loss: loss, inputShape: Self.image)
        return nil
      } catch {
        return "\(error.keyPath): \(error)"
      }
    }
    let remedy =
      "the dense layer model[1] maps the channels of every pixel of an image; put \"flatten\" before it to"
      + " connect all values of the image"
    func dense(_ units: Int) -> LayerSpec { .dense(Dense.Configuration(units: units)) }
    #expect(
      problem([.activation(.relu), dense(1), .activation(.sigmoid)], .binaryCrossentropy())
        == "model[2]: the model ends with (1, 32, 32), but a loss needs flat outputs: \(remedy)")
    #expect(
      problem([.activation(.relu), dense(10), .softmax], .categoricalCrossentropy())
        == "model[2]: softmax needs flat features, but gets (10, 32, 32): \(remedy)")
    #expect(
      problem([.activation(.relu), dense(8), .activation(.relu), .flatten, dense(1)], .meanSquaredError)
        == nil)
    // A model that forgot the dense layer too is told so.
    #expect(
      problem([.activation(.relu)], .meanSquaredError)?.hasSuffix("with \"flatten\" and a dense layer")
        == true)
  }

  @Test func absurdSizesAreRefused() {
    for units in [ShapeError.largestSize + 1, Int(Int32.max)] {
      #expect(throws: PlanError.self) {
        try NetworkPlan(
          model: [
            .dense(Dense.Configuration(units: units)), .dense(Dense.Configuration(units: 1)),
            .activation(.sigmoid),
          ],
          loss: .binaryCrossentropy(fromLogits: false), inputShape: .features(2))
      }
    }
  }

  /// The key path is that of the option in the spec file.
  @Test func errorsNameTheKey() {
    #expect {
      try NetworkPlan(
        model: [.activation(.relu), .groupNorm(GroupNorm.Configuration(groups: 4))],
        loss: .categoricalCrossentropy(fromLogits: true), inputShape: .features(6))
    } throws: { error in
      (error as? PlanError)?.keyPath == "model[1].group_norm.groups"
        && "\(error)" == "group_norm has 4 groups, which do not divide its 6 channels"
    }
  }
}
