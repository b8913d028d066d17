import Datasets
import Experiments
import TestSupport

@testable import Engine
@testable import Training

/// Models and data that several tests share.
enum Fixture {
  static func circlesModel(batchNorm: Bool) -> [LayerSpec] {
    let hidden = Dense.Configuration(units: 50, kernel: ParameterOptions(.heUniform))
    let norm: [LayerSpec] = batchNorm ? [.batchNorm(BatchNorm.Configuration())] : []
    return [.dense(hidden), .activation(.relu)] + norm + [
      .dense(Dense.Configuration(units: 1)), .activation(.sigmoid),
    ]
  }

  static func lenet5(batchNorm: Bool) -> [LayerSpec] {
    var norm = BatchNorm.Configuration()
    norm.momentum = .rate(0.9)
    norm.movingVarianceEstimator = .bessel
    func block(_ filters: Int) -> [LayerSpec] {
      let conv = LayerSpec.conv2d(
        Conv2D.Configuration(filters: filters, kernelSize: Window.Size(height: 5, width: 5)))
      return [conv, .activation(.tanh)] + (batchNorm ? [.batchNorm(norm)] : []) + [
        .pooling(.init(kind: .average))
      ]
    }
    let dense = [120, 84].flatMap { [LayerSpec.dense(Dense.Configuration(units: $0)), .activation(.tanh)] }
    return block(6) + block(16) + [.flatten] + dense + [.dense(Dense.Configuration(units: 10)), .softmax]
  }

  /// Points in the plane. The label is 1 above a parabola and 0 below.
  static func points(_ count: Int, seed: UInt64) throws -> (DataArray, Labels) {
    var stream = RandomStream(seed: seed, purpose: .kernel, index: 0)
    var features: [Float] = []
    var labels: [Int32] = []
    for _ in 0..<count {
      let (x, y) = (2 * stream.uniform() - 1, 2 * stream.uniform() - 1)
      features += [Float(x), Float(y)]
      labels.append(y > x * x - 0.5 ? 1 : 0)
    }
    let array = try DataArray(shape: [count, 2], what: "points") { (values) throws(DatasetError) in
      for (index, feature) in features.enumerated() { values[index] = feature }
    }
    return (array, .classes(labels))
  }

  static func data() throws -> TrainingData {
    let train = try points(150, seed: 1)
    let test = try points(70, seed: 2)
    return try TrainingData(Dataset(trainX: train.0, trainY: train.1, testX: test.0, testY: test.1))
  }

  /// A trainer of a model, with `data()` unless other data is given.
  static func trainer(
    _ model: [LayerSpec], loss: Loss = .binaryCrossentropy(fromLogits: false),
    optimizer: Optimizer.Configuration = .sgd(learningRate: 0.05, momentum: 0.9, nesterov: false),
    training: TrainingSpec, threads: Int = 1, data: TrainingData? = nil
  ) throws -> Trainer {
    let data = try data ?? Self.data()
    let plan = try NetworkPlan(model: model, loss: loss, inputShape: data.train.shape)
    let builder = NetworkBuilder(plan: plan, seed: training.seed)
    return Trainer(
      spec: training, network: builder.build(), loss: loss, optimizer: optimizer, data: data,
      executor: Executor(threads: threads))
  }

  static func circlesSpec(name: String = "probe", epochs: Int = 4, batchNorm: Bool = true) -> ExperimentSpec {
    var training = TrainingSpec(epochs: epochs)
    training.logBatches = true
    return ExperimentSpec(
      name: name, dataset: .circles(Circles(samples: 200)), model: circlesModel(batchNorm: batchNorm),
      loss: .binaryCrossentropy(fromLogits: false),
      optimizer: .sgd(learningRate: 0.05, momentum: 0.9, nesterov: false), training: training)
  }

  static func trainer(
    batchNorm: Bool = true, training: TrainingSpec = TrainingSpec(epochs: 3), seed: UInt64 = 1,
    optimizer: Optimizer.Configuration = .sgd(learningRate: 0.05, momentum: 0.9, nesterov: false),
    threads: Int = 1, fusesActivations: Bool = true
  ) throws -> Trainer {
    let plan = try NetworkPlan(
      model: circlesModel(batchNorm: batchNorm), loss: .binaryCrossentropy(fromLogits: false),
      inputShape: .features(2))
    let builder = NetworkBuilder(plan: plan, seed: seed, fusesActivations: fusesActivations)
    return Trainer(
      spec: training, network: builder.build(), loss: plan.loss, optimizer: optimizer, data: try data(),
      executor: Executor(threads: threads))
  }
}
