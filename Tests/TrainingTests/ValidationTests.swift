import Datasets
import Engine
import Experiments
import Testing

@testable import Training

@Suite struct ValidationTests {
  private static let half = TrainingSpec(epochs: 3, validationSplit: 0.5)

  /// 200 circles, of which 100 are the training set.
  private func spec(_ split: Double?) -> ExperimentSpec {
    var spec = Fixture.circlesSpec()
    spec.training.validationSplit = split
    return spec
  }

  private let library = DataLibrary(places: DataPlaces(dataDir: nil, environment: [:]), environment: [:])

  /// The last samples before shuffling, with their labels.
  @Test func theLastTrainingSamplesValidate() throws {
    let whole = try library.load(spec(nil))
    let divided = try library.load(spec(0.25))
    #expect(whole.validation == nil && whole.train.count == 100)
    let validation = try #require(divided.validation)
    #expect(divided.train.count == 75 && validation.count == 25 && divided.test.count == 100)
    #expect(divided.train.features.values + validation.features.values == whole.train.features.values)
    guard case .classes(let train) = divided.train.labels, case .classes(let last) = validation.labels,
      case .classes(let all) = whole.train.labels
    else {
      Issue.record("the labels are classes")
      return
    }
    #expect(train + last == all)
    // Both are of the same data, so their checksums are the same.
    #expect(try library.checksums(of: spec(0.25)) == library.checksums(of: spec(nil)))
  }

  @Test func thePlanCountsWhatIsTrainedOn() throws {
    let plan = try library.plan(of: spec(0.25))
    #expect(plan.data.trainCount == 75 && plan.data.validationCount == 25)
    #expect(plan.schedule(of: spec(0.25).training).batchesPerPass == 3)
    #expect(try plan.data == library.load(spec(0.25)).outline)
  }

  @Test(arguments: [
    (0.995, "a validation split of 0.995 leaves none of the 100 training samples to train on"),
    (1e-18, "a validation split of 1e-18 leaves none of the 100 training samples to validate"),
  ])
  func aSplitMustLeaveSamples(split: Double, message: String) throws {
    let error = #expect(throws: PlanError.self) { try library.plan(of: spec(split)) }
    #expect(error?.keyPath == "training.validation_split")
    #expect("\(error, default: "")".hasPrefix(message))
    #expect(throws: PlanError.self) { try library.load(spec(split)) }
  }

  /// The first half trains as it would alone, and the second is evaluated like any other set.
  @Test func validationChangesNothingElse() throws {
    let all = try Fixture.data().dataset
    let half = try TrainingData(all, Self.half)
    let alone = try TrainingData(
      Dataset(
        trainX: all.trainX.rows(0..<75), trainY: half.train.labels, testX: all.trainX.rows(75..<150),
        testY: try #require(half.validation).labels))
    func train(_ data: TrainingData, _ training: TrainingSpec) throws -> [EpochRecord] {
      var trainer = try Fixture.trainer(
        Fixture.circlesModel(batchNorm: true), training: training, data: data)
      return (1...3).compactMap { trainer.run(epoch: $0) { _ in true }?.record }
    }
    let records = try train(half, Self.half)
    let expected = try train(alone, TrainingSpec(epochs: 3))
    #expect(records.count == 3)
    for (record, expected) in zip(records, expected) {
      for metric in [Metric.trainLoss, .trainAccuracy, .trainEvalLoss, .trainEvalAccuracy] {
        #expect(record.values[metric] == expected.values[metric])
      }
      #expect(record.values[.validationLoss] == expected.values[.testLoss])
      #expect(record.values[.validationAccuracy] == expected.values[.testAccuracy])
      #expect(record.values[.testLoss] != record.values[.validationLoss])
    }
  }
}
