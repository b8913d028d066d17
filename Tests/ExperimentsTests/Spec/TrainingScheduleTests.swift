import Testing

@testable import Experiments

@Suite struct TrainingScheduleTests {
  /// 10 samples in batches of 4 are 4 + 4 + 2: three batches a pass.
  private func schedule(
    epochs: Int? = nil, steps: Int? = nil, perEpoch: Int? = nil, lastBatch: LastBatch = .keep
  ) -> TrainingSchedule {
    TrainingSpec(
      epochs: epochs, steps: steps, stepsPerEpoch: perEpoch, batchSize: 4, lastBatch: lastBatch
    ).schedule(samples: 10)
  }

  @Test func anEpochIsAPassByDefault() {
    for schedule in [schedule(epochs: 2), schedule(steps: 6)] {
      #expect(schedule.batchCount == 6 && schedule.batchesPerEpoch == 3 && schedule.epochCount == 2)
      #expect(schedule.batchCount(ofEpoch: 2) == 3 && schedule.batches(through: 1) == 3)
    }
    // The batch of two samples is left out.
    let dropping = schedule(epochs: 2, lastBatch: .drop)
    #expect(dropping.batchCount == 4 && dropping.sampleCount(ofEpoch: 2, batches: 2) == 8)
  }

  /// 7 batches, 2 an epoch: 2 + 2 + 2 + 1.
  @Test func theLastEpochMayBeShorter() {
    let schedule = schedule(steps: 7, perEpoch: 2)
    #expect(schedule.epochCount == 4)
    #expect((1...4).map(schedule.batchCount(ofEpoch:)) == [2, 2, 2, 1])
    #expect((0...4).map(schedule.batches(through:)) == [0, 2, 4, 6, 7])
    #expect((0...7).map(schedule.epoch(ofStep:)) == [0, 1, 1, 2, 2, 3, 3, 4])
    #expect(self.schedule(epochs: 3, perEpoch: 5).batchCount == 15)
  }

  /// The passes go on, whatever the length of the epochs.
  @Test(arguments: [nil, 1, 2, 5]) func batchesDoNotDependOnTheEpochs(perEpoch: Int?) {
    let schedule = schedule(steps: 7, perEpoch: perEpoch)
    let batches = (0..<7).map(schedule.batch)
    #expect(batches.map(\.pass) == [1, 1, 1, 2, 2, 2, 3])
    #expect(batches.map(\.first) == [0, 4, 8, 0, 4, 8, 0])
    #expect(batches.map(\.count) == [4, 4, 2, 4, 4, 2, 4])
  }

  /// The second of epochs of two batches has the last two samples of the first pass, and the first four of the second; the
  /// second of epochs of five batches begins with the last batch of the second pass.
  @Test func samplesOfAnEpochMayBeOfSeveralPasses() {
    let short = schedule(steps: 7, perEpoch: 2)
    #expect((0...2).map { short.sampleCount(ofEpoch: 2, batches: $0) } == [0, 2, 6])
    let long = schedule(steps: 10, perEpoch: 5)
    #expect((0...5).map { long.sampleCount(ofEpoch: 2, batches: $0) } == [0, 2, 6, 10, 12, 16])
  }

  @Test func theNumberOfEpochsMayDependOnTheData() {
    #expect(TrainingSpec(epochs: 3).epochCount(samples: nil) == 3)
    #expect(TrainingSpec(epochs: nil, steps: 7, stepsPerEpoch: 2).epochCount(samples: nil) == 4)
    let training = TrainingSpec(epochs: nil, steps: 7, batchSize: 4)
    #expect(training.epochCount(samples: nil) == nil && training.epochCount(samples: 10) == 3)
    // Nothing is divided by a number of samples that is not known.
    #expect(training.schedule(samples: 0).epochCount == 7)
  }

  /// floor(n · (1 − split)), computed as Keras computes it: 10 · (1 − 0.9) is 0.9999….
  @Test(arguments: [(10, 0.2, 8), (10, 0.25, 7), (10, 0.3, 7), (500, 0.2, 400), (10, 0.9, 0), (3, 0.01, 2)])
  func theLastSamplesValidate(samples: Int, split: Double, expected: Int) {
    #expect(TrainingSpec(epochs: 1, validationSplit: split).trainCount(of: samples) == expected)
    #expect(TrainingSpec(epochs: 1).trainCount(of: samples) == samples)
  }
}
