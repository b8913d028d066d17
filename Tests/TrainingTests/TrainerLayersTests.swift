import Datasets
import Experiments
import TestSupport
import Testing

@testable import Engine
@testable import Training

/// How the training loop handles layers, losses and optimizers that depend on more than the current batch.
@Suite struct TrainerLayersTests {
  /// A model with dropout, batch normalization and regularization: layers whose results depend on the step or on
  /// statistics of earlier batches.
  private static let model: [LayerSpec] = [
    .dense(Dense.Configuration(units: 12, kernel: ParameterOptions(.heNormal, regularizer: .l2(0.001)))),
    .linearUnit(.elu(alpha: 1)), .dropout(Dropout.Configuration(rate: 0.25)),
    .batchNorm(BatchNorm.Configuration(momentum: .cumulative)), .dropout(Dropout.Configuration(rate: 0.5)),
    .dense(Dense.Configuration(units: 1)), .activation(.sigmoid),
  ]

  private static let training = TrainingSpec(epochs: 5, preciseBatchNorm: 2)

  private func run(_ trainer: inout Trainer, _ epochs: ClosedRange<Int>) -> [EpochRecord?] {
    epochs.map { epoch in trainer.run(epoch: epoch) { _ in true }?.record }
  }

  @Test func threadsDoNotChangeDropout() throws {
    var one = try Fixture.trainer(Self.model, training: Self.training)
    var three = try Fixture.trainer(Self.model, training: Self.training, threads: 3)
    #expect(run(&one, 1...2) == run(&three, 1...2))
  }

  /// Every layer, step and seed has different masks. So training gives other results with another seed, and without
  /// dropout.
  @Test func dropoutDependsOnTheSeed() throws {
    func loss(rate: Double, seed: UInt64) throws -> Double? {
      // The initial weights do not depend on the seed, and the data is not shuffled: only dropout depends on the seed.
      let model: [LayerSpec] = [
        .dense(Dense.Configuration(units: 8, kernel: ParameterOptions(.ones))),
        .dropout(Dropout.Configuration(rate: rate)),
        .dense(Dense.Configuration(units: 1, kernel: ParameterOptions(.ones))), .activation(.sigmoid),
      ]
      var trainer = try Fixture.trainer(
        model, training: TrainingSpec(epochs: 1, shuffle: false, seed: seed))
      return run(&trainer, 1...1)[0]?.values[.trainLoss]
    }
    let reference = try loss(rate: 0.5, seed: 1)
    #expect(try loss(rate: 0.5, seed: 1) == reference)
    #expect(try loss(rate: 0.5, seed: 2) != reference)
    #expect(try loss(rate: 0, seed: 1) != reference)
    #expect(try loss(rate: 0, seed: 1) == loss(rate: 0, seed: 2))
  }

  /// With a rate of 0 training is the same as without the layer, so that runs with and without dropout can be compared in
  /// pairs.
  @Test func dropoutWithARateOfZeroChangesNothing() throws {
    var without = Self.model
    without.removeAll { $0.name == "dropout" }
    let with = Self.model.map { layer -> LayerSpec in
      layer.name == "dropout" ? .dropout(.init(rate: 0)) : layer
    }
    var one = try Fixture.trainer(without, training: Self.training)
    var other = try Fixture.trainer(with, training: Self.training)
    #expect(run(&one, 1...3) == run(&other, 1...3))
  }

  // MARK: Schedules

  /// 150 samples in batches of 32 are five steps per epoch. A schedule can count steps or epochs.
  @Test func schedulesCountStepsOrEpochs() throws {
    func rates(_ per: LearningRateSchedule.Position, _ training: TrainingSpec) throws -> [Double] {
      let optimizer = Optimizer.Configuration(
        .sgd(SGD()),
        learningRate: .schedule(
          .exponentialDecay(
            ExponentialDecay(initialLearningRate: 0.5, decaySteps: 1, decayRate: 0.5, per: per))))
      var trainer = try Fixture.trainer(
        [.dense(Dense.Configuration(units: 1)), .activation(.sigmoid)], optimizer: optimizer,
        training: training)
      return (1...2).map { epoch in
        _ = trainer.run(epoch: epoch) { _ in true }
        return trainer.optimizer.learningRate
      }
    }
    #expect(try rates(.step, TrainingSpec(epochs: 2)) == [0.5 / 32, 0.5 / 1024])
    #expect(try rates(.epoch, TrainingSpec(epochs: 2)) == [0.25, 0.125])
    // Without the short batch there are four steps.
    #expect(try rates(.step, TrainingSpec(epochs: 2, lastBatch: .drop)) == [0.5 / 16, 0.5 / 256])
    #expect(try rates(.epoch, TrainingSpec(epochs: 2, lastBatch: .drop)) == [0.25, 0.125])
  }

  /// A learning rate of 0 from the second epoch on leaves the weights as they are.
  @Test func aRateOfZeroTrainsNothing() throws {
    let optimizer = Optimizer.Configuration(
      .sgd(SGD()),
      learningRate: .schedule(
        .piecewiseConstantDecay(PiecewiseConstantDecay(boundaries: [0], values: [0.5, 0], per: .epoch))))
    var trainer = try Fixture.trainer(
      [.dense(Dense.Configuration(units: 1)), .activation(.sigmoid)], optimizer: optimizer,
      training: TrainingSpec(epochs: 2))
    let start = trainer.network.namedTensors.map(\.tensor)
    _ = run(&trainer, 1...1)
    let after = trainer.network.namedTensors.map(\.tensor)
    #expect(after != start)
    _ = run(&trainer, 2...2)
    #expect(trainer.network.namedTensors.map(\.tensor) == after)
  }

  // MARK: Batches

  /// 150 samples in batches of 32: the last batch has 22 samples and is used or left out.
  @Test func theLastBatchCanBeDropped() throws {
    func losses(_ lastBatch: LastBatch) throws -> (epoch: Double?, batches: [Double]) {
      let training = TrainingSpec(epochs: 1, shuffle: false, lastBatch: lastBatch, logBatches: true)
      var trainer = try Fixture.trainer(training: training)
      let epoch = try #require(trainer.run(epoch: 1) { _ in true })
      return (epoch.record.values[.trainLoss], trainer.takeBatchLosses())
    }
    let (keep, drop) = (try losses(.keep), try losses(.drop))
    #expect(keep.batches.count == 5)
    #expect(drop.batches == Array(keep.batches.prefix(4)))
    // All batches have the same size, so the loss of the epoch is their plain mean.
    let (epochLoss, batchSum): (Double, Double) = (try #require(drop.epoch), drop.batches.reduce(0, +))
    #expect(abs(epochLoss - batchSum / 4) < 1e-12)
  }

  // MARK: Batch normalization

  private static let norm: [LayerSpec] = [
    .batchNorm(BatchNorm.Configuration()), .dense(Dense.Configuration(units: 1)), .activation(.sigmoid),
  ]

  private func mean(_ trainer: Trainer) -> [Float] {
    trainer.network.namedTensors.first { $0.name == "0.running_mean" }?.tensor.elements ?? []
  }

  /// The batch normalization at the input gets the data itself, whose means training does not change. So the recomputed
  /// moving mean is the mean of the first 2·32 samples, or of the 4·32 samples of all whole batches. The 22 samples of
  /// the short batch do not count.
  @Test(arguments: [(2, 64), (4, 128), (100, 128)])
  func preciseStatisticsAreAveragesOverBatches(batches: Int, samples: Int) throws {
    let data = try Fixture.data()
    let training = TrainingSpec(epochs: 1, shuffle: false, preciseBatchNorm: batches)
    var trainer = try Fixture.trainer(Self.norm, training: training, data: data)
    _ = run(&trainer, 1...1)
    let expected = data.train.features.withUnsafeBufferPointer { features in
      (0..<2).map { column in
        (0..<samples).reduce(0.0) { $0 + Double(features[2 * $1 + column]) } / Double(samples)
      }
    }
    for (value, expected) in zip(mean(trainer), expected) { #expect(abs(Double(value) - expected) < 1e-6) }
  }

  /// Recomputing the statistics changes the evaluation but not the training.
  @Test func preciseStatisticsDoNotChangeTraining() throws {
    func records(_ batches: Int?) throws -> [[Metric: Double]?] {
      let training = TrainingSpec(epochs: 3, preciseBatchNorm: batches)
      var trainer = try Fixture.trainer(training: training)
      return run(&trainer, 1...3).map { $0?.values }
    }
    let (plain, precise) = (try records(nil), try records(3))
    #expect(plain.map { $0?[.trainLoss] } == precise.map { $0?[.trainLoss] })
    #expect(plain.map { $0?[.testLoss] } != precise.map { $0?[.testLoss] })
  }

  /// Once the moving statistics are frozen, they are not recomputed either.
  @Test func frozenStatisticsAreNotRecomputed() throws {
    let training = TrainingSpec(epochs: 2, freezeBatchNormAfterEpoch: 1, preciseBatchNorm: 1)
    var trainer = try Fixture.trainer(Self.norm, training: training)
    _ = run(&trainer, 1...1)
    let frozen = mean(trainer)
    _ = run(&trainer, 2...2)
    #expect(mean(trainer) == frozen)
  }

  /// With "cumulative" the moving mean is the average over all batches of the run. Here both epochs have the same five
  /// batches, four of 32 samples and one of 22, with equal weights.
  @Test func cumulativeStatisticsAverageTheWholeRun() throws {
    let data = try Fixture.data()
    var model = Self.norm
    model[0] = .batchNorm(BatchNorm.Configuration(momentum: .cumulative))
    var trainer = try Fixture.trainer(
      model, training: TrainingSpec(epochs: 2, shuffle: false), data: data)
    _ = run(&trainer, 1...2)
    let expected = data.train.features.withUnsafeBufferPointer { features in
      (0..<2).map { column in
        stride(from: 0, to: 150, by: 32).reduce(0.0) { sum, first in
          let batch = first..<min(first + 32, 150)
          return sum + batch.reduce(0.0) { $0 + Double(features[2 * $1 + column]) } / Double(batch.count) / 5
        }
      }
    }
    for (value, expected) in zip(mean(trainer), expected) { #expect(abs(Double(value) - expected) < 1e-6) }
  }

  /// A network with the options whose state is easily forgotten: debiased statistics, those of the evaluated batch, a frozen
  /// layer, a clipped loss. It goes on from any batch as if it had not stopped.
  @Test(arguments: [0, 1, 3]) func resumesToTheSameBits(batches: Int) throws {
    var norms = (BatchNorm.Configuration(momentum: .rate(0.95)), BatchNorm.Configuration())
    norms.0.debiasesMovingStatistics = true
    norms.1.inferenceStatistics = .batch
    let model: [LayerSpec] = [
      .dense(Dense.Configuration(units: 12, kernel: ParameterOptions(.torchDefault))), .batchNorm(norms.0),
      .activation(.relu), .dense(Dense.Configuration(units: 8, isTrainable: false)), .batchNorm(norms.1),
      .activation(.tanh), .dense(Dense.Configuration(units: 1)), .activation(.sigmoid),
    ]
    let training = TrainingSpec(
      epochs: 4, evaluationBatchSize: 50, freezeBatchNormAfterEpoch: 3, preciseBatchNorm: nil)
    func trainer() throws -> Trainer {
      try Fixture.trainer(
        model, loss: .binaryCrossentropy(clip: ProbabilityClip(0.1)),
        optimizer: .adam(learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8), training: training)
    }
    var whole = try trainer()
    let records = run(&whole, 1...4)

    var first = try trainer()
    #expect(run(&first, 1...1) == Array(records.prefix(1)))
    if batches > 0 {
      _ = first.run(epoch: 2, stops: Array(1...5)) { trainer, progress in progress.batch < batches }
    }
    var second = try trainer()
    try second.resume(
      after: 1,
      network: Dictionary(uniqueKeysWithValues: first.network.namedTensors.map { ($0.name, $0.tensor) }),
      optimizerSteps: first.optimizer.steps, optimizerSlots: first.optimizer.slots, at: first.position)
    #expect((first.position?.batch ?? 0) == batches)
    #expect(run(&second, 2...4) == Array(records.dropFirst()))
    #expect(second.network.namedTensors.map(\.tensor) == whole.network.namedTensors.map(\.tensor))
  }

  /// Both change inference alone: the training batches are the same to the bit.
  @Test func inferenceStatisticsDoNotChangeTraining() throws {
    func records(_ change: (inout BatchNorm.Configuration) -> Void) throws -> [[Metric: Double]?] {
      var norm = BatchNorm.Configuration()
      change(&norm)
      var trainer = try Fixture.trainer(
        [.dense(Dense.Configuration(units: 8)), .batchNorm(norm)] + Self.norm.dropFirst(),
        training: TrainingSpec(epochs: 3))
      return run(&trainer, 1...3).map { $0?.values }
    }
    let plain = try records { _ in }
    for other in [
      try records { $0.inferenceStatistics = .batch }, try records { $0.debiasesMovingStatistics = true },
    ] {
      #expect(plain.map { $0?[.trainLoss] } == other.map { $0?[.trainLoss] })
      #expect(plain.map { $0?[.testLoss] } != other.map { $0?[.testLoss] })
    }
  }

  // MARK: Regression

  /// The same samples with numbers as targets: x + 2y, and with a second column x − y.
  private func numbers(_ dataset: (DataArray, Labels), columns: Int) -> (DataArray, Labels) {
    dataset.0.withUnsafeBufferPointer { features in
      let values = (0..<dataset.1.count).flatMap { sample in
        let (x, y) = (features[2 * sample], features[2 * sample + 1])
        return Array([x + 2 * y, x - y].prefix(columns))
      }
      return (dataset.0, .values(values, columns: columns))
    }
  }

  /// A dense layer can learn linear functions of two features exactly: the loss goes to zero. There is no accuracy.
  @Test(arguments: [1, 2], [true, false]) func regressionsHaveNoAccuracy(columns: Int, shuffle: Bool) throws {
    let train = numbers(try Fixture.points(150, seed: 1), columns: columns)
    let test = numbers(try Fixture.points(70, seed: 2), columns: columns)
    let data = try TrainingData(
      Dataset(trainX: train.0, trainY: train.1, testX: test.0, testY: test.1))
    var trainer = try Fixture.trainer(
      [.dense(Dense.Configuration(units: columns))], loss: .meanSquaredError,
      optimizer: .sgd(learningRate: 0.1, momentum: 0.9, nesterov: false),
      training: TrainingSpec(epochs: 40, shuffle: shuffle), data: data)
    var accuracies: [Double?] = []
    var last: EpochRecord?
    for epoch in 1...40 {
      last =
        trainer.run(epoch: epoch) { progress in
          accuracies.append(progress.accuracy)
          return true
        }?.record
    }
    let values = try #require(last).values
    #expect(Set(values.keys) == [.trainLoss, .trainEvalLoss, .testLoss])
    #expect(try #require(values[.testLoss]) < 1e-4)
    #expect(accuracies.allSatisfy { $0 == nil })
    #expect(MetricsTable.row(try #require(last)).contains(",,"))
  }
}
