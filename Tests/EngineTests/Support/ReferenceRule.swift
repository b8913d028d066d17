@testable import Engine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An optimizer of a single weight in double precision.
struct ReferenceRule {
  private let rule: Optimizer.Rule
  private(set) var weight: Double
  private var first = 0.0
  private var second = 0.0
  private var steps = 0.0

  init(_ rule: Optimizer.Rule, weight: Double) {
    self.rule = rule
    self.weight = weight
  }

  mutating func step(gradient g: Double) {
    steps += 1
    switch rule {
    case .sgd(let rate, let momentum, let nesterov):
      first = momentum * first - rate * g
      weight += nesterov ? momentum * first - rate * g : first
    case .rmsprop(let rate, let rho, let epsilon):
      first = rho * first + (1 - rho) * g * g
      weight -= rate * g / (first + epsilon).squareRoot()
    case .adam(let rate, let beta1, let beta2, let epsilon):
      first = beta1 * first + (1 - beta1) * g
      second = beta2 * second + (1 - beta2) * g * g
      let mean = first / (1 - pow(beta1, steps))
      let meanSquare = second / (1 - pow(beta2, steps))
      weight -= rate * mean / (meanSquare.squareRoot() + epsilon)
    }
  }
}
