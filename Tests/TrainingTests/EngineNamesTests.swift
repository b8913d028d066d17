import Engine
import Experiments
import Testing

@testable import Training

/// What a spec says reaches the layer that it is about.
@Suite struct EngineNamesTests {
  @Test func batchNormTakesEveryKey() {
    let spec = BatchNormSpec(
      momentum: .rate(0.5), epsilon: 0.25, axis: 2,
      affine: AffineSpec(
        center: false, scale: false,
        beta: ParameterSpec(.ones, regularizer: .l1(0.5), constraint: .nonNeg),
        gamma: ParameterSpec(
          .zeros, regularizer: .l1l2(l1: 1, l2: 2), constraint: .maxNorm(maxValue: 3, axis: .one(0)))),
      movingMeanInitializer: .ones, movingVarianceInitializer: .constant(value: 2),
      movingVarianceEstimator: .kerasLegacy, updateMovingStatistics: false, trainable: false,
      virtualBatchSize: 4, refuseSingleValues: true)
    var expected = BatchNorm.Configuration()
    expected.momentum = 0.5
    expected.epsilon = 0.25
    expected.axis = 2
    expected.affine.center = false
    expected.affine.scale = false
    expected.affine.betaInitializer = .ones
    expected.affine.betaRegularizer = Regularizer(l1: 0.5)
    expected.affine.betaConstraint = .nonNegative
    expected.affine.gammaInitializer = .zeros
    expected.affine.gammaRegularizer = Regularizer(l1: 1, l2: 2)
    expected.affine.gammaConstraint = .maxNorm(3, axes: [0])
    expected.movingMeanInitializer = .ones
    expected.movingVarianceInitializer = .constant(2)
    expected.movingVarianceEstimator = .kerasLegacy
    expected.updatesMovingStatistics = false
    expected.isTrainable = false
    expected.virtualBatchSize = 4
    expected.refusesSingleValues = true
    #expect(BatchNorm.Configuration(spec) == expected)

    #expect(BatchNorm.Configuration(BatchNormSpec()) == BatchNorm.Configuration())
    var cumulative = BatchNorm.Configuration()
    cumulative.averagesAllBatches = true
    #expect(BatchNorm.Configuration(BatchNormSpec(momentum: .cumulative)) == cumulative)
  }

  @Test func lstmTakesEveryKey() {
    func tensor(_ value: Double) -> ParameterSpec {
      ParameterSpec(
        .constant(value: value), regularizer: .l2(value), constraint: .unitNorm(axis: .several([0, 1])))
    }
    let spec = LSTMSpec(
      units: 2, useBias: false, recurrentBias: false, unitForgetBias: false, kernel: tensor(1),
      recurrent: tensor(2), bias: tensor(3))
    var expected = LSTM.Configuration()
    expected.useBias = false
    expected.trainsRecurrentBias = false
    expected.unitForgetBias = false
    expected.kernelInitializer = .constant(1)
    expected.recurrentInitializer = .constant(2)
    expected.biasInitializer = .constant(3)
    expected.kernelRegularizer = Regularizer(l2: 1)
    expected.recurrentRegularizer = Regularizer(l2: 2)
    expected.biasRegularizer = Regularizer(l2: 3)
    expected.kernelConstraint = .unitNorm(axes: [0, 1])
    expected.recurrentConstraint = .unitNorm(axes: [0, 1])
    expected.biasConstraint = .unitNorm(axes: [0, 1])
    #expect(LSTM.Configuration(spec) == expected)
    #expect(LSTM.Configuration(LSTMSpec(units: 2)) == LSTM.Configuration())
  }

  @Test func constraintsAndUnitsKeepTheirNumbers() {
    #expect(
      Constraint(.minMaxNorm(minValue: 1, maxValue: 2, rate: 0.5, axis: .one(-1)))
        == .minMaxNorm(minimum: 1, maximum: 2, rate: 0.5, axes: [-1]))
    #expect(LinearUnitFunction(.leakyReLU(negativeSlope: 0.5)) == .leakyRelu(negativeSlope: 0.5))
    #expect(LinearUnitFunction(.elu(alpha: 2)) == .elu(alpha: 2))
    #expect(LinearUnitFunction(.selu) == .selu)
    #expect(LinearUnitFunction(.gelu(approximate: true)) == .gelu(approximate: true))
    #expect(LinearUnitFunction(.softplus) == .softplus)
    #expect(Initializer(.orthogonal(gain: 3)) == .orthogonal(gain: 3))
  }
}
