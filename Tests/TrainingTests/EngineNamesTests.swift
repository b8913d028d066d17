import Engine
import Experiments
import Testing

@testable import Training

/// What a spec says reaches the layer and the optimizer that it is about.
@Suite struct EngineNamesTests {
  @Test func optimizersTakeEveryKey() {
    var spec = OptimizerSpec.sgd(learningRate: 0.5, momentum: 0.25, nesterov: true)
    #expect(Optimizer.Rule(spec) == .sgd(learningRate: 0.5, momentum: 0.25, nesterov: true))
    #expect(Optimizer.Options(spec, stepsOfEpoch: 7) == Optimizer.Options())

    spec.clipping = .globalClipnorm(3)
    spec.weightDecay = WeightDecaySpec(decay: 0.1, coupled: true, exempt: [.gamma, .recurrentKernel])
    spec.learningRate = .schedule(
      .cosineDecay(
        initialLearningRate: 0.125, decaySteps: 5, alpha: 0.25, warmupTarget: 2, warmupSteps: 3), per: .epoch)
    #expect(Optimizer.Rule(spec).learningRate == 0.125)
    var options = Optimizer.Options()
    options.schedule = .cosine(decaySteps: 5, alpha: 0.25, warmup: .init(steps: 3, target: 2))
    options.stepsOfPosition = 7
    options.clipping = .globalNorm(3)
    options.weightDecay = WeightDecay(0.1, coupling: .coupled, exempt: [.gamma, .recurrentKernel])
    #expect(Optimizer.Options(spec, stepsOfEpoch: 7) == options)

    spec.learningRate = .schedule(
      .exponentialDecay(initialLearningRate: 0.5, decaySteps: 5, decayRate: 0.25, staircase: true), per: .step
    )
    spec.clipping = .clipvalue(2)
    options.schedule = .exponential(decaySteps: 5, decayRate: 0.25, staircase: true)
    options.stepsOfPosition = 1
    options.clipping = .value(2)
    #expect(Optimizer.Options(spec, stepsOfEpoch: 7) == options)

    spec.learningRate = .schedule(.piecewiseConstantDecay(boundaries: [3], values: [0.5, 0.25]), per: .step)
    spec.clipping = .clipnorm(2)
    options.schedule = .piecewiseConstant(boundaries: [3], values: [0.5, 0.25])
    options.clipping = .norm(2)
    #expect(Optimizer.Options(spec, stepsOfEpoch: 7) == options)
    #expect(Optimizer.Rule(spec).learningRate == 0.5)
  }
}
