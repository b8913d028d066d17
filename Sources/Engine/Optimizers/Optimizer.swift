/// Changes the parameters of a network step by step, and keeps the state that its rule needs from earlier steps.
public struct Optimizer: Sendable {
  public let configuration: Configuration
  /// Number of steps in an epoch, for schedules that count epochs.
  private let stepsOfEpoch: Int
  /// Number of steps taken.
  public private(set) var steps = 0
  /// β₁ᵗ and β₂ᵗ after t = `steps` steps. They are computed by repeated multiplication, so that they do not depend on a
  /// library's `pow`.
  private var keepPowers: (Double, Double) = (1, 1)
  /// The tensors that the rule keeps for each trainable parameter, in the order of the network's parameters.
  public internal(set) var slots: [[Tensor]]
  /// Whether weight decay changes each trainable parameter, in the order of the network's parameters. It is decided
  /// once, because comparing roles, which are strings, can allocate memory.
  private let decays: [Bool]

  /// - Parameter stepsOfEpoch: the number of steps in an epoch; used only by schedules that count epochs.
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

  /// Sets the optimizer to its state after `steps` steps, for a run that is resumed.
  /// - Throws: `OptimizerStateError` if the number of steps is negative or the slots do not fit this rule and
  ///   network. The optimizer is then unchanged.
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
      // A power that no longer changes stays the same in all further steps, so that these can be skipped.
      if keepPowers == before { self.steps = steps }
    }
  }

  /// Counts a step.
  private mutating func advance() {
    steps += 1
    let keepRates = configuration.rule.averageKeepRates
    keepPowers = (keepPowers.0 * keepRates.0, keepPowers.1 * keepRates.1)
  }

  /// The learning rate of the next step.
  public var learningRate: Double {
    configuration.learningRate.rate(after: steps, stepsOfEpoch: stepsOfEpoch)
  }

  /// Changes the trainable parameters of the network with their gradients, in Keras's order: clipping, weight decay,
  /// the rule, constraints. Clipping and coupled weight decay change the gradients too.
  /// - Returns: whether all trained weights are finite, apart from the effect of constraints.
  @discardableResult
  public mutating func update(_ network: inout Network, on executor: Executor) -> Bool {
    let rate = learningRate
    advance()
    let step = OptimizerStep(rate: rate, keepPowers: keepPowers)
    let (clipping, weightDecay) = (configuration.clipping, configuration.weightDecay)
    let rule = configuration.rule
    let globalFactor = clipping?.globalFactor(&network, on: executor) ?? 1
    var index = 0
    executor.finiteness.reset()
    network.forEachParameter { _, parameter in
      guard parameter.isTrainable else { return }
      clipping?.apply(to: &parameter, globalFactor: globalFactor, on: executor)
      if decays[index] { weightDecay?.apply(to: &parameter, rate: rate, on: executor) }
      rule.update(&parameter, slots: &slots[index], step, on: executor)
      if let constraint = parameter.constraint { constraint.apply(to: &parameter, on: executor) }
      index += 1
    }
    return executor.finiteness.isFinite
  }
}

extension Optimizer.Rule {
  fileprivate func update(
    _ parameter: inout Parameter, slots: inout [Tensor], _ step: OptimizerStep, on executor: Executor
  ) {
    let count = parameter.value.paddedCount
    // About ten operations per element, but limited by memory: a second thread pays off only for large tensors.
    executor.parallel(
      count, step: FloatStorage.lanes, cost: 4 * count,
      with: (
        rule: self, step: step, gradient: parameter.gradient.pointer,
        weights: parameter.value.mutablePointer, slot0: slots.isEmpty ? nil : slots[0].mutablePointer,
        slot1: slots.count < 2 ? nil : slots[1].mutablePointer, finiteness: executor.finiteness
      )
    ) { work, slice, worker in
      let start = slice.lowerBound
      let part = OptimizerSlice(
        count: slice.count, gradient: work.gradient + start, weights: work.weights + start,
        slots: (work.slot0.map { $0 + start }, work.slot1.map { $0 + start }))
      if !work.rule.update(part, work.step, worker.kernels) { work.finiteness.foundOther() }
    }
  }
}

/// Why an optimizer cannot continue from a stored state.
public enum OptimizerStateError: Error, Equatable, Sendable {
  /// The number of steps is negative.
  case steps(Int)
  /// The tensors do not fit the rule and the network.
  case slots
}

extension OptimizerStateError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .steps(let steps): "counts \(steps) steps"
    case .slots: "lacks the tensors that the optimizer keeps for the trainable parameters of the model"
    }
  }
}
