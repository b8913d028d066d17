import Datasets
import Experiments
import System
import TestSupport
import Testing
import Training

@testable import Engine
@testable import Inspection

@Suite struct InspectorTests {
  /// Samples of one feature: 1 and 3 for training, 5 and 1 for testing.
  private func data() throws -> TrainingData {
    func array(_ values: [Float]) throws -> DataArray {
      try DataArray(shape: [values.count, 1], what: "x") { (memory) throws(DatasetError) in
        for (index, value) in values.enumerated() { memory[index] = value }
      }
    }
    return try TrainingData(
      Dataset(
        trainX: array([1, 3]), trainY: .classes([0, 1]), testX: array([5, 1]), testY: .classes([1, 0])))
  }

  private func spec(_ model: [LayerSpec]) -> ExperimentSpec {
    ExperimentSpec(
      name: "probe", dataset: .circles(Circles()), model: model,
      loss: .binaryCrossentropy(fromLogits: false),
      optimizer: .sgd(learningRate: 0.1, momentum: 0, nesterov: false),
      training: TrainingSpec(epochs: 1))
  }

  private func inspect(
    _ model: [LayerSpec], _ subject: InspectionRecord.Subject, _ tensors: [String: [Float]]
  ) throws -> InspectionRecord.State {
    var inspector = try Inspector(
      spec: spec(model), data: data(), subject: subject, kernels: .best, threads: 1)
    let shapes: [String: [Int]] = ["1.weight": [1, 1], "0.weight": [1]]
    return try inspector.inspect(
      tensors.reduce(into: [:]) { result, tensor in
        result[tensor.key] = Tensor(shape: shapes[tensor.key] ?? [1], elements: tensor.value)
      }, epoch: 1)
  }

  /// Batch normalization of the input with ε = 0, then a weight of 2 and the sigmoid. The batch (1, 3) has the mean 2 and
  /// the variance 1. The moving mean and the moving variance are 4.
  private var normalized: [LayerSpec] {
    var norm = BatchNorm.Configuration()
    norm.epsilon = 0
    return [.batchNorm(norm), .dense(Dense.Configuration(units: 1)), .activation(.sigmoid)]
  }
  private let tensors: [String: [Float]] = [
    "0.weight": [1], "0.bias": [0], "0.running_mean": [4], "0.running_var": [4], "1.weight": [2],
    "1.bias": [0],
  ]

  /// In inference mode 5 becomes (5 − 4)/2 = 0.5, and times 2 this is 1. σ(1) = 0.7311, and the label is 1. So the
  /// gradient with respect to the logit is σ(1) − 1 = −0.2689, with respect to the normalised value twice as much, and
  /// with respect to the input half of that.
  @Test func aSampleUsesTheMovingStatistics() throws {
    let state = try inspect(normalized, .sample(0), tensors)
    #expect(state.layers.map(\.name) == ["input", "batch_norm", "dense", "sigmoid"])
    #expect(state.layers.map(\.index) == [nil, 0, 1, 2])
    let means = state.layers.map(\.values.mean)
    #expect(means[0] == 5 && means[1] == 0.5 && means[2] == 1)
    #expect(abs(means[3] - 0.731_058_6) < 1e-6)
    let norms = state.layers.map(\.gradientNorm)
    for (norm, expected) in zip(norms, [0.268_941_4, 0.537_882_8, 0.268_941_4]) {
      #expect(abs((norm ?? .nan) - expected) < 1e-6)
    }
    #expect(norms[3] == nil)
    #expect(abs(state.loss - 0.313_261_7) < 1e-6)
    #expect(state.label == 1 && state.prediction == 1)
    // dw = dy·x̂ of the dense layer: 0.2689·0.5.
    let weight = try #require(state.parameters.first { $0.index == 1 && $0.name == "weight" })
    #expect(weight.norm == 2 && abs((weight.gradientNorm ?? .nan) - 0.134_470_7) < 1e-6)
  }

  /// 5 and 1 become 0.5 and −1.5, and times 2 these are 1 and −3: mean −1, deviation 2. The gradients of the mean loss with
  /// respect to the logits are (σ(1) − 1)/2 = −0.134471 and σ(−3)/2 = 0.023713, whose norm is 0.136546.
  @Test func severalSamplesAreInInferenceModeToo() throws {
    let finding = try inspect(normalized, .samples(2), tensors)
    #expect(finding.label == nil && finding.prediction == nil)
    let dense = finding.layers[2]
    #expect(dense.values.mean == -1 && dense.values.deviation == 2 && dense.values.count == 2)
    #expect(abs((dense.gradientNorm ?? .nan) - 0.136_546) < 1e-6)
    // The moving statistics are still compared with those of a training batch.
    #expect(finding.normalizations.first?.batchMean == 2)
  }

  /// Only the layers that are asked for. Before training the normalization takes off nothing and divides by 1.
  @Test func layersAloneWithInitialAndWithOtherWeights() throws {
    var inspector = try Inspector(
      spec: spec(normalized), data: data(), subject: .samples(2), kernels: .best, threads: 1)
    let initial = try inspector.layers([.input, .index(0)], nil)
    #expect(initial.map(\.index) == [nil, 0])
    #expect(initial.map(\.values.mean) == [3, 3])
    let shapes: [String: [Int]] = ["1.weight": [1, 1]]
    let trained = tensors.reduce(into: [String: Tensor]()) {
      $0[$1.key] = Tensor(shape: shapes[$1.key] ?? [1], elements: $1.value)
    }
    let layers = try inspector.layers([.index(0), .index(2)], trained)
    #expect(layers.map(\.index) == [0, 2])
    #expect(layers[0][.mean] == -0.5 && layers[0][.deviation] == 1 && layers[0][.maximum] == 0.5)
    #expect(layers[1][.gradientNorm] == nil && layers[1][.saturated] == 0)
  }

  /// The dense layer has no gradients of its own, but the one with respect to its output is there.
  @Test func frozenLayersHaveNoGradientsOfTheirOwn() throws {
    let model = [normalized[0], .dense(Dense.Configuration(units: 1, isTrainable: false)), normalized[2]]
    let state = try inspect(model, .sample(0), tensors)
    #expect(state.parameters.map { $0.gradientNorm == nil } == [false, false, true, true])
    #expect(state.layers[2].gradientNorm != nil && state.layers[1].gradientNorm != nil)
  }

  // MARK: Statistics of the evaluated batch

  private var normalizedByBatch: [LayerSpec] {
    var norm = BatchNorm.Configuration()
    norm.epsilon = 0
    norm.inferenceStatistics = .batch
    return [.batchNorm(norm)] + normalized.dropFirst()
  }

  /// The evaluated batch is 5 and 1, with the mean 3 and the deviation 2: 5 becomes 1, and times 2 this is 2. The label is
  /// 1. σ(2) − 1 = −.1192029 is the gradient with respect to the logit, and twice as much with respect to x̂. Only the
  /// first sample is judged, so that with the gradients g = (−.2384058, 0) and x̂ = (1, −1) the first input has
  /// (g₁ − Σg/2 − x̂₁·Σg·x̂/2)/2 = 0. The loss is −ln σ(2) = .1269280.
  @Test func aSampleIsLookedAtInItsEvaluatedBatch() throws {
    let state = try inspect(normalizedByBatch, .sample(0), tensors)
    #expect(state.layers.map(\.values.mean).prefix(3) == [5, 1, 2])
    #expect(state.layers.map(\.values.count) == [1, 1, 1, 1])
    #expect(abs(state.loss - 0.126_928_0) < 1e-6)
    #expect(state.label == 1 && state.prediction == 1)
    let norms = state.layers.map { $0.gradientNorm ?? .nan }
    #expect(abs(norms[0]) < 1e-6 && abs(norms[1] - 0.238_405_8) < 1e-6 && abs(norms[2] - 0.119_202_9) < 1e-6)
    // The other one becomes −1, and times 2 this is −2.
    #expect(
      try inspect(normalizedByBatch, .sample(1), tensors).layers.map(\.values.mean).prefix(3) == [1, -1, -2])
  }

  /// Evaluated one by one, each sample is its own mean. Several are looked at as they are evaluated.
  @Test func evaluatedBatchesHaveTheSizeOfTheSpec() throws {
    var spec = spec(normalizedByBatch)
    spec.training.evaluationBatchSize = 1
    for subject in [InspectionRecord.Subject.sample(0), .samples(2)] {
      var inspector = try Inspector(
        spec: spec, data: data(), subject: subject, kernels: .best, threads: 1)
      let layers = try inspector.layers([.index(0)], nil)
      #expect(layers.map(\.values.maximum).allSatisfy { $0.isNaN || $0 == 0 })
    }
    let both = try inspect(normalizedByBatch, .samples(2), tensors)
    #expect(both.layers[1].values.mean == 0 && both.layers[1].values.maximum == 1)
  }

  /// The mean loss of the samples, one by one, is the loss of the evaluation, whatever the batches.
  @Test(arguments: [1, 3, 4, nil]) func lossesOfSamplesMakeUpThatOfTheEvaluation(size: Int?) throws {
    var values = TestValues(seed: 8)
    func set(_ count: Int) throws -> (DataArray, Labels) {
      let features = values.uniform(2 * count)
      let array = try DataArray(shape: [count, 2], what: "x") { (memory) throws(DatasetError) in
        for (index, value) in features.enumerated() { memory[index] = value }
      }
      return (array, .classes(values.labels(count, classes: 2)))
    }
    let (train, test) = (try set(6), try set(7))
    let data = try TrainingData(
      Dataset(trainX: train.0, trainY: train.1, testX: test.0, testY: test.1))
    var norm = BatchNorm.Configuration()
    norm.inferenceStatistics = .batch
    var spec = spec([
      .dense(.init(units: 4)), .batchNorm(norm), .activation(.tanh), .dropout(.init(rate: 0.5)),
      .dense(.init(units: 1)), .activation(.sigmoid),
    ])
    spec.training.batchSize = 2
    spec.training.evaluationBatchSize = size
    var trainer = try PreparedRun(
      spec: spec, plan: nil, data: data, kernels: .best, threads: 1
    ).takeTrainer()
    let epoch = try #require(trainer.run(epoch: 1) { _ in true })
    let tensors = Dictionary(uniqueKeysWithValues: trainer.network.namedTensors.map { ($0.name, $0.tensor) })
    let losses = try (0..<7).map { sample in
      var inspector = try Inspector(
        spec: spec, data: data, subject: .sample(sample), kernels: .best, threads: 1)
      return try inspector.inspect(tensors, epoch: 1).loss
    }
    let expected = try #require(epoch.record.values[.testLoss])
    #expect(abs(losses.reduce(0, +) / 7 - expected) < 1e-6)
    // The picture of the decision takes the first evaluated batch of the test set.
    let probabilities = try #require(
      try DecisionSurface.probabilities(
        at: Array(data.test.features.withUnsafeBufferPointer { $0.prefix(2) }), spec: spec, data: data,
        tensors: tensors, kernels: .best, threads: 1))
    guard case .classes(let labels) = data.test.labels else { return }
    let probability = Double(labels[0] == 1 ? probabilities[0] : 1 - probabilities[0])
    #expect(abs(-log(probability) - losses[0]) < 1e-5)
  }

  @Test(arguments: [InspectionRecord.Subject.sample(0), .batch(2)])
  func movingStatisticsAreComparedWithTheBatch(subject: InspectionRecord.Subject) throws {
    let state = try inspect(normalized, subject, tensors)
    let norm = try #require(state.normalizations.first)
    #expect(state.normalizations.count == 1 && state.statisticsSamples == 2)
    #expect(norm.index == 0 && norm.channels == 1)
    #expect(norm.batchMean == 2 && norm.movingMean == 4 && norm.meanDistance == 2 && norm.meanShift == 2)
    #expect(norm.batchVariance == 1 && norm.movingVariance == 4 && norm.varianceDistance == 3)
    #expect(abs(norm.deviationRatio - 2) < 1e-15)
  }

  /// In training mode 1 and 3 become −1 and 1, independent of the moving statistics.
  @Test func aBatchUsesItsOwnStatistics() throws {
    let state = try inspect(normalized, .batch(2), tensors)
    #expect(state.layers[1].values.mean == 0 && state.layers[1].values.deviation == 1)
    #expect(state.layers[2].values.minimum == -2 && state.layers[2].values.maximum == 2)
    #expect(state.label == nil && state.prediction == nil)
  }

  @Test func aDivergedNetworkPredictsNothing() throws {
    var diverged = tensors
    diverged["1.weight"] = [.nan]
    let state = try inspect(normalized, .sample(0), diverged)
    #expect(state.prediction == nil && state.label == 1)
    #expect(state.loss.isNaN && state.layers[2].values.median.isNaN)
  }

  @Test func dropoutDropsOnlyInTrainingMode() throws {
    let model: [LayerSpec] = [
      .dropout(Dropout.Configuration(rate: 1)), .dense(Dense.Configuration(units: 1)), .activation(.sigmoid),
    ]
    let tensors: [String: [Float]] = ["1.weight": [2], "1.bias": [0]]
    #expect(try inspect(model, .sample(0), tensors).layers[1].values.mean == 5)
    #expect(try inspect(model, .batch(2), tensors).layers[1].values.zeros == 1)
  }

  @Test func subjectsBeyondTheDataAreRefused() throws {
    let data = try data()
    func inspector(_ subject: InspectionRecord.Subject) throws -> Inspector {
      try Inspector(spec: spec(normalized), data: data, subject: subject, kernels: .best, threads: 1)
    }
    #expect(throws: InspectionError.noSuchSample(2, count: 2)) { _ = try inspector(.sample(2)) }
    #expect(throws: InspectionError.noSuchSample(-1, count: 2)) { _ = try inspector(.sample(-1)) }
    #expect(throws: InspectionError.batchTooLarge(3, count: 2)) { _ = try inspector(.batch(3)) }
    #expect(throws: InspectionError.tooFewSamples(3, count: 2)) { _ = try inspector(.samples(3)) }
  }

  @Test func hiddenLayersAreShownAfterTheirActivations() throws {
    let model: [LayerSpec] = [
      .dense(Dense.Configuration(units: 3)), .batchNorm(BatchNorm.Configuration()), .activation(.relu),
      .dense(Dense.Configuration(units: 2)), .dropout(Dropout.Configuration(rate: 0.5)),
      .dense(Dense.Configuration(units: 1)),
      .activation(.sigmoid),
    ]
    let plan = try NetworkPlan(
      model: model, loss: .binaryCrossentropy(fromLogits: false), inputShape: .features(1))
    #expect(plan.hiddenLayers == [.init(kernel: 0, shown: 2), .init(kernel: 3, shown: 3)])
    #expect(plan.hiddenPlaces == [.index(2), .index(3)] && plan.normalizationPlaces == [.index(1)])
  }

  /// In inference mode the normalization turns 5 into 0.5, and the weight of 2 makes 1 of it.
  @Test func mapsAreThoseOfTheChosenLayers() throws {
    var inspector = try Inspector(
      spec: spec(normalized), data: data(), subject: .sample(0), kernels: .best, threads: 1)
    let shapes: [String: [Int]] = ["1.weight": [1, 1], "0.weight": [1]]
    let weights = tensors.reduce(into: [String: Tensor]()) { result, tensor in
      result[tensor.key] = Tensor(shape: shapes[tensor.key] ?? [1], elements: tensor.value)
    }
    let maps = try inspector.maps([.input, .index(0)], weights)
    #expect(maps.map(\.index) == [nil, 0] && maps.map(\.name) == ["input", "batch_norm"])
    #expect(maps.map(\.values) == [[5], [0.5]])
  }

  /// The weight of 2 and the bias of 0 after the normalization (x − 4)/2: at 5 the logit is 1, σ(1) = 0.731; at 4 it is 0.
  @Test func decisionsAreProbabilities() throws {
    let shapes: [String: [Int]] = ["1.weight": [1, 1], "0.weight": [1]]
    let weights = tensors.reduce(into: [String: Tensor]()) { result, tensor in
      result[tensor.key] = Tensor(shape: shapes[tensor.key] ?? [1], elements: tensor.value)
    }
    // More inputs than go through the network at once.
    let inputs = [Float](repeating: 4, count: 99) + [5]
    let probabilities = try #require(
      try DecisionSurface.probabilities(
        at: inputs, spec: spec(normalized), data: data(), tensors: weights, kernels: .best, threads: 1))
    #expect(probabilities.count == 100 && probabilities.prefix(99).allSatisfy { $0 == 0.5 })
    #expect((probabilities[99] - 0.731_058_6).magnitude < 1e-6)
  }
}
