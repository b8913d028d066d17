import CKernels
import Schema

// The rules of all optimizers. Each has its options, their keys in specs, and the call of its kernel.
//
// The defaults are those of Keras 3, except Adam's epsilon, which is that of the paper.

extension Optimizer {
  /// How a step changes a weight w with its gradient g. In formulas, learning_rate is the rate of that step.
  public enum Rule: Equatable, Sendable {
    case sgd(SGD)
    case rmsprop(RMSprop)
    case adam(Adam)
  }
}

extension Optimizer.Rule {
  public enum Name: String, CaseIterable, Sendable {
    case sgd, rmsprop, adam
  }

  static func alternative(_ name: Name) -> Alternative<Optimizer.Configuration> {
    switch name {
    case .sgd: OptimizerOptions<SGD>.alternative(Optimizer.Rule.sgd)
    case .rmsprop: OptimizerOptions<RMSprop>.alternative(Optimizer.Rule.rmsprop)
    case .adam: OptimizerOptions<Adam>.alternative(Optimizer.Rule.adam)
    }
  }

  func nameAndOptions(in configuration: Optimizer.Configuration) -> (name: Name, options: JSON?) {
    switch self {
    case .sgd(let rule): (.sgd, OptimizerOptions.json(rule, configuration))
    case .rmsprop(let rule): (.rmsprop, OptimizerOptions.json(rule, configuration))
    case .adam(let rule): (.adam, OptimizerOptions.json(rule, configuration))
    }
  }

  /// Number of tensors that the rule keeps for each parameter; they have the parameter's shape.
  public var slotCount: Int {
    switch self {
    case .sgd(let rule): rule.slotCount
    case .rmsprop(let rule): rule.slotCount
    case .adam(let rule): rule.slotCount
    }
  }

  /// β₁ and β₂ for rules whose averages start at zero and are corrected for that; 1 for other rules.
  var averageKeepRates: (Double, Double) {
    switch self {
    case .sgd, .rmsprop: (1, 1)
    case .adam(let rule): (rule.beta1, rule.beta2)
    }
  }

  /// Changes the weights and slots of a slice.
  /// - Returns: whether all new weights are finite.
  func update(_ slice: OptimizerSlice, _ step: OptimizerStep, _ kernels: UnsafePointer<bnk_kernels>) -> Bool {
    switch self {
    case .sgd(let rule): rule.update(slice, step, kernels)
    case .rmsprop(let rule): rule.update(slice, step, kernels)
    case .adam(let rule): rule.update(slice, step, kernels)
    }
  }
}

/// A rule by which an optimizer changes weights.
protocol OptimizerRule: Equatable, Sendable {
  /// The rule's formula, and its options with their defaults.
  static var keys: KeyTable<Self> { get }
  /// The learning rate if a spec gives none.
  static var defaultLearningRate: Double { get }
  /// Number of tensors that the rule keeps for each parameter.
  var slotCount: Int { get }
  /// Changes the weights and slots of a slice. Kernels take floats; each number is rounded once from double precision.
  /// - Returns: whether all new weights are finite.
  func update(_ slice: OptimizerSlice, _ step: OptimizerStep, _ kernels: UnsafePointer<bnk_kernels>) -> Bool
}

/// The numbers of a step that are the same for all parameters.
struct OptimizerStep {
  /// The learning rate.
  let rate: Double
  /// β₁ᵗ and β₂ᵗ for step t, which is counted from 1.
  let keepPowers: (Double, Double)
}

/// The part of a parameter that one thread updates: `count` elements, a whole number of vectors.
struct OptimizerSlice {
  let count: Int
  let gradient: UnsafePointer<Float>
  let weights: UnsafeMutablePointer<Float>
  /// The parameter's slots; nil for those that the rule does not have.
  let slots: (UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>?)
}

// MARK: SGD

/// Gradient descent, with momentum if it is not 0. https://keras.io/api/optimizers/sgd/
public struct SGD: OptimizerRule {
  public var momentum = 0.0
  public var nesterov = false

  static let defaultLearningRate = 0.01
  static let keys = KeyTable(
    "Gradient descent: v = momentum v - learning_rate g, w += v; with Nesterov w += momentum v - learning_rate g.",
    blank: SGD(),
    [
      .optional("momentum", \.momentum, .number(.fraction), "The share of the previous step that is kept."),
      .optional("nesterov", \.nesterov, .boolean, "Use Nesterov's momentum."),
    ])

  /// v, if there is momentum.
  var slotCount: Int { momentum == 0 ? 0 : 1 }

  func update(_ slice: OptimizerSlice, _ step: OptimizerStep, _ kernels: UnsafePointer<bnk_kernels>) -> Bool {
    kernels.pointee.sgd(
      slice.count, Float(step.rate), Float(momentum), nesterov, slice.gradient, slice.slots.0, slice.weights)
  }
}

// MARK: RMSprop

/// Divides each gradient by the square root of the moving mean of its squares. https://keras.io/api/optimizers/rmsprop/
public struct RMSprop: OptimizerRule {
  public var rho = 0.9
  public var epsilon = 1e-7

  static let defaultLearningRate = 0.001
  static let keys = KeyTable(
    "v = rho v + (1 - rho) g^2, w -= learning_rate g / sqrt(v + epsilon), as in Keras 3.",
    blank: RMSprop(),
    [
      .optional("rho", \.rho, .number(.fraction), "The keep rate of the mean square."),
      .optional(
        "epsilon", \.epsilon, .number(.positive), "Added to the mean square, inside the square root."),
    ])

  /// v
  var slotCount: Int { 1 }

  func update(_ slice: OptimizerSlice, _ step: OptimizerStep, _ kernels: UnsafePointer<bnk_kernels>) -> Bool {
    kernels.pointee.rmsprop(
      slice.count, Float(step.rate), Float(rho), Float(1 - rho), Float(epsilon), slice.gradient,
      slice.slots.0, slice.weights)
  }
}

// MARK: Adam

/// Kingma and Ba (2015), "Adam: A Method for Stochastic Optimization", algorithm 1.
public struct Adam: OptimizerRule {
  public var beta1 = 0.9
  public var beta2 = 0.999
  public var epsilon = 1e-8

  static let defaultLearningRate = 0.001
  static let keys = KeyTable(
    "Adam by the paper's Algorithm 1: w -= learning_rate m / (sqrt(v) + epsilon) with bias-corrected m and v, as in PyTorch.",
    blank: Adam(),
    [
      .optional("beta_1", \.beta1, .number(.fractionBelowOne), "The keep rate of the mean gradient."),
      .optional("beta_2", \.beta2, .number(.fractionBelowOne), "The keep rate of the mean square."),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the square root of the mean square."),
    ])

  /// m and v
  var slotCount: Int { 2 }

  func update(_ slice: OptimizerSlice, _ step: OptimizerStep, _ kernels: UnsafePointer<bnk_kernels>) -> Bool {
    let (power1, power2) = step.keepPowers
    return kernels.pointee.adam(
      slice.count, Float(step.rate / (1 - power1)), Float(1 / (1 - power2).squareRoot()), Float(beta1),
      Float(1 - beta1), Float(beta2), Float(1 - beta2), Float(epsilon), slice.gradient, slice.slots.0,
      slice.slots.1, slice.weights)
  }
}

// MARK: Configurations with a constant learning rate and nothing else

extension Optimizer.Configuration {
  public static func sgd(learningRate: Double, momentum: Double, nesterov: Bool) -> Self {
    Self(.sgd(SGD(momentum: momentum, nesterov: nesterov)), learningRate: .constant(learningRate))
  }

  public static func rmsprop(learningRate: Double, rho: Double, epsilon: Double) -> Self {
    Self(.rmsprop(RMSprop(rho: rho, epsilon: epsilon)), learningRate: .constant(learningRate))
  }

  public static func adam(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double) -> Self {
    Self(.adam(Adam(beta1: beta1, beta2: beta2, epsilon: epsilon)), learningRate: .constant(learningRate))
  }
}
