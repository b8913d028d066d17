import Engine
import Experiments

// What specs name, as the engine knows it.

extension ActivationFunction {
  /// Nil for softmax, which is not elementwise.
  init?(_ spec: ActivationSpec) {
    switch spec {
    case .relu: self = .relu
    case .tanh: self = .tanh
    case .sigmoid: self = .sigmoid
    case .softmax: return nil
    }
  }
}

extension LinearUnitFunction {
  init(_ spec: LinearUnitSpec) {
    self =
      switch spec {
      case .leakyReLU(let negativeSlope): .leakyRelu(negativeSlope: negativeSlope)
      case .elu(let alpha): .elu(alpha: alpha)
      case .selu: .selu
      case .gelu(let approximate): .gelu(approximate: approximate)
      case .softplus: .softplus
      }
  }
}

extension Initializer {
  init(_ spec: InitializerSpec) {
    self =
      switch spec {
      case .zeros: .zeros
      case .ones: .ones
      case .constant(let value): .constant(Float(value))
      case .randomUniform(let minval, let maxval): .randomUniform(minimum: minval, maximum: maxval)
      case .randomNormal(let mean, let stddev): .randomNormal(mean: mean, deviation: stddev)
      case .glorotUniform: .glorotUniform
      case .glorotNormal: .glorotNormal
      case .heUniform: .heUniform
      case .heNormal: .heNormal
      case .lecunUniform: .lecunUniform
      case .lecunNormal: .lecunNormal
      case .orthogonal(let gain): .orthogonal(gain: gain)
      }
  }
}

extension Regularizer {
  init(_ spec: RegularizerSpec) {
    switch spec {
    case .l1(let l1): self.init(l1: l1)
    case .l2(let l2): self.init(l2: l2)
    case .l1l2(let l1, let l2): self.init(l1: l1, l2: l2)
    }
  }
}

extension Constraint {
  init(_ spec: ConstraintSpec) {
    self =
      switch spec {
      case .maxNorm(let maxValue, let axis): .maxNorm(maxValue, axes: axis.axes)
      case .nonNeg: .nonNegative
      case .unitNorm(let axis): .unitNorm(axes: axis.axes)
      case .minMaxNorm(let minValue, let maxValue, let rate, let axis):
        .minMaxNorm(minimum: minValue, maximum: maxValue, rate: rate, axes: axis.axes)
      }
  }
}

extension Affine {
  init(_ spec: AffineSpec) {
    self.init()
    center = spec.center
    scale = spec.scale
    betaInitializer = Initializer(spec.beta.initializer)
    gammaInitializer = Initializer(spec.gamma.initializer)
    betaRegularizer = spec.beta.regularizer.map(Regularizer.init)
    gammaRegularizer = spec.gamma.regularizer.map(Regularizer.init)
    betaConstraint = spec.beta.constraint.map(Constraint.init)
    gammaConstraint = spec.gamma.constraint.map(Constraint.init)
  }
}

extension BatchNorm.Configuration {
  init(_ spec: BatchNormSpec) {
    self.init()
    switch spec.momentum {
    case .rate(let rate): momentum = rate
    case .cumulative: averagesAllBatches = true
    }
    epsilon = spec.epsilon
    axis = spec.axis
    affine = Affine(spec.affine)
    movingMeanInitializer = Initializer(spec.movingMeanInitializer)
    movingVarianceInitializer = Initializer(spec.movingVarianceInitializer)
    movingVarianceEstimator =
      switch spec.movingVarianceEstimator {
      case .biased: .biased
      case .bessel: .bessel
      case .kerasLegacy: .kerasLegacy
      }
    virtualBatchSize = spec.virtualBatchSize
    updatesMovingStatistics = spec.updateMovingStatistics
    isTrainable = spec.trainable
    refusesSingleValues = spec.refuseSingleValues
  }
}

extension LSTM.Configuration {
  init(_ spec: LSTMSpec) {
    self.init()
    useBias = spec.useBias
    trainsRecurrentBias = spec.recurrentBias
    unitForgetBias = spec.unitForgetBias
    kernelInitializer = Initializer(spec.kernel.initializer)
    recurrentInitializer = Initializer(spec.recurrent.initializer)
    biasInitializer = Initializer(spec.bias.initializer)
    kernelRegularizer = spec.kernel.regularizer.map(Regularizer.init)
    recurrentRegularizer = spec.recurrent.regularizer.map(Regularizer.init)
    biasRegularizer = spec.bias.regularizer.map(Regularizer.init)
    kernelConstraint = spec.kernel.constraint.map(Constraint.init)
    recurrentConstraint = spec.recurrent.constraint.map(Constraint.init)
    biasConstraint = spec.bias.constraint.map(Constraint.init)
  }
}
