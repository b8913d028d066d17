/// Changes a network's parameters step by step, and keeps what its rule remembers of earlier steps.
public struct Optimizer: Sendable {
  public let configuration: Configuration
  /// Number of steps in an epoch, for learning rates that change by epochs.
  private let stepsOfEpoch: Int
  /// Number of steps taken.
  public private(set) var steps = 0
  /// β₁ᵗ and β₂ᵗ after t = `steps` steps, by repeated multiplication, so that no library's `pow` decides.
  private var keepPowers: (Double, Double) = (1, 1)
  /// What is remembered for each trainable parameter, in the network's order.
  public internal(set) var slots: [[Tensor]]
  /// Whether weight decay changes each trainable parameter, in the network's order. Decided once, because comparing
  /// roles, which have names, can allocate.
  private let decays: [Bool]

  /// - Parameter stepsOfEpoch: needed only by learning rates that change by epochs.
  public init(_ configuration: Configuration, stepsOfEpoch: Int = 1, for network: inout Network) {
    self.configuration = configuration
    self.stepsOfEpoch = stepsOfEpoch
    let slotCount = configuration.rule.slotCount
    var slots: [[Tensor]] = []
    var decays: [Bool] = []
    network.forEachParameter { _, parameter in
      guard parameter.isTrainable else { return }
      slots.append((0..<slotCount).map { _ in Tensor(shape: parameter.value.shape) })
      decays.append(configuration.weightDecay.map { !$0.spares(parameter) } ?? false)
    }
    self.slots = slots
    self.decays = decays
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
    keepPowers = (1, 1)
    while self.steps < steps {
      let before = keepPowers
      advance()
      // A power that has sunk to its limit stays there, however many steps are still to come.
      if keepPowers == before { self.steps = steps }
    }
  }

  private mutating func advance() {
    steps += 1
    let keepRates = configuration.rule.averageKeepRates
    keepPowers = (keepPowers.0 * keepRates.0, keepPowers.1 * keepRates.1)
  }

  /// The learning rate of the next step.
  public var learningRate: Double {
    configuration.learningRate.rate(after: steps, stepsOfEpoch: stepsOfEpoch)
  }

  /// Changes the network's trainable parameters by their gradients, in Keras's order: clipping, weight decay, the rule,
  /// constraints. Clipping and coupled weight decay change the gradients.
  public mutating func update(_ network: inout Network, on executor: Executor) {
    let rate = learningRate
    advance()
    let step = OptimizerStep(rate: rate, keepPowers: keepPowers)
    let (clipping, weightDecay) = (configuration.clipping, configuration.weightDecay)
    let rule = configuration.rule
    let globalFactor = clipping?.globalFactor(&network, on: executor) ?? 1
    var index = 0
    network.forEachParameter { _, parameter in
      guard parameter.isTrainable else { return }
      clipping?.apply(to: &parameter, globalFactor: globalFactor, on: executor)
      if decays[index] { weightDecay?.apply(to: &parameter, rate: rate, on: executor) }
      rule.update(&parameter, slots: &slots[index], step, on: executor)
      if let constraint = parameter.constraint { constraint.apply(to: &parameter, on: executor) }
      index += 1
    }
  }
}

extension Optimizer.Rule {
  fileprivate func update(
    _ parameter: inout Parameter, slots: inout [Tensor], _ step: OptimizerStep, on executor: Executor
  ) {
    let count = parameter.value.paddedCount
    // Some ten operations an element, but bound by memory: a second thread pays off only for large tensors.
    executor.parallel(
      count, step: FloatStorage.lanes, cost: 4 * count,
      with: (
        rule: self, step: step, gradient: parameter.gradient.pointer,
        weights: parameter.value.mutablePointer, first: slots.isEmpty ? nil : slots[0].mutablePointer,
        second: slots.count < 2 ? nil : slots[1].mutablePointer
      )
    ) { work, slice, worker in
      let start = slice.lowerBound
      let part = OptimizerSlice(
        count: slice.count, gradient: work.gradient + start, weights: work.weights + start,
        slots: (work.first.map { $0 + start }, work.second.map { $0 + start }))
      work.rule.update(part, work.step, worker.kernels)
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
