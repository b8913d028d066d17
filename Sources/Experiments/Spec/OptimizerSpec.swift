import Schema

/// How the weights are changed.
public struct OptimizerSpec: Equatable, Sendable {
  public enum Rule: Equatable, Sendable {
    case sgd(momentum: Double, nesterov: Bool)
    case rmsprop(rho: Double, epsilon: Double)
    case adam(beta1: Double, beta2: Double, epsilon: Double)
  }

  public var rule: Rule
  public var learningRate: LearningRateSpec
  public var clipping: ClippingSpec?
  public var weightDecay: WeightDecaySpec?

  public init(
    _ rule: Rule, learningRate: LearningRateSpec, clipping: ClippingSpec? = nil,
    weightDecay: WeightDecaySpec? = nil
  ) {
    self.rule = rule
    self.learningRate = learningRate
    self.clipping = clipping
    self.weightDecay = weightDecay
  }

  // With a constant learning rate and nothing besides.

  public static func sgd(learningRate: Double, momentum: Double, nesterov: Bool) -> OptimizerSpec {
    OptimizerSpec(.sgd(momentum: momentum, nesterov: nesterov), learningRate: .constant(learningRate))
  }

  public static func rmsprop(learningRate: Double, rho: Double, epsilon: Double) -> OptimizerSpec {
    OptimizerSpec(.rmsprop(rho: rho, epsilon: epsilon), learningRate: .constant(learningRate))
  }

  public static func adam(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double)
    -> OptimizerSpec
  {
    OptimizerSpec(.adam(beta1: beta1, beta2: beta2, epsilon: epsilon), learningRate: .constant(learningRate))
  }
}

/// What limits gradients; of Keras's three ways one at a time.
public enum ClippingSpec: Equatable, Sendable {
  case clipvalue(Double)
  case clipnorm(Double)
  case globalClipnorm(Double)
}

extension OptimizerSpec: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case sgd, rmsprop, adam
  }

  public static let choiceName = "optimizer"
  public static let choiceDoc = "How the weights are changed."
  static let codec = Codec.choice(OptimizerSpec.self)

  public static func alternative(_ name: Name) -> Alternative<OptimizerSpec> {
    switch name {
    case .sgd:
      Alternative(SGD.keys) { $0.shared.optimizer(.sgd(momentum: $0.momentum, nesterov: $0.nesterov)) }
    case .rmsprop:
      Alternative(RMSprop.keys) { $0.shared.optimizer(.rmsprop(rho: $0.rho, epsilon: $0.epsilon)) }
    case .adam:
      Alternative(Adam.keys) {
        $0.shared.optimizer(.adam(beta1: $0.beta1, beta2: $0.beta2, epsilon: $0.epsilon))
      }
    }
  }

  public var stated: (name: Name, options: JSON?) {
    let shared = SharedOptions(self)
    return switch rule {
    case .sgd(let momentum, let nesterov):
      (.sgd, SGD.keys.write(SGD(shared: shared, momentum: momentum, nesterov: nesterov)))
    case .rmsprop(let rho, let epsilon):
      (.rmsprop, RMSprop.keys.write(RMSprop(shared: shared, rho: rho, epsilon: epsilon)))
    case .adam(let beta1, let beta2, let epsilon):
      (.adam, Adam.keys.write(Adam(shared: shared, beta1: beta1, beta2: beta2, epsilon: epsilon)))
    }
  }
}

/// What every rule has.
private struct SharedOptions {
  var learningRate: LearningRateSpec
  var clipvalue: Double?
  var clipnorm: Double?
  var globalClipnorm: Double?
  var weightDecay: WeightDecaySpec?

  init(learningRate: Double) {
    self.learningRate = .constant(learningRate)
  }

  init(_ optimizer: OptimizerSpec) {
    learningRate = optimizer.learningRate
    weightDecay = optimizer.weightDecay
    switch optimizer.clipping {
    case .clipvalue(let limit): clipvalue = limit
    case .clipnorm(let limit): clipnorm = limit
    case .globalClipnorm(let limit): globalClipnorm = limit
    case nil: break
    }
  }

  func optimizer(_ rule: OptimizerSpec.Rule) -> OptimizerSpec {
    let clipping =
      clipvalue.map(ClippingSpec.clipvalue) ?? clipnorm.map(ClippingSpec.clipnorm)
      ?? globalClipnorm.map(ClippingSpec.globalClipnorm)
    return OptimizerSpec(rule, learningRate: learningRate, clipping: clipping, weightDecay: weightDecay)
  }

  /// Keras refuses a second way of clipping, too.
  var problem: (key: String, reason: SpecProblem.Reason)? {
    let ways = [("clipvalue", clipvalue), ("clipnorm", clipnorm), ("global_clipnorm", globalClipnorm)]
    let set = ways.filter { $0.1 != nil }
    return set.count > 1 ? (set[1].0, .onlyOneOf(ways.map(\.0))) : nil
  }

  static let first: [TableKey<SharedOptions>] = [
    .optional("learning_rate", \.learningRate, .learningRate, "The step's size, or how it changes.")
  ]

  static let last: [TableKey<SharedOptions>] = [
    .optional(
      "clipvalue", \.clipvalue, .nullable(.number(.positive)),
      "Each element of the gradients is limited to -clipvalue...clipvalue; null: not."),
    .optional(
      "clipnorm", \.clipnorm, .nullable(.number(.positive)),
      "Each tensor's gradient with a greater norm is scaled down to it; null: not."),
    .optional(
      "global_clipnorm", \.globalClipnorm, .nullable(.number(.positive)),
      "All gradients together with a greater norm are scaled down to it; null: not."),
    .optional(
      "weight_decay", \.weightDecay, .nullable(.weightDecay),
      "What draws weights to zero in each step without being a part of the loss; null: nothing."),
  ]
}

// Defaults are Keras 3's, but for Adam's epsilon, which is the paper's.

private struct SGD {
  var shared = SharedOptions(learningRate: 0.01)
  var momentum = 0.0
  var nesterov = false

  static let keys = KeyTable(
    "Gradient descent: v = momentum v - learning_rate g, w += v; with Nesterov w += momentum v - learning_rate g.",
    blank: SGD(),
    SharedOptions.first.map { $0.inside(\.shared) } + [
      .optional("momentum", \.momentum, .number(.fraction), "How much of the step before is kept."),
      .optional("nesterov", \.nesterov, .boolean, "Nesterov's momentum."),
    ] + SharedOptions.last.map { $0.inside(\.shared) }, rule: \.shared.problem)
}

private struct RMSprop {
  var shared = SharedOptions(learningRate: 0.001)
  var rho = 0.9
  var epsilon = 1e-7

  static let keys = KeyTable(
    "v = rho v + (1 - rho) g^2, w -= learning_rate g / sqrt(v + epsilon), as Keras 3 has it.",
    blank: RMSprop(),
    SharedOptions.first.map { $0.inside(\.shared) } + [
      .optional("rho", \.rho, .number(.fraction), "The keep rate of the mean square."),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the mean square, inside the root."),
    ] + SharedOptions.last.map { $0.inside(\.shared) }, rule: \.shared.problem)
}

private struct Adam {
  var shared = SharedOptions(learningRate: 0.001)
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-8

  static let keys = KeyTable(
    "Adam by the paper's Algorithm 1: w -= learning_rate m / (sqrt(v) + epsilon) with bias-corrected m and v, as in PyTorch.",
    blank: Adam(),
    SharedOptions.first.map { $0.inside(\.shared) } + [
      .optional("beta_1", \.beta1, .number(.fractionBelowOne), "The keep rate of the mean gradient."),
      .optional("beta_2", \.beta2, .number(.fractionBelowOne), "The keep rate of the mean square."),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the root of the mean square."),
    ] + SharedOptions.last.map { $0.inside(\.shared) }, rule: \.shared.problem)
}
