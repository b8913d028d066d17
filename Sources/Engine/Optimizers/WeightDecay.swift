/// What draws weights to zero in each step, other than a regularizer not as a part of the reported loss.
public struct WeightDecay: Equatable, Sendable {
  public enum Coupling: Sendable {
    /// w ← (1 − rate·decay)·w before the update: Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization",
    /// Keras's `weight_decay`, PyTorch's AdamW.
    case decoupled
    /// gradient + decay·w: `weight_decay` of PyTorch's SGD, RMSprop and Adam.
    case coupled
  }

  public var decay: Double
  public var coupling: Coupling
  /// Kinds of parameters that it leaves alone, often biases, γ and β.
  public var exempt: Set<Parameter.Role>

  public init(_ decay: Double, coupling: Coupling = .decoupled, exempt: Set<Parameter.Role> = []) {
    self.decay = decay
    self.coupling = coupling
    self.exempt = exempt
  }

  /// - Parameter rate: the step's learning rate.
  func apply(to parameter: inout Parameter, rate: Double, on executor: Executor) {
    guard !exempt.contains(parameter.role) else { return }
    switch coupling {
    case .decoupled:
      executor.kernels.table.pointee.scale_values(
        parameter.value.paddedCount, Float(1 - rate * decay), parameter.value.mutablePointer)
    case .coupled: Regularizer.l2(decay / 2).addGradient(to: &parameter, on: executor)
    }
  }
}
