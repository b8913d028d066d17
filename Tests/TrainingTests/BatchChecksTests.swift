import Datasets
import Experiments
import TestSupport
import Testing

@testable import Engine
@testable import Training

/// The checks of the sizes of data and batches, which are done before anything is trained.
@Suite struct BatchChecksTests {
  private func spec(_ norm: BatchNorm.Configuration?, _ training: TrainingSpec) -> ExperimentSpec {
    var spec = Fixture.circlesSpec()
    spec.model =
      [.dense(Dense.Configuration(units: 4))] + (norm.map { [.batchNorm($0)] } ?? [])
      + [.dense(Dense.Configuration(units: 1)), .activation(.sigmoid)]
    spec.training = training
    return spec
  }

  private func outline(_ samples: Int, shape: [Int] = [2], labelColumns: Int = 1) -> DatasetOutline {
    DatasetOutline(featureShape: shape, trainCount: samples, testCount: 1, labelColumns: labelColumns)
  }

  /// The problem of a spec as `key path: message`; nil if there is none.
  private func problem(_ spec: ExperimentSpec, samples: Int) -> String? {
    do {
      _ = try NetworkPlan(spec, data: outline(samples))
      return nil
    } catch {
      return "\(error.keyPath): \(error)"
    }
  }

  @Test(arguments: [(LastBatch.keep, 4), (.drop, 3), (.error, 4)])
  func lastBatchDecidesTheSteps(lastBatch: LastBatch, count: Int) {
    let training = TrainingSpec(epochs: 1, batchSize: 32, lastBatch: lastBatch)
    #expect(training.batchCount(samples: 100) == count)
    #expect(training.batchSizes(samples: 100) == (lastBatch == .drop ? [32] : [32, 4]))
    #expect(training.batchCount(samples: 96) == 3)
    #expect(training.batchSizes(samples: 96) == [32])
    #expect(training.batchSizes(samples: 5) == (lastBatch == .drop ? [] : [5]))
  }

  @Test func shortBatchesCanBeRefused() {
    let error = TrainingSpec(epochs: 1, batchSize: 32, lastBatch: .error)
    #expect(problem(spec(nil, error), samples: 96) == nil)
    #expect(
      problem(spec(nil, error), samples: 100)
        == #"training.last_batch: the last batch of an epoch has only 4 of 32 samples, which last_batch "error" does not allow; "keep" trains with it, "drop" leaves it out"#
    )
    let drop = TrainingSpec(epochs: 1, batchSize: 32, lastBatch: .drop)
    #expect(problem(spec(nil, drop), samples: 32) == nil)
    #expect(
      problem(spec(nil, drop), samples: 31)
        == #"training.batch_size: last_batch "drop" leaves no batch to train with: the data has 31 samples, fewer than batch_size, which is 32"#
    )
  }

  @Test func virtualBatchesMustDivideEveryBatch() {
    let norm = BatchNorm.Configuration(virtualBatchSize: 8)
    #expect(problem(spec(norm, TrainingSpec(epochs: 1, batchSize: 32)), samples: 72) == nil)
    #expect(
      problem(spec(norm, TrainingSpec(epochs: 1, batchSize: 20)), samples: 100)
        == "model[1].batch_norm.virtual_batch_size: batch_norm has the virtual batch size 8, which does not divide"
        + " a batch of 20 samples")
    #expect(
      problem(spec(norm, TrainingSpec(epochs: 1, batchSize: 32)), samples: 100)?.contains(
        "a batch of 4 samples") == true)
    #expect(
      problem(spec(norm, TrainingSpec(epochs: 1, batchSize: 32, lastBatch: .drop)), samples: 100) == nil)
    let frozen = TrainingSpec(epochs: 1, batchSize: 20, freezeBatchNormAfterEpoch: 0)
    #expect(problem(spec(norm, frozen), samples: 100) == nil)
  }

  @Test func singleValuesCanBeRefused() {
    let norm = BatchNorm.Configuration(refusesSingleValues: true)
    #expect(problem(spec(norm, TrainingSpec(epochs: 1, batchSize: 32)), samples: 98) == nil)
    #expect(
      problem(spec(norm, TrainingSpec(epochs: 1, batchSize: 32)), samples: 97)?.hasPrefix(
        "model[1].batch_norm.refuse_single_values: batch_norm gets one value per channel from a batch of 1 sample"
      ) == true)
  }

  /// As in Keras, a last batch of one sample is used for training. But there is a warning before.
  @Test func aLastBatchOfOneSampleGivesAWarning() throws {
    func warnings(_ norm: BatchNorm.Configuration?, _ training: TrainingSpec, samples: Int) throws -> [String]
    {
      let spec = spec(norm, training)
      return try NetworkPlan(spec, data: outline(samples)).warnings(of: training, samples: samples).map {
        "\($0.keyPath): \($0)"
      }
    }
    let keep = TrainingSpec(epochs: 1, batchSize: 32)
    let found = try warnings(BatchNorm.Configuration(), keep, samples: 97)
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("model[1]: batch_norm gets only one value per channel from the last batch"))
    #expect(try warnings(BatchNorm.Configuration(), keep, samples: 98).isEmpty)
    #expect(try warnings(nil, keep, samples: 97).isEmpty)
    #expect(try warnings(BatchNorm.Configuration(isTrainable: false), keep, samples: 97).isEmpty)
    let drop = TrainingSpec(epochs: 1, batchSize: 32, lastBatch: .drop)
    #expect(try warnings(BatchNorm.Configuration(), drop, samples: 97).isEmpty)
    let single = TrainingSpec(epochs: 1, batchSize: 1)
    #expect(try warnings(BatchNorm.Configuration(), single, samples: 9)[0].contains("from every batch"))
    // Virtual batches of one sample give a single value in every batch, although the last batch has 4 samples.
    #expect(
      try warnings(BatchNorm.Configuration(virtualBatchSize: 1), keep, samples: 100)[0].contains(
        "from every batch"))

    let precise = TrainingSpec(epochs: 1, preciseBatchNorm: 3)
    #expect(try warnings(BatchNorm.Configuration(), precise, samples: 64).isEmpty)
    #expect(
      try warnings(nil, precise, samples: 64) == [
        "training.precise_batch_norm: the model has no batch_norm with moving statistics to recompute"
      ])
    // Layers that use their moving statistics in training too do not change them, so there is nothing to recompute.
    #expect(try warnings(BatchNorm.Configuration(isTrainable: false), precise, samples: 64).count == 1)
    let frozen = TrainingSpec(epochs: 1, freezeBatchNormAfterEpoch: 0, preciseBatchNorm: 3)
    #expect(try warnings(BatchNorm.Configuration(), frozen, samples: 64).count == 1)
  }

  /// Evaluated batches matter to a layer that normalises by them. 65 samples by 32 leave one alone; all in one batch do not.
  @Test func evaluatedBatchesThatAreProbablyMistakesGiveWarnings() throws {
    func warnings(_ statistics: BatchNorm.InferenceStatistics, _ size: Int?, _ counts: (Int, Int)) throws
      -> [String]
    {
      let training = TrainingSpec(epochs: 1, batchSize: 32, evaluationBatchSize: size, lastBatch: .drop)
      let data = DatasetOutline(
        featureShape: [2], trainCount: counts.0, testCount: counts.1, labelColumns: 1)
      let norm = BatchNorm.Configuration(inferenceStatistics: statistics)
      return try TrainingPlan(spec(norm, training), data: data).warnings(of: training).map {
        "\($0.keyPath): \($0)"
      }
    }
    #expect(try warnings(.moving, nil, (65, 1)).isEmpty)
    #expect(
      try warnings(.moving, 8, (65, 1)) == [
        #"training.evaluation_batch_size: this has no effect: no batch_norm of the model has inference_statistics "batch""#
      ])
    #expect(try warnings(.batch, nil, (64, 30)).isEmpty && warnings(.batch, 100, (65, 33)).isEmpty)
    for (size, counts) in [(nil, (65, 30)), (nil, (64, 33)), (7, (64, 30)), (1, (64, 32)), (9, (64, 32))]
      as [(Int?, (Int, Int))]
    {
      let found = try warnings(.batch, size, counts)
      #expect(found.count == 1)
      #expect(
        found[0].hasPrefix("model[1]: batch_norm gets only one value per channel from an evaluated batch"))
    }
  }

  /// The warnings about a layer's options name the option.
  @Test func optionsThatAreProbablyMistakesGiveWarnings() throws {
    let norm = BatchNorm.Configuration(momentum: .rate(0.1), axis: 3)
    var spec = spec(nil, TrainingSpec(epochs: 1, batchSize: 4))
    spec.model = [.batchNorm(norm), .flatten, .dense(Dense.Configuration(units: 1)), .activation(.sigmoid)]
    let plan = try NetworkPlan(spec, data: outline(8, shape: [1, 2, 2]))
    let warnings = plan.warnings(of: spec.training, samples: 8)
    #expect(
      warnings.map(\.keyPath) == ["model[0].batch_norm.axis", "model[0].batch_norm.momentum"])
    #expect(warnings[0].description.hasPrefix("batch_norm has the axis 3, which is the width"))
    #expect(warnings[1].description.hasPrefix("batch_norm has the momentum 0.1, which is"))
  }

  /// Even a single image has several values per channel, one for each pixel.
  @Test func imagesOfOneSampleAreFine() throws {
    var spec = spec(nil, TrainingSpec(epochs: 1, batchSize: 4))
    spec.model = [
      .batchNorm(BatchNorm.Configuration(refusesSingleValues: true)), .flatten,
      .dense(Dense.Configuration(units: 1)),
      .activation(.sigmoid),
    ]
    let plan = try NetworkPlan(spec, data: outline(5, shape: [1, 2, 2]))
    #expect(plan.warnings(of: spec.training, samples: 5).isEmpty)
  }

  @Test func aRegressionNeedsAnOutputForEachNumber() throws {
    var spec = spec(nil, TrainingSpec(epochs: 1))
    spec.loss = .meanSquaredError
    spec.model = [.dense(Dense.Configuration(units: 2))]
    #expect(throws: Never.self) { try NetworkPlan(spec, data: outline(9, labelColumns: 2)) }
    #expect {
      try NetworkPlan(spec, data: outline(9, labelColumns: 1))
    } throws: { error in
      (error as? PlanError)?.keyPath == "model[0]"
        && "\(error)" == "the target of each sample has 1 number, but the model has 2 outputs"
    }
  }

  @Test func samplesOfFourAxesAreRefused() {
    let spec = spec(nil, TrainingSpec(epochs: 1))
    #expect(throws: PlanError(keyPath: "dataset", problem: .dataShape([1, 2, 3, 4]))) {
      try NetworkPlan(spec, data: outline(9, shape: [1, 2, 3, 4]))
    }
  }

  @Test func labelColumnsAndOutputsAgree() {
    func problem(_ loss: Loss, outputs: Int, columns: Int) -> String? {
      var spec = spec(nil, TrainingSpec(epochs: 1))
      spec.loss = loss
      spec.model = [.dense(Dense.Configuration(units: outputs)), .activation(.sigmoid)]
      if case .categoricalCrossentropy = loss { spec.model[1] = .softmax }
      do {
        _ = try NetworkPlan(spec, data: outline(9, labelColumns: columns))
        return nil
      } catch {
        return "\(error.keyPath): \(error)"
      }
    }
    for (outputs, columns) in [(1, 1), (3, 3)] {
      #expect(problem(.binaryCrossentropy(), outputs: outputs, columns: columns) == nil)
    }
    // Class numbers, or one-hot rows.
    for columns in [1, 3] {
      #expect(problem(.categoricalCrossentropy(), outputs: 3, columns: columns) == nil)
    }
    #expect(
      problem(.binaryCrossentropy(), outputs: 3, columns: 1)
        == "model[1]: binary_crossentropy needs a model with 1 output for labels of one column, but the model has 3"
        + " outputs; for one of several classes use categorical_crossentropy, for several labels give each its own"
        + " column of 0 and 1")
    #expect(
      problem(.binaryCrossentropy(), outputs: 1, columns: 3)
        == "model[1]: each sample has 3 labels, but the model has 1 output; binary_crossentropy needs an output for"
        + " each, and one-hot rows need categorical_crossentropy")
    #expect(
      problem(.categoricalCrossentropy(), outputs: 2, columns: 3)
        == "model[1]: the labels are one-hot rows of 3 classes, but the model has 2 outputs; categorical_crossentropy"
        + " needs an output for each class")
  }
}
