import Engine
import Experiments
import Testing

@testable import Training

@Suite struct TrainerTests {
  @Test func trainingLearns() throws {
    var trainer = try Fixture.trainer(training: TrainingSpec(epochs: 30))
    var last: Trainer.Epoch?
    for epoch in 1...30 { last = trainer.run(epoch: epoch) { _ in true } }
    let values = try #require(last).record.values
    #expect(try #require(values[.trainEvalAccuracy]) > 0.9)
    #expect(try #require(values[.testAccuracy]) > 0.85)
  }

  @Test func evaluatingTheTrainingSetIsOptional() throws {
    var training = TrainingSpec(epochs: 1)
    training.evaluateTrain = false
    var trainer = try Fixture.trainer(training: training)
    let record = try #require(trainer.run(epoch: 1) { _ in true }).record
    #expect(Set(record.values.keys) == [.trainLoss, .trainAccuracy, .testLoss, .testAccuracy])
  }

  /// 150 samples in batches of 64 are 64 + 64 + 22. The loss of the epoch weights each batch by its samples.
  @Test func runningLossIsWeightedBySamples() throws {
    var training = TrainingSpec(epochs: 1)
    training.batchSize = 64
    training.logBatches = true
    var trainer = try Fixture.trainer(training: training)
    let epoch = try #require(trainer.run(epoch: 1) { _ in true })
    let losses = trainer.takeBatchLosses()
    #expect(losses.count == 3 && trainer.takeBatchLosses().isEmpty)
    let mean = zip(losses, [64.0, 64, 22]).reduce(0) { $0 + $1.0 * $1.1 } / 150
    #expect(abs(try #require(epoch.record.values[.trainLoss]) - mean) < 1e-12)
  }

  /// 70 test samples in batches of 16 are 4 · 16 + 6. Writing their losses changes nothing else.
  @Test func testBatchesAreThoseOfTheEvaluation() throws {
    var training = TrainingSpec(epochs: 1, batchSize: 16)
    var plain = try Fixture.trainer(training: training)
    let expected = try #require(plain.run(epoch: 1) { _ in true })
    #expect(plain.takeTestBatchLosses().isEmpty)
    training.logBatches = .trainingAndTest
    var trainer = try Fixture.trainer(training: training)
    let epoch = try #require(trainer.run(epoch: 1) { _ in true })
    let losses = trainer.takeTestBatchLosses()
    #expect(
      losses.count == 5 && trainer.takeTestBatchLosses().isEmpty && trainer.takeBatchLosses().count == 10)
    let mean = zip(losses, [16.0, 16, 16, 16, 6]).reduce(0) { $0 + $1.0 * $1.1 } / 70
    #expect(abs(try #require(epoch.record.values[.testLoss]) - mean) < 1e-12)
    #expect(epoch.record == expected.record)
    #expect(trainer.network.namedTensors.map(\.tensor) == plain.network.namedTensors.map(\.tensor))
  }

  @Test func stoppingGivesNoEpoch() throws {
    var trainer = try Fixture.trainer()
    #expect(trainer.run(epoch: 1) { _ in false } == nil)
  }

  /// After the given epoch the moving statistics do not change, but γ and β are still trained.
  @Test func freezingBatchNormKeepsItsStatistics() throws {
    var training = TrainingSpec(epochs: 3)
    training.freezeBatchNormAfterEpoch = 1
    var trainer = try Fixture.trainer(training: training)
    func tensors(_ name: String) -> Tensor? { trainer.network.namedTensors.first { $0.name == name }?.tensor }
    _ = trainer.run(epoch: 1) { _ in true }
    let (mean, variance, gamma) = (tensors("2.running_mean"), tensors("2.running_var"), tensors("2.weight"))
    #expect(mean != Tensor(shape: [50]))
    _ = trainer.run(epoch: 2) { _ in true }
    #expect(tensors("2.running_mean") == mean)
    #expect(tensors("2.running_var") == variance)
    #expect(tensors("2.weight") != gamma)
  }

  /// The results depend on the seed but not on the number of threads.
  @Test func resultsDependOnTheSeedButNotOnThreads() throws {
    func losses(seed: UInt64, threads: Int) throws -> [Double?] {
      var training = TrainingSpec(epochs: 2)
      training.seed = seed
      var trainer = try Fixture.trainer(training: training, seed: seed, threads: threads)
      return (1...2).map { epoch in trainer.run(epoch: epoch) { _ in true }?.record.values[.testLoss] }
    }
    let reference = try losses(seed: 1, threads: 1)
    #expect(try losses(seed: 1, threads: 1) == reference)
    #expect(try losses(seed: 1, threads: 3) == reference)
    #expect(try losses(seed: 2, threads: 1) != reference)
  }

  @Test func aBatchSizeLargerThanTheDataGivesOneBatch() throws {
    var training = TrainingSpec(epochs: 1)
    training.batchSize = .max
    var trainer = try Fixture.trainer(training: training)
    #expect(trainer.run(epoch: 1) { $0.batchCount == 1 } != nil)
  }
}
