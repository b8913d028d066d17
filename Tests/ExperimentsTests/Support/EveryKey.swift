import TestSupport

@testable import Engine
@testable import Experiments

/// Every case of every choice, with every key at a value that is not its default.
enum EveryKey {
  static let initializers: [Initializer] = [
    .zeros, .ones, .constant(-0.5), .randomUniform(minval: -1, maxval: 1),
    .randomNormal(mean: 1, stddev: 2), .glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunUniform,
    .lecunNormal, .orthogonal(gain: 2), .torchDefault,
    .varianceScaling(VarianceScaling(scale: 3, mode: .fanOut, distribution: .untruncatedNormal)),
    .truncatedNormal(mean: 1, stddev: 2),
  ]

  static let regularizers: [Regularizer] = [.l1(0.5), .l2(0.25), .l1l2(l1: 0.125, l2: 0)]

  static let constraints: [Constraint] = [
    .maxNorm(3, axes: .one(-1)), .nonNegative, .unitNorm(axes: .several([0, 1])),
    .minMaxNorm(minimum: 0.5, maximum: 2, rate: 0.25, axes: .one(1)),
  ]

  private static let parameters: [ParameterOptions] = initializers.enumerated().map { index, initializer in
    ParameterOptions(
      initializer, regularizer: regularizers[index % regularizers.count],
      constraint: constraints[index % constraints.count])
  }

  private static let affine = Affine(
    center: false, scale: false, beta: parameters[2], gamma: parameters[3])

  static let model: [LayerSpec] =
    [
      .conv2d(
        Conv2D.Configuration(
          filters: 4, kernelSize: size, strides: size, padding: .pixels(2), useBias: false,
          kernel: parameters[8], bias: parameters[1], isTrainable: false)),
      .conv2d(Conv2D.Configuration(filters: 4, kernelSize: size, padding: .same)),
      .lstm(
        LSTM.Configuration(
          units: 3, returnSequences: true, useBias: false, trainsRecurrentBias: false, unitForgetBias: false,
          kernel: parameters[4], recurrent: parameters[5], bias: parameters[6],
          isTrainable: false)),
      .batchNorm(
        BatchNorm.Configuration(
          momentum: .rate(0), epsilon: 1, axis: -1, affine: affine, movingMeanInitializer: .ones,
          movingVarianceInitializer: .zeros, movingVarianceEstimator: .bessel, updatesMovingStatistics: false,
          isTrainable: false, virtualBatchSize: 8, refusesSingleValues: true, inferenceStatistics: .batch,
          debiasesMovingStatistics: true)),
      .batchNorm(BatchNorm.Configuration(momentum: .cumulative, movingVarianceEstimator: .kerasLegacy)),
      .layerNorm(
        LayerNorm.Configuration(axis: .several([1, -1]), epsilon: 1, affine: affine, isTrainable: false)),
      .layerNorm(LayerNorm.Configuration(axis: .one(2))),
      .groupNorm(GroupNorm.Configuration(groups: 4, epsilon: 1, affine: affine, isTrainable: false)),
      .instanceNorm(
        InstanceNorm.Configuration(
          epsilon: 1, affine: Affine(center: true, scale: true, beta: parameters[2], gamma: parameters[3]),
          isTrainable: false)),
      .localResponseNorm(LocalResponseNorm.Configuration(size: 4, alpha: 0.5, beta: 0.25, k: 2)),
      .pooling(.init(kind: .max, poolSize: size, strides: size)),
      .pooling(.init(kind: .average, strides: size)), .globalAveragePool2D, .flatten,
      .dropout(Dropout.Configuration(rate: 0.5)), .linearUnit(.leakyRelu(negativeSlope: 0.5)),
      .linearUnit(.elu(alpha: 2)), .linearUnit(.selu), .linearUnit(.gelu(approximate: true)),
      .linearUnit(.softplus), .linearUnit(.swish),
      .activation(.relu), .activation(.tanh), .activation(.sigmoid), .softmax,
    ]
    + parameters.map {
      .dense(Dense.Configuration(units: 2, useBias: false, kernel: $0, bias: $0, isTrainable: false))
    }

  private static let size = Window.Size(height: 3, width: 5)

  static let optimizer = Optimizer.Configuration(
    .adam(Adam(beta1: 0.5, beta2: 0.5, epsilon: 1)),
    learningRate: .schedule(
      .exponentialDecay(
        ExponentialDecay(
          initialLearningRate: 0.5, decaySteps: 3, decayRate: 0.25, staircase: true, per: .epoch))),
    clipping: .norm(2), weightDecay: WeightDecay(decay: 0.5, coupled: true, exempt: [.beta]))

  /// A figure for the end of training, for an epoch, or for both.
  static let published: PublishedFigures = {
    var published = PublishedFigures(final: [.trainLoss: 0.5, .trainAccuracy: 0.25])
    published[figuresOf: .testLoss] = [PublishedFigure(epoch: 3, value: 2)]
    published[figuresOf: .testAccuracy] = [
      PublishedFigure(epoch: 1, value: 0.25), PublishedFigure(value: 0.5),
    ]
    return published
  }()

  static let training = TrainingSpec(
    epochs: 7, batchSize: 3, shuffle: false, seed: .max, evaluateTrain: false, evaluationBatchSize: 9,
    freezeBatchNormAfterEpoch: 0, preciseBatchNorm: 5, lastBatch: .drop, logBatches: true,
    validationSplit: 0.25,
    earlyStopping: EarlyStoppingSpec(
      monitor: .trainAccuracy, patience: 3, minimumDelta: 0.5, restoresBestWeights: true))

  /// Instead of epochs.
  static let steps = TrainingSpec(epochs: nil, steps: 7, stepsPerEpoch: 2)
}
