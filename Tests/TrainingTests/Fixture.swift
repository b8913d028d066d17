import Engine
import Experiments

@testable import Training

/// Models and data that several tests share.
enum Fixture {
  static func circlesModel(batchNorm: Bool) -> [LayerSpec] {
    var hidden = DenseSpec(units: 50)
    hidden.kernelInitializer = .heUniform
    let norm: [LayerSpec] = batchNorm ? [.batchNorm(BatchNormSpec())] : []
    return [.dense(hidden), .activation(.relu)] + norm + [.dense(DenseSpec(units: 1)), .activation(.sigmoid)]
  }

  static func lenet5(batchNorm: Bool) -> [LayerSpec] {
    var norm = BatchNormSpec()
    norm.momentum = 0.9
    norm.movingVarianceEstimator = .bessel
    func block(_ filters: Int) -> [LayerSpec] {
      let conv = LayerSpec.conv2d(Conv2DSpec(filters: filters, kernelSize: Size2D(height: 5, width: 5)))
      return [conv, .activation(.tanh)] + (batchNorm ? [.batchNorm(norm)] : []) + [.averagePool2D(PoolSpec())]
    }
    let dense = [120, 84].flatMap { [LayerSpec.dense(DenseSpec(units: $0)), .activation(.tanh)] }
    return block(6) + block(16) + [.flatten] + dense + [.dense(DenseSpec(units: 10)), .activation(.softmax)]
  }

  /// The two moons' poor cousin: points whose label tells on which side of a parabola they lie.
  static func points(_ count: Int, seed: UInt64) -> TrainingData.Samples {
    var stream = RandomStream(seed: seed, purpose: .kernel, index: 0)
    var features: [Float] = []
    var labels: [Int32] = []
    for _ in 0..<count {
      let (x, y) = (2 * stream.uniform() - 1, 2 * stream.uniform() - 1)
      features += [Float(x), Float(y)]
      labels.append(y > x * x - 0.5 ? 1 : 0)
    }
    return TrainingData.Samples(features: features, labels: labels, shape: .features(2))
  }

  static let data = TrainingData(train: points(150, seed: 1), test: points(70, seed: 2))

  static func trainer(
    batchNorm: Bool = true, training: TrainingSpec = TrainingSpec(epochs: 3), seed: UInt64 = 1,
    rule: Optimizer.Rule = .sgd(learningRate: 0.05, momentum: 0.9, nesterov: false), threads: Int = 1,
    fusesActivations: Bool = true
  ) throws -> Trainer {
    let plan = try NetworkPlan(
      model: circlesModel(batchNorm: batchNorm), loss: .binaryCrossentropy(fromLogits: false),
      inputShape: .features(2))
    let builder = NetworkBuilder(plan: plan, seed: seed, fusesActivations: fusesActivations)
    return Trainer(
      spec: training, network: builder.build(), loss: builder.loss, rule: rule, data: data,
      executor: Executor(threads: threads))
  }
}
