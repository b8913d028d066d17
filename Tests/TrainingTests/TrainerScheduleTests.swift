import Engine
import Experiments
import Testing

@testable import Training

/// Trainings whose epochs are not passes over the training set. 150 samples in batches of 32 are five batches a pass, the last
/// one of 22 samples.
@Suite struct TrainerScheduleTests {
  private func train(_ training: TrainingSpec) throws -> (Trainer, [EpochRecord]) {
    var trainer = try Fixture.trainer(training: training)
    var records: [EpochRecord] = []
    for epoch in 1...trainer.schedule.epochCount {
      records.append(try #require(trainer.run(epoch: epoch) { _ in true }).record)
    }
    return (trainer, records)
  }

  private func weights(_ trainer: Trainer) -> [Tensor] { trainer.network.namedTensors.map(\.tensor) }

  @Test func stepsAreEpochsOfPasses() throws {
    let (epochs, expected) = try train(TrainingSpec(epochs: 3))
    let (steps, records) = try train(TrainingSpec(epochs: nil, steps: 15))
    #expect(records == expected && weights(steps) == weights(epochs))
  }

  /// Rows come at other times, but the batches and so the weights are the same: shorter than a pass, longer, and one that is
  /// not a divisor.
  @Test(arguments: [1, 3, 5, 7, 15, 40]) func weightsDoNotDependOnTheEpochs(perEpoch: Int) throws {
    var training = TrainingSpec(epochs: 3)
    training.logBatches = true
    var (whole, expected) = try train(training)
    (training.epochs, training.steps, training.stepsPerEpoch) = (nil, 15, perEpoch)
    var (other, records) = try train(training)
    #expect(weights(other) == weights(whole))
    #expect(other.takeBatchLosses() == whole.takeBatchLosses())
    #expect(records.count == (15 + perEpoch - 1) / perEpoch)
    #expect(records.last?.values[.testLoss] == expected.last?.values[.testLoss])
  }

  /// Rows of 3 and 2 batches: their losses, weighted by 96 and 54 samples, make that of the pass.
  @Test func aRowIsAboutItsOwnBatches() throws {
    let (_, whole) = try train(TrainingSpec(epochs: 1))
    let (_, rows) = try train(TrainingSpec(epochs: nil, steps: 5, stepsPerEpoch: 3))
    let losses = try rows.map { try #require($0.values[.trainLoss]) }
    let mean = (96 * losses[0] + 54 * losses[1]) / 150
    #expect(abs(try #require(whole[0].values[.trainLoss]) - mean) < 1e-12)
  }

  /// What counts epochs counts rows: frozen after the first row, which is 2 batches long, the statistics keep their values.
  @Test func freezingCountsRows() throws {
    var training = TrainingSpec(epochs: nil, steps: 4, stepsPerEpoch: 2)
    training.freezeBatchNormAfterEpoch = 1
    var trainer = try Fixture.trainer(training: training)
    func mean() -> Tensor? { trainer.network.namedTensors.first { $0.name == "2.running_mean" }?.tensor }
    _ = trainer.run(epoch: 1) { _ in true }
    let frozen = mean()
    _ = trainer.run(epoch: 2) { _ in true }
    #expect(mean() == frozen && frozen != Tensor(shape: [50]))
  }

  /// The first batches of the row, from wherever in a pass it begins; its short one is left out unless it is alone.
  @Test(arguments: [(2, 5), (4, 4), (5, 5), (1, 5), (3, 8), (4, 8)]) func preciseStatisticsAreOfTheRow(
    perEpoch: Int, steps: Int
  ) throws {
    var training = TrainingSpec(epochs: nil, steps: steps, stepsPerEpoch: perEpoch)
    training.preciseBatchNorm = 10
    // The weights do not move, so only the choice of the batches matters.
    func statistics(_ training: TrainingSpec) throws -> Tensor? {
      var trainer = try Fixture.trainer(
        training: training, optimizer: .sgd(learningRate: 0, momentum: 0, nesterov: false))
      for epoch in 1...trainer.schedule.epochCount { _ = trainer.run(epoch: epoch) { _ in true } }
      return trainer.network.namedTensors.first { $0.name == "2.running_mean" }?.tensor
    }
    let found = try #require(try statistics(training))
    // The mean over the batches of the last row, each seen by a training of its own in the order of the pass.
    let first = (steps - 1) / perEpoch * perEpoch
    let all = (first..<steps).map { index in
      let (pass, batch) = index.quotientAndRemainder(dividingBy: 5)
      let order = epochOrder(count: 150, seed: 1, epoch: pass + 1)
      return Array(order[batch * 32..<min(batch * 32 + 32, 150)])
    }
    let whole = all.filter { $0.count == 32 }
    let batches = whole.isEmpty ? all : whole
    let network = try Fixture.trainer(training: training).network
    let means = try batches.map { try Self.hiddenMeans(network, of: $0) }
    for channel in 0..<50 {
      let mean = means.reduce(0) { $0 + $1[channel] } / Double(means.count)
      #expect(abs(Double(found[channel]) - mean) < 1e-5)
    }
  }

  /// The means of relu(x · W + b) over some training samples, in double precision.
  private static func hiddenMeans(_ network: Network, of samples: [Int32]) throws -> [Double] {
    let tensors = Dictionary(uniqueKeysWithValues: network.namedTensors.map { ($0.name, $0.tensor) })
    let weight = try #require(tensors["0.weight"])
    let bias = try #require(tensors["0.bias"])
    let features = try Fixture.data().train.features.values
    return (0..<50).map { channel in
      let sum = samples.reduce(0.0) { sum, sample in
        let x = (0..<2).reduce(Double(bias[channel])) {
          $0 + Double(features[2 * Int(sample) + $1]) * Double(weight[2 * channel + $1])
        }
        return sum + max(x, 0)
      }
      return sum / Double(samples.count)
    }
  }
}
