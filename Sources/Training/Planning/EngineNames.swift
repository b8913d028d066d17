import Engine
import Experiments

// What specs name, as the engine knows it.

// MARK: Optimizers

extension Optimizer.Rule {
  /// With the learning rate that a schedule begins with.
  public init(_ spec: OptimizerSpec) {
    let rate = spec.learningRate.initial
    self =
      switch spec.rule {
      case .sgd(let momentum, let nesterov):
        .sgd(learningRate: rate, momentum: momentum, nesterov: nesterov)
      case .rmsprop(let rho, let epsilon): .rmsprop(learningRate: rate, rho: rho, epsilon: epsilon)
      case .adam(let beta1, let beta2, let epsilon):
        .adam(learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
      }
  }
}

extension Optimizer.Options {
  /// - Parameter stepsOfEpoch: for schedules by epochs.
  public init(_ spec: OptimizerSpec, stepsOfEpoch: Int) {
    self.init()
    if case .schedule(let schedule, let per) = spec.learningRate {
      self.schedule = LearningRateSchedule(schedule)
      stepsOfPosition = per == .epoch ? stepsOfEpoch : 1
    }
    clipping =
      switch spec.clipping {
      case .clipvalue(let limit): .value(limit)
      case .clipnorm(let limit): .norm(limit)
      case .globalClipnorm(let limit): .globalNorm(limit)
      case nil: nil
      }
    weightDecay = spec.weightDecay.map { decay in
      WeightDecay(
        decay.decay, coupling: decay.coupled ? .coupled : .decoupled,
        exempt: Set(decay.exempt.map(Parameter.Role.init)))
    }
  }
}

extension LearningRateSpec {
  fileprivate var initial: Double {
    switch self {
    case .constant(let rate): rate
    case .schedule(.exponentialDecay(let initial, _, _, _), _): initial
    case .schedule(.cosineDecay(let initial, _, _, _, _), _): initial
    case .schedule(.piecewiseConstantDecay(_, let values), _): values.first ?? 0
    }
  }
}

extension LearningRateSchedule {
  init(_ spec: ScheduleSpec) {
    self =
      switch spec {
      case .exponentialDecay(_, let decaySteps, let decayRate, let staircase):
        .exponential(decaySteps: decaySteps, decayRate: decayRate, staircase: staircase)
      case .cosineDecay(_, let decaySteps, let alpha, let target, let steps):
        .cosine(
          decaySteps: decaySteps, alpha: alpha, warmup: target.map { Warmup(steps: steps, target: $0) })
      case .piecewiseConstantDecay(let boundaries, let values):
        .piecewiseConstant(boundaries: boundaries, values: values)
      }
  }
}

extension Parameter.Role {
  init(_ spec: ParameterRole) {
    self =
      switch spec {
      case .kernel: .kernel
      case .recurrentKernel: .recurrentKernel
      case .bias: .bias
      case .gamma: .gamma
      case .beta: .beta
      }
  }
}
