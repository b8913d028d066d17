@testable import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An optimizer of a single weight in double precision.
struct ReferenceRule {
  private let rule: Optimizer.Rule
  private let rate: Double
  private(set) var weight: Double
  private var first = 0.0
  private var second = 0.0
  private var steps = 0.0

  /// - Parameter configuration: only its rule and its learning rate, a constant, are used.
  init(_ configuration: Optimizer.Configuration, weight: Double) {
    rule = configuration.rule
    rate = configuration.learningRate.rate(after: 0, stepsOfEpoch: 1)
    self.weight = weight
  }

  mutating func step(gradient g: Double) {
    steps += 1
    switch rule {
    case .sgd(let sgd):
      first = sgd.momentum * first - rate * g
      weight += sgd.nesterov ? sgd.momentum * first - rate * g : first
    case .rmsprop(let rmsprop):
      first = rmsprop.rho * first + (1 - rmsprop.rho) * g * g
      weight -= rate * g / (first + rmsprop.epsilon).squareRoot()
    case .adam(let adam):
      first = adam.beta1 * first + (1 - adam.beta1) * g
      second = adam.beta2 * second + (1 - adam.beta2) * g * g
      let mean = first / (1 - pow(adam.beta1, steps))
      let meanSquare = second / (1 - pow(adam.beta2, steps))
      weight -= rate * mean / (meanSquare.squareRoot() + adam.epsilon)
    }
  }
}
