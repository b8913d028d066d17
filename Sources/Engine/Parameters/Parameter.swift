/// A tensor that an optimizer trains, with its gradient.
public struct Parameter: Sendable {
  /// What a parameter does in its layer. The raw values are the names in specs.
  public enum Role: String, Sendable, CaseIterable {
    case kernel
    /// The weights from a recurrent layer's output to its gates.
    case recurrentKernel = "recurrent_kernel"
    case bias
    /// The scale γ and the shift β of a normalization.
    case gamma, beta
  }

  /// The parameter's name within the layer, as in PyTorch: `weight` or `bias`.
  public let name: String
  public let role: Role
  public var value: Tensor
  /// The gradient of the batch's mean loss with respect to the value, after a backward pass.
  public var gradient: Tensor
  /// Whether the optimizer changes the value. The gradient of a parameter that is not trainable may stay 0.
  public internal(set) var isTrainable: Bool
  /// The penalty that is added to the loss, if the parameter is trainable.
  public var regularizer: Regularizer?
  /// The limit that is imposed after each step, if the parameter is trainable.
  public var constraint: Constraint?

  public init(name: String, role: Role = .kernel, value: Tensor, isTrainable: Bool = true) {
    self.name = name
    self.role = role
    self.value = value
    self.isTrainable = isTrainable
    gradient = Tensor(shape: value.shape)
  }

  /// The axis here that corresponds to an axis of Keras's tensor. Keras stores kernels as [inputs, units] and
  /// [height, width, inputs, filters]; here they are stored as in PyTorch, [units, inputs] and
  /// [filters, inputs, height, width].
  /// - Parameters:
  ///   - axis: counted from 0.
  ///   - rank: the tensor's number of axes.
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
