/// A tensor that an optimizer trains.
public struct Parameter: Sendable {
  /// What a parameter does in its layer, by its name in specs.
  public enum Role: String, Sendable, CaseIterable {
    case kernel
    /// From a recurrent layer's output to its gates.
    case recurrentKernel = "recurrent_kernel"
    case bias
    /// The scale γ and the shift β of a normalization.
    case gamma, beta
  }

  /// Its name within the layer, as in PyTorch: `weight` or `bias`.
  public let name: String
  public let role: Role
  public var value: Tensor
  public var gradient: Tensor
  public let isTrainable: Bool
  /// What is added to the loss for it, while it is trainable.
  public var regularizer: Regularizer?
  /// What it is brought back to after each step, while it is trainable.
  public var constraint: Constraint?

  public init(name: String, role: Role = .kernel, value: Tensor, isTrainable: Bool = true) {
    self.name = name
    self.role = role
    self.value = value
    self.isTrainable = isTrainable
    gradient = Tensor(shape: value.shape)
  }

  /// Where an axis of Keras's tensor stands in this one: Keras keeps kernels as [inputs, units] and
  /// [height, width, inputs, filters], PyTorch as [units, inputs] and [filters, inputs, height, width].
  static func axis(ofKerasAxis axis: Int, role: Role, rank: Int) -> Int {
    switch role {
    case .bias, .gamma, .beta: axis
    case .kernel, .recurrentKernel:
      switch rank {
      case 2: 1 - axis
      case 4: axis < 2 ? axis + 2 : 3 - axis
      default: axis
      }
    }
  }
}
