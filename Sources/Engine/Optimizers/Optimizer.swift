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
  /// - Throws: `OptimizerStateError`, and the optimizer stays as it is, unless the slots are those of this rule and
  ///   network.
  public mutating func resume(steps: Int, slots: [[Tensor]]) throws(OptimizerStateError) {
    guard steps >= 0 else { throw .steps(steps) }
    let shapes = self.slots.map { $0.map(\.shape) }
    guard slots.map({ $0.map(\.shape) }) == shapes else { throw .slots }
    self.slots = slots
    self.steps = 0
    decay = (1, 1)
    while self.steps < steps {
      let before = decay
      advance()
      // A power that has sunk to its limit stays there, however many steps are still to come.
      if decay == before { self.steps = steps }
    }
  }

  private mutating func advance() {
    steps += 1
    guard case .adam(_, let beta1, let beta2, _) = rule else { return }
    decay = (decay.0 * beta1, decay.1 * beta2)
  }

  /// Changes the network's trainable parameters by their gradients.
  public mutating func update(_ network: inout Network, on executor: Executor) {
    advance()
    let rule = KernelRule(rule, decay: decay)
    var index = 0
    network.forEachParameter { _, parameter in
      guard parameter.isTrainable else { return }
      rule.update(&parameter, slots: &slots[index], on: executor)
      index += 1
    }
  }
}

/// Why an optimizer cannot go on from a stored state.
public enum OptimizerStateError: Error, Equatable, Sendable {
  case steps(Int)
  case slots
}

extension OptimizerStateError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .steps(let steps): "counts \(steps) steps"
    case .slots: "has not the tensors that the optimizer keeps for the model's trainable parameters"
    }
  }
}

/// The rule of one step as the kernels want it: in floats, each rounded once from double precision.
private enum KernelRule {
  case sgd(rate: Float, momentum: Float, nesterov: Bool)
  case rmsprop(rate: Float, rho: Float, complement: Float, epsilon: Float)
  case adam(
    step: Float, rootCorrection: Float, beta1: Float, complement1: Float, beta2: Float, complement2: Float,
    epsilon: Float)

  /// - Parameter decay: β₁ᵗ and β₂ᵗ of Adam at this step.
  init(_ rule: Optimizer.Rule, decay: (Double, Double)) {
    self =
      switch rule {
      case .sgd(let rate, let momentum, let nesterov):
        .sgd(rate: Float(rate), momentum: Float(momentum), nesterov: nesterov)
      case .rmsprop(let rate, let rho, let epsilon):
        .rmsprop(rate: Float(rate), rho: Float(rho), complement: Float(1 - rho), epsilon: Float(epsilon))
      case .adam(let rate, let beta1, let beta2, let epsilon):
        .adam(
          step: Float(rate / (1 - decay.0)), rootCorrection: Float(1 / (1 - decay.1).squareRoot()),
          beta1: Float(beta1), complement1: Float(1 - beta1), beta2: Float(beta2),
          complement2: Float(1 - beta2), epsilon: Float(epsilon))
      }
  }

  func update(_ parameter: inout Parameter, slots: inout [Tensor], on executor: Executor) {
    let count = parameter.value.paddedCount
    // Some ten operations an element, but bound by memory: a second thread pays off only for large tensors.
    executor.parallel(
      count, step: FloatStorage.lanes, cost: 4 * count,
      with: (
        rule: self, g: parameter.gradient.pointer, w: parameter.value.mutablePointer,
        first: slots.isEmpty ? nil : slots[0].mutablePointer,
        second: slots.count < 2 ? nil : slots[1].mutablePointer
      )
    ) { work, slice, worker in
      let start = slice.lowerBound
      let (g, w) = (work.g + start, work.w + start)
      let (first, second) = (work.first.map { $0 + start }, work.second.map { $0 + start })
      switch work.rule {
      case .sgd(let rate, let momentum, let nesterov):
        worker.kernels.pointee.sgd(slice.count, rate, momentum, nesterov, g, first, w)
      case .rmsprop(let rate, let rho, let complement, let epsilon):
        worker.kernels.pointee.rmsprop(slice.count, rate, rho, complement, epsilon, g, first, w)
      case .adam(
        let step, let rootCorrection, let beta1, let complement1, let beta2, let complement2, let epsilon):
        worker.kernels.pointee.adam(
          slice.count, step, rootCorrection, beta1, complement1, beta2, complement2, epsilon, g, first,
          second, w)
      }
    }
  }
}
