/// The rule by which a step changes the parameters, and what it remembers of earlier steps.
public struct Optimizer: Sendable {
  public enum Rule: Equatable, Sendable {
    /// v ← momentum·v − rate·g; w ← w + v, with Nesterov's momentum w ← w + momentum·v − rate·g.
    /// https://keras.io/api/optimizers/sgd/
    case sgd(learningRate: Double, momentum: Double, nesterov: Bool)
    /// v ← rho·v + (1−rho)·g²; w ← w − rate·g/√(v+ε). https://keras.io/api/optimizers/rmsprop/
    case rmsprop(learningRate: Double, rho: Double, epsilon: Double)
    /// Kingma and Ba (2015), "Adam: A Method for Stochastic Optimization", algorithm 1.
    case adam(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double)

    /// How many tensors of a parameter's shape the rule keeps for it.
    public var slotCount: Int {
      switch self {
      case .sgd(_, let momentum, _): momentum == 0 ? 0 : 1
      case .rmsprop: 1
      case .adam: 2
      }
    }
  }

  public let rule: Rule
  /// The steps taken.
  public private(set) var steps = 0
  /// β₁ᵗ and β₂ᵗ of Adam after `steps` steps, by repeated multiplication, so that no library's `pow` decides.
  private var decay: (Double, Double) = (1, 1)
  /// What is remembered for each trainable parameter, in the network's order.
  public internal(set) var slots: [[Tensor]]

  public init(_ rule: Rule, for network: inout Network) {
    self.rule = rule
    var slots: [[Tensor]] = []
    network.forEachParameter { _, parameter in
      guard parameter.isTrainable else { return }
      slots.append((0..<rule.slotCount).map { _ in Tensor(shape: parameter.value.shape) })
    }
    self.slots = slots
  }

  /// Puts the optimizer where it stood after so many steps.
  public mutating func resume(steps: Int, slots: [[Tensor]]) {
    self.slots = slots
    self.steps = 0
    decay = (1, 1)
    for _ in 0..<steps { advance() }
  }

  private mutating func advance() {
    steps += 1
    guard case .adam(_, let beta1, let beta2, _) = rule else { return }
    decay = (decay.0 * beta1, decay.1 * beta2)
  }

  /// Changes the network's trainable parameters by their gradients.
  public mutating func update(_ network: inout Network, on executor: Executor) {
    advance()
    var index = 0
    network.forEachParameter { _, parameter in
      guard parameter.isTrainable else { return }
      update(&parameter, slots: &slots[index], on: executor)
      index += 1
    }
  }

  private func update(_ parameter: inout Parameter, slots: inout [Tensor], on executor: Executor) {
    let kernels = executor.kernels.table
    let count = parameter.value.paddedCount
    let gradient = parameter.gradient.pointer
    let weights = parameter.value.mutablePointer
    let first = slots.isEmpty ? nil : slots[0].mutablePointer
    let second = slots.count < 2 ? nil : slots[1].mutablePointer
    // Some ten operations an element, but bound by memory: a second thread pays off only for large tensors.
    executor.parallel(count, step: FloatStorage.lanes, cost: 4 * count) { slice, _ in
      let start = slice.lowerBound
      let (g, w) = (gradient + start, weights + start)
      switch rule {
      case .sgd(let rate, let momentum, let nesterov):
        kernels.pointee.sgd(
          slice.count, Float(rate), Float(momentum), nesterov, g, first.map { $0 + start }, w)
      case .rmsprop(let rate, let rho, let epsilon):
        kernels.pointee.rmsprop(
          slice.count, Float(rate), Float(rho), Float(1 - rho), Float(epsilon), g, first.map { $0 + start }, w
        )
      case .adam(let rate, let beta1, let beta2, let epsilon):
        kernels.pointee.adam(
          slice.count, Float(rate / (1 - decay.0)), Float(1 / (1 - decay.1).squareRoot()), Float(beta1),
          Float(1 - beta1), Float(beta2), Float(1 - beta2), Float(epsilon), g, first.map { $0 + start },
          second.map { $0 + start }, w)
      }
    }
  }
}
