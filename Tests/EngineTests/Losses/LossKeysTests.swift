import Schema
import TestSupport
import Testing

@testable import Engine

/// How losses are written in specs, and what they require of a model.
struct LossKeysTests {
  private static let losses: [Loss] =
    [true, false].flatMap {
      [.binaryCrossentropy(fromLogits: $0), .categoricalCrossentropy(fromLogits: $0)]
    } + [.meanSquaredError]

  private static let clipped: [Loss] = [
    .binaryCrossentropy(clip: ProbabilityClip(0.25)), .categoricalCrossentropy(clip: ProbabilityClip(1e-7)),
  ]

  @Test(arguments: losses + clipped) func encodesEveryKey(loss: Loss) throws {
    #expect(Loss.codec.read(try located(Loss.codec.write(loss).compact)) == loss)
  }

  @Test func namesAloneStandForTheDefaults() throws {
    for loss in [Loss.binaryCrossentropy(), .categoricalCrossentropy(), .meanSquaredError] {
      #expect(Loss.codec.read(try located("\"\(loss.name)\"")) == loss)
    }
  }

  @Test func foldsTheLayerThatItUndoes() {
    #expect(Loss.binaryCrossentropy(fromLogits: false).requiredActivation == "sigmoid")
    #expect(Loss.categoricalCrossentropy(fromLogits: false).requiredActivation == "softmax")
    #expect(Self.losses.filter(\.foldsLastLayer) == [.binaryCrossentropy(), .categoricalCrossentropy()])
  }

  @Test func knowsHowManyOutputsItNeeds() {
    func fitting(_ loss: Loss) -> [Int] { (1...3).filter { loss.problem(outputs: $0) == nil } }
    #expect(fitting(.binaryCrossentropy()) == [1, 2, 3])
    #expect(fitting(.categoricalCrossentropy()) == [2, 3])
    #expect(fitting(.meanSquaredError) == [1, 2, 3])
    #expect(
      Loss.categoricalCrossentropy().problem(outputs: 1)
        == "categorical_crossentropy needs an output for each class, at least 2, but the model has 1")
  }

  @Test func knowsItsClasses() {
    #expect(Loss.binaryCrossentropy().classCount(outputs: 1) == 2)
    #expect(Loss.binaryCrossentropy().classCount(outputs: 3) == nil)
    #expect(Loss.binaryCrossentropy().predictedClass([1, 2]) == nil)
    #expect(Loss.binaryCrossentropy().answersPerSample(outputs: 3) == 3)
    #expect(Loss.categoricalCrossentropy().answersPerSample(outputs: 3) == 1)
    #expect(Loss.categoricalCrossentropy().classCount(outputs: 5) == 5)
    #expect(Loss.meanSquaredError.classCount(outputs: 5) == nil)
    #expect([[-1], [0], [1]].map { Loss.binaryCrossentropy().predictedClass($0) } == [0, 0, 1])
    #expect(Loss.categoricalCrossentropy().predictedClass([1, 3, 2]) == 1)
    #expect(Loss.meanSquaredError.predictedClass([1]) == nil)
  }
}
