public enum OptimizerSpec: Equatable, Sendable {
  case sgd(learningRate: Double, momentum: Double, nesterov: Bool)
  case rmsprop(learningRate: Double, rho: Double, epsilon: Double)
  case adam(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double)
}

extension OptimizerSpec: OneKeyChoice {
  enum Name: String, CaseIterable {
    case sgd, rmsprop, adam
  }

  static let choiceName = "optimizer"
  static let choiceDoc = "How the weights are changed."
  static let codec = Codec.choice(OptimizerSpec.self)

  static func alternative(_ name: Name) -> Alternative<OptimizerSpec> {
    switch name {
    case .sgd:
      Alternative(SGD.keys) {
        .sgd(learningRate: $0.learningRate, momentum: $0.momentum, nesterov: $0.nesterov)
      }
    case .rmsprop:
      Alternative(RMSprop.keys) {
        .rmsprop(learningRate: $0.learningRate, rho: $0.rho, epsilon: $0.epsilon)
      }
    case .adam:
      Alternative(Adam.keys) {
        .adam(learningRate: $0.learningRate, beta1: $0.beta1, beta2: $0.beta2, epsilon: $0.epsilon)
      }
    }
  }

  var stated: (name: Name, options: JSON?) {
    switch self {
    case .sgd(let learningRate, let momentum, let nesterov):
      (.sgd, SGD.keys.write(SGD(learningRate: learningRate, momentum: momentum, nesterov: nesterov)))
    case .rmsprop(let learningRate, let rho, let epsilon):
      (.rmsprop, RMSprop.keys.write(RMSprop(learningRate: learningRate, rho: rho, epsilon: epsilon)))
    case .adam(let learningRate, let beta1, let beta2, let epsilon):
      (
        .adam,
        Adam.keys.write(Adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon))
      )
    }
  }
}

// Defaults are Keras 3's, but for Adam's epsilon, which is the paper's.

private struct SGD {
  var learningRate = 0.01
  var momentum = 0.0
  var nesterov = false

  static let keys = KeyTable(
    "Gradient descent: v = momentum v - learning_rate g, w += v; with Nesterov w += momentum v - learning_rate g.",
    blank: SGD(),
    [
      .optional("learning_rate", \.learningRate, .number(.positive), "The step's size."),
      .optional("momentum", \.momentum, .number(.fraction), "How much of the step before is kept."),
      .optional("nesterov", \.nesterov, .boolean, "Nesterov's momentum."),
    ])
}

private struct RMSprop {
  var learningRate = 0.001
  var rho = 0.9
  var epsilon = 1e-7

  static let keys = KeyTable(
    "v = rho v + (1 - rho) g^2, w -= learning_rate g / sqrt(v + epsilon), as Keras 3 has it.",
    blank: RMSprop(),
    [
      .optional("learning_rate", \.learningRate, .number(.positive), "The step's size."),
      .optional("rho", \.rho, .number(.fraction), "The keep rate of the mean square."),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the mean square, inside the root."),
    ])
}

private struct Adam {
  var learningRate = 0.001
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-8

  static let keys = KeyTable(
    "Adam by the paper's Algorithm 1: w -= learning_rate m / (sqrt(v) + epsilon) with bias-corrected m and v, as in PyTorch.",
    blank: Adam(),
    [
      .optional("learning_rate", \.learningRate, .number(.positive), "The step's size."),
      .optional("beta_1", \.beta1, .number(.fractionBelowOne), "The keep rate of the mean gradient."),
      .optional("beta_2", \.beta2, .number(.fractionBelowOne), "The keep rate of the mean square."),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the root of the mean square."),
    ])
}
