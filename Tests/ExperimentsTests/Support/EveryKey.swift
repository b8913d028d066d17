@testable import Engine
@testable import Experiments

/// Every case of every choice with every key away from its default.
enum EveryKey {
  static let initializers: [InitializerSpec] = [
    .zeros, .ones, .constant(value: -0.5), .randomUniform(minval: -1, maxval: 1),
    .randomNormal(mean: 1, stddev: 2), .glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunUniform,
    .lecunNormal, .orthogonal(gain: 2),
  ]

  static let regularizers: [RegularizerSpec] = [.l1(0.5), .l2(0.25), .l1l2(l1: 0.125, l2: 0)]

  static let constraints: [ConstraintSpec] = [
    .maxNorm(maxValue: 3, axis: .one(-1)), .nonNeg, .unitNorm(axis: .several([0, 1])),
    .minMaxNorm(minValue: 0.5, maxValue: 2, rate: 0.25, axis: .one(1)),
  ]

  private static let parameters: [ParameterSpec] = initializers.enumerated().map { index, initializer in
    ParameterSpec(
      initializer, regularizer: regularizers[index % regularizers.count],
      constraint: constraints[index % constraints.count])
  }

  private static let affine = AffineSpec(
    center: false, scale: false, beta: parameters[2], gamma: parameters[3])

  static let model: [LayerSpec] =
    [
      .conv2d(
        Conv2DSpec(
          filters: 4, kernelSize: size, strides: size, padding: .pixels(2), useBias: false,
          kernel: parameters[8], bias: parameters[1])),
      .conv2d(Conv2DSpec(filters: 4, kernelSize: size, padding: .same)),
      .lstm(
        LSTMSpec(
          units: 3, returnSequences: true, useBias: false, recurrentBias: false, unitForgetBias: false,
          kernel: parameters[4], recurrent: parameters[5], bias: parameters[6])),
      .batchNorm(
        BatchNormSpec(
          momentum: .rate(0), epsilon: 1, axis: -1, affine: affine, movingMeanInitializer: .ones,
          movingVarianceInitializer: .zeros, movingVarianceEstimator: .bessel, updateMovingStatistics: false,
          trainable: false, virtualBatchSize: 8, refuseSingleValues: true)),
      .batchNorm(BatchNormSpec(momentum: .cumulative, movingVarianceEstimator: .kerasLegacy)),
      .layerNorm(LayerNormSpec(axis: .several([1, -1]), epsilon: 1, affine: affine)),
      .layerNorm(LayerNormSpec(axis: .one(2))),
      .groupNorm(GroupNormSpec(groups: 4, epsilon: 1, affine: affine)),
      .maxPool2D(PoolSpec(poolSize: size, strides: size)),
      .averagePool2D(PoolSpec(strides: size)), .globalAveragePool2D, .flatten,
      .dropout(DropoutSpec(rate: 0.5)), .linearUnit(.leakyReLU(negativeSlope: 0.5)),
      .linearUnit(.elu(alpha: 2)), .linearUnit(.selu), .linearUnit(.gelu(approximate: true)),
      .linearUnit(.softplus),
    ] + ActivationSpec.allCases.map { .activation($0) }
    + parameters.map { .dense(DenseSpec(units: 2, useBias: false, kernel: $0, bias: $0)) }

  private static let size = Size2D(height: 3, width: 5)

  static let optimizer = Optimizer.Configuration(
    .adam(Adam(beta1: 0.5, beta2: 0.5, epsilon: 1)),
    learningRate: .schedule(
      .exponentialDecay(
        ExponentialDecay(
          initialLearningRate: 0.5, decaySteps: 3, decayRate: 0.25, staircase: true, per: .epoch))),
    clipping: .norm(2), weightDecay: WeightDecay(decay: 0.5, coupled: true, exempt: [.beta]))

  static let training = TrainingSpec(
    epochs: 7, batchSize: 3, shuffle: false, seed: .max, evaluateTrain: false, freezeBatchNormAfterEpoch: 0,
    preciseBatchNorm: 5, lastBatch: .drop, logBatches: true)
}
