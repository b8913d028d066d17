import Experiments
import Testing

@testable import Engine
@testable import Training

/// Where a training first has a value that is not finite. 150 samples make five batches an epoch.
@Suite struct TrainerDivergenceTests {
  /// A layer of one output, with all weights equal.
  private static func dense(_ value: Double, regularizer: Regularizer? = nil) -> LayerSpec {
    var kernel = ParameterOptions(.constant(value))
    kernel.regularizer = regularizer
    return .dense(Dense.Configuration(units: 1, kernel: kernel))
  }

  private static func trainer(
    _ model: [LayerSpec], learningRate: Double = 0, epochs: Int = 3, _ onDivergence: OnDivergence = .continue,
    pace: Int = 16
  ) throws -> Trainer {
    var trainer = try Fixture.trainer(
      model + [.activation(.sigmoid)],
      optimizer: .sgd(learningRate: learningRate, momentum: 0, nesterov: false),
      training: TrainingSpec(epochs: epochs, logBatches: true, onDivergence: onDivergence))
    trainer.pace = BatchPace(maximum: pace)
    return trainer
  }

  private static func run(_ trainer: inout Trainer, _ epochs: ClosedRange<Int>) -> [Trainer.Epoch] {
    epochs.compactMap { epoch in trainer.run(epoch: epoch) { _ in true } }
  }

  /// Values of about 1e20 have a variance of about 1e40, which is infinite. Then 1/sqrt(variance) is 0, the layer's output is
  /// 0, and the loss ln 2: only the statistic tells.
  private static let overflowingVariance = [dense(1e20), LayerSpec.batchNorm(.init())]

  @Test(arguments: [1, 16]) func findsAnInfiniteVarianceWithAFiniteLoss(pace: Int) throws {
    var trainer = try Self.trainer(Self.overflowingVariance, pace: pace)
    let epochs = Self.run(&trainer, 1...3)
    #expect(trainer.divergence == DivergencePoint(epoch: 1, step: 1, value: .tensor("1.running_var")))
    #expect(epochs.count == 3 && epochs.allSatisfy { $0.record.values.values.allSatisfy(\.isFinite) })
    #expect(trainer.takeBatchLosses().count == 15)
  }

  /// The first step moves weights by about 1e30, so that the second step's logits overflow in the product of two layers.
  @Test(arguments: [1, 16]) func findsTheFirstLossThatIsNotFinite(pace: Int) throws {
    var trainer = try Self.trainer([Self.dense(1), Self.dense(1)], learningRate: 1e30, pace: pace)
    _ = Self.run(&trainer, 1...2)
    let losses = trainer.takeBatchLosses()
    let first = try #require(losses.firstIndex { !$0.isFinite })
    #expect(first > 0)
    #expect(trainer.divergence == DivergencePoint(epoch: 1, step: first + 1, value: .loss))
  }

  /// With the penalty w^2 the gradient of a weight of 4 is 8 plus at most 1, and 8 times the rate of 3e38 is infinite, while
  /// the loss of the first step is finite.
  @Test func findsAWeightThatOverflows() throws {
    var trainer = try Self.trainer([Self.dense(4, regularizer: .l2(1))], learningRate: 3e38)
    _ = Self.run(&trainer, 1...1)
    #expect(try #require(trainer.takeBatchLosses().first).isFinite)
    #expect(trainer.divergence == DivergencePoint(epoch: 1, step: 1, value: .tensor("0.weight")))
  }

  @Test func aSoundTrainingHasNoDivergence() throws {
    var trainer = try Self.trainer([Self.dense(1), .batchNorm(.init())], learningRate: 0.1)
    _ = Self.run(&trainer, 1...3)
    #expect(trainer.divergence == nil && !trainer.isStopped)
  }

  /// The training ends after the step, and the epoch has its row with what there is.
  @Test(arguments: [1, 16]) func stopsAfterTheStep(pace: Int) throws {
    var trainer = try Self.trainer([Self.dense(1), Self.dense(1)], learningRate: 1e30, .stop, pace: pace)
    let epoch = try #require(trainer.run(epoch: 1) { _ in true })
    let losses = trainer.takeBatchLosses()
    let point = try #require(trainer.divergence)
    #expect(losses.count == point.step && losses.dropLast().allSatisfy(\.isFinite))
    #expect(epoch.batches == point.step && point.step < 5)
    #expect(epoch.record.values[.trainLoss]?.isFinite == false)
    #expect(trainer.isStopped)
  }

  /// A training that goes on at the place where it stops has nothing left but the epoch's end.
  @Test func stopsAgainWhenResumed() throws {
    let spec = (Self.overflowingVariance, OnDivergence.stop)
    var first = try Self.trainer(spec.0, spec.1)
    #expect(first.run(epoch: 1) { _ in false } == nil)
    #expect(first.position?.batch == 1 && !first.isStopped)
    var second = try Self.trainer(spec.0, spec.1)
    let tensors = Dictionary(
      uniqueKeysWithValues: first.network.namedTensors.map { ($0.name, $0.tensor) })
    try second.resume(
      after: 0, network: tensors, optimizerSteps: first.optimizer.steps,
      optimizerSlots: first.optimizer.slots,
      at: first.position, divergence: first.divergence)
    let epoch = second.run(epoch: 1) { _ in true }
    #expect(epoch?.batches == 1 && second.isStopped && second.divergence == first.divergence)
    #expect(epoch?.record == first.run(epoch: 1) { _ in true }?.record)
  }
}
