import Testing

@testable import Experiments

@Suite struct EarlyStoppingTests {
  struct Case: Sendable {
    var values: [Double]
    var patience: Int
    var delta = 0.0
    var monitor = Metric.validationLoss
    /// The number of epochs that are trained.
    var epochs: Int
    var isOver: Bool
    /// The epoch whose weights are restored.
    var best: Int
  }

  /// Sequences of figures and what `keras.callbacks.EarlyStopping` of Keras 3.15 makes of them.
  static let cases = [
    // Three epochs after the best one.
    Case(values: [3, 2, 1, 1.5, 1.25, 1.25, 0.5], patience: 3, epochs: 6, isOver: true, best: 3),
    // An improvement in the last of the three.
    Case(values: [3, 2, 1, 1.5, 1.25, 0.5, 1], patience: 3, epochs: 7, isOver: false, best: 6),
    // A patience of 0 is as one of 1.
    Case(values: [1, 2, 3], patience: 0, epochs: 2, isOver: true, best: 1),
    Case(values: [1, 2, 3], patience: 1, epochs: 2, isOver: true, best: 1),
    Case(values: [1, 0.5, 0.75], patience: 0, epochs: 3, isOver: true, best: 2),
    // An equal value is no improvement.
    Case(values: [1, 1, 1], patience: 2, epochs: 3, isOver: true, best: 1),
    // Small steps are none either, and the best value does not move with them.
    Case(
      values: [1, 0.9375, 0.875, 0.8125, 0.75], patience: 2, delta: 0.125, epochs: 3, isOver: true, best: 1),
    Case(values: [1, 0.9375, 0.75, 0.6875], patience: 2, delta: 0.125, epochs: 4, isOver: false, best: 3),
    // 0.75 + 0.25 is not below 1.
    Case(values: [1, 0.75, 0.5], patience: 1, delta: 0.25, epochs: 2, isOver: true, best: 1),
    // An accuracy is to rise.
    Case(
      values: [0.5, 0.75, 0.5, 0.625, 1], patience: 2, monitor: .testAccuracy, epochs: 4, isOver: true,
      best: 2
    ),
    Case(
      values: [0.5, 0.5625, 0.625, 0.6875], patience: 2, delta: 0.125, monitor: .trainAccuracy, epochs: 3,
      isOver: true, best: 1),
    // Nothing is better than a first NaN, and a later NaN is better than nothing.
    Case(values: [.nan, 1, 0.5, 0.25], patience: 2, epochs: 3, isOver: true, best: 1),
    Case(values: [1, .nan, .nan, 0.5], patience: 2, epochs: 3, isOver: true, best: 1),
    Case(values: [1, .nan, 0.5, .nan], patience: 2, epochs: 4, isOver: false, best: 3),
    Case(values: [.infinity, 1, 2, 3], patience: 2, epochs: 4, isOver: true, best: 2),
    Case(values: [1, .infinity, 0.5], patience: 2, epochs: 3, isOver: false, best: 3),
    // The epochs run out first.
    Case(values: [3, 2, 1], patience: 5, epochs: 3, isOver: false, best: 3),
    Case(values: [.nan], patience: 0, epochs: 1, isOver: false, best: 1),
  ]

  private static func training(_ one: Case) -> TrainingSpec {
    let stopping = EarlyStoppingSpec(
      monitor: one.monitor, patience: one.patience, minimumDelta: one.delta, restoresBestWeights: true)
    return TrainingSpec(epochs: one.values.count, validationSplit: 0.5, earlyStopping: stopping)
  }

  @Test(arguments: cases.indices) func endsWhereKerasEnds(index: Int) throws {
    let one = Self.cases[index]
    var rule = try #require(EarlyStopping(Self.training(one)))
    var epochs = 0
    for value in one.values where !rule.isOver {
      epochs += 1
      rule.take(EpochRecord(epoch: epochs, values: [one.monitor: value]))
    }
    #expect(epochs == one.epochs && rule.isOver == one.isOver && rule.restoredEpoch == one.best)
  }

  @Test func watchesTheValidationSetIfThereIsOne() {
    var training = TrainingSpec(epochs: 1)
    #expect(EarlyStopping(training) == nil)
    training.earlyStopping = EarlyStoppingSpec()
    #expect(EarlyStopping(training)?.monitor == .testLoss)
    training.validationSplit = 0.1
    #expect(EarlyStopping(training)?.monitor == .validationLoss)
    training.earlyStopping?.monitor = .testAccuracy
    #expect(EarlyStopping(training)?.monitor == .testAccuracy)
  }

  @Test func restoresNothingUnlessAsked() {
    let training = TrainingSpec(epochs: 3, earlyStopping: EarlyStoppingSpec())
    let rule = EarlyStopping(training, after: [EpochRecord(epoch: 1, values: [.testLoss: 1])])
    #expect(rule?.best == BestFigure(value: 1, epoch: 1) && rule?.restoredEpoch == nil)
  }
}
