import Schema

/// How a layer's tensor starts and what keeps it small: what kernels, biases, γ and β have in common. Names and defaults
/// as in Keras.
public struct ParameterOptions: Equatable, Sendable {
  public var initializer: Initializer
  /// What is added to the loss for the tensor, while it is trainable.
  public var regularizer: Regularizer?
  /// What the tensor is brought back to after each step, while it is trainable.
  public var constraint: Constraint?

  public init(_ initializer: Initializer, regularizer: Regularizer? = nil, constraint: Constraint? = nil) {
    self.initializer = initializer
    self.regularizer = regularizer
    self.constraint = constraint
  }

  /// `kernel_initializer`, `kernel_regularizer` and `kernel_constraint`.
  /// - Parameters:
  ///   - name: of the tensor, as the keys begin.
  ///   - thing: the same in words: `the weights`.
  static func keys(_ name: String, _ thing: String) -> [TableKey<ParameterOptions>] {
    [
      .optional("\(name)_initializer", \.initializer, Initializer.codec, "How \(thing) start."),
      .optional(
        "\(name)_regularizer", \.regularizer, .nullable(Regularizer.codec),
        "A penalty on \(thing) that is added to the loss; null: none."),
      .optional(
        "\(name)_constraint", \.constraint, .nullable(Constraint.codec),
        "What \(thing) are brought back to after each step; null: nothing."),
    ]
  }

  /// Gives a parameter its first values, its regularizer and its constraint.
  /// - Parameter fans: nil: those of a vector.
  func set(_ parameter: inout Parameter, fans: Initializer.Fans? = nil, from stream: RandomStream) {
    if let fans {
      initializer.fill(&parameter.value, fans: fans, from: stream)
    } else {
      initializer.fill(&parameter.value, from: stream)
    }
    parameter.regularizer = regularizer
    parameter.constraint = constraint
  }
}
