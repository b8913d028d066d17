import Schema
import TestSupport
import Testing

@testable import Engine

/// How optimizers are written in specs.
struct OptimizerKeysTests {
  /// Every rule and every schedule with every key away from its default.
  private static let everyKey: [Optimizer.Configuration] = [
    .sgd(learningRate: 0.5, momentum: 0.25, nesterov: true),
    .rmsprop(learningRate: 0.5, rho: 0.25, epsilon: 0.1),
    .adam(learningRate: 0.5, beta1: 0.25, beta2: 0.125, epsilon: 0.1),
    Optimizer.Configuration(
      .sgd(SGD()),
      learningRate: .schedule(
        .exponentialDecay(
          ExponentialDecay(
            initialLearningRate: 0.5, decaySteps: 3, decayRate: 0.25, staircase: true, per: .epoch))),
      clipping: .value(2), weightDecay: WeightDecay(decay: 0.5)),
    Optimizer.Configuration(
      .rmsprop(RMSprop(rho: 0.5, epsilon: 1)),
      learningRate: .schedule(
        .cosineDecay(
          CosineDecay(
            initialLearningRate: 0, decaySteps: 3, alpha: 0.25, warmupTarget: 0.5, warmupSteps: 2))),
      clipping: .norm(2), weightDecay: WeightDecay(decay: 0.5, coupled: true)),
    Optimizer.Configuration(
      .adam(Adam(beta1: 0.5, beta2: 0.5, epsilon: 1)),
      learningRate: .schedule(
        .piecewiseConstantDecay(PiecewiseConstantDecay(boundaries: [0, 7], values: [0.5, 0.25, 0]))),
      clipping: .globalNorm(2),
      weightDecay: WeightDecay(decay: 0.5, exempt: Parameter.Role.allCases)),
  ]

  private func read(_ text: String) throws -> Optimizer.Configuration? {
    Optimizer.Configuration.codec.read(try located(text))
  }

  @Test(arguments: everyKey) func encodesEveryKey(configuration: Optimizer.Configuration) throws {
    let text = Optimizer.Configuration.codec.write(configuration).compact
    #expect(try read(text) == configuration)
    #expect(ShapeCheck.problems(of: try located(text), Optimizer.Configuration.codec.shape).isEmpty)
  }

  /// The defaults are those of Keras 3, except Adam's epsilon, which is that of the paper.
  @Test(arguments: [
    ("sgd", Optimizer.Configuration.sgd(learningRate: 0.01, momentum: 0, nesterov: false)),
    ("rmsprop", .rmsprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-7)),
    ("adam", .adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)),
  ])
  func hasItsDefaults(name: String, configuration: Optimizer.Configuration) throws {
    #expect(try read("\"\(name)\"") == configuration)
  }

  @Test func schedulesHaveTheDefaultsOfKeras() throws {
    func schedule(_ text: String) throws -> LearningRateSchedule? {
      LearningRateSchedule.codec.read(try located(text))
    }
    #expect(
      try schedule(
        #"{ "exponential_decay": { "initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5 } }"#)
        == .exponentialDecay(
          ExponentialDecay(
            initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.5, staircase: false, per: .step)))
    #expect(
      try schedule(#"{ "cosine_decay": { "initial_learning_rate": 0.1, "decay_steps": 5 } }"#)
        == .cosineDecay(
          CosineDecay(
            initialLearningRate: 0.1, decaySteps: 5, alpha: 0, warmupTarget: nil, warmupSteps: 0,
            per: .step)))
  }

  @Test func weightDecayIsANumberWhereItCanBe() throws {
    #expect(
      try read(#"{ "adam": { "weight_decay": 0.5 } }"#)?.weightDecay
        == WeightDecay(decay: 0.5, coupled: false, exempt: []))
    #expect(WeightDecay.codec.write(WeightDecay(decay: 0.5)) == .double(0.5))
    #expect(
      WeightDecay.codec.write(WeightDecay(decay: 0.5, exempt: [.recurrentKernel])).compact
        == #"{"decay":0.5,"coupled":false,"exempt":["recurrent_kernel"]}"#)
  }
}
