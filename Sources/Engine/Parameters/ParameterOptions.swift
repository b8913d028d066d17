import Schema

/// The options that every kernel, bias, γ and β has: how it starts, its penalty and its limit. Names and defaults are
/// those of Keras.
public struct ParameterOptions: Equatable, Sendable {
  public var initializer: Initializer
  /// The penalty that is added to the loss, if the tensor is trainable.
  public var regularizer: Regularizer?
  /// The limit that is imposed after each step, if the tensor is trainable.
  public var constraint: Constraint?

  public init(_ initializer: Initializer, regularizer: Regularizer? = nil, constraint: Constraint? = nil) {
    self.initializer = initializer
    self.regularizer = regularizer
    self.constraint = constraint
  }

  /// The keys in specs, such as `kernel_initializer`, `kernel_regularizer` and `kernel_constraint`.
  /// - Parameters:
  ///   - name: the start of the keys, which names the tensor: `kernel`.
  ///   - thing: the tensor's values as the descriptions call them: `the weights`.
  static func keys(_ name: String, _ thing: String) -> [TableKey<ParameterOptions>] {
    [
      .optional("\(name)_initializer", \.initializer, Initializer.codec, "How \(thing) start."),
      .optional(
        "\(name)_regularizer", \.regularizer, .nullable(Regularizer.codec),
        "A penalty on \(thing) that is added to the loss; null: none."),
      .optional(
        "\(name)_constraint", \.constraint, .nullable(Constraint.codec),
        "A limit that is imposed on \(thing) after each step; null: none."),
    ]
  }

  /// Gives a parameter its initial values, its regularizer and its constraint.
  /// - Parameters:
  ///   - fans: nil for those of a vector.
  ///   - torchFan: the fan of `torch_default`, if it is another one: PyTorch starts a bias by the inputs of its kernel.
  ///   - stream: the source of random initial values.
  func set(
    _ parameter: inout Parameter, fans: Initializer.Fans? = nil, torchFan: Int? = nil,
    from stream: RandomStream
  ) {
    var fans = fans ?? .vector(parameter.value.count)
    if case .torchDefault = initializer, let torchFan { fans = .init(input: torchFan, output: fans.output) }
    initializer.fill(&parameter.value, fans: fans, from: stream)
    parameter.regularizer = regularizer
    parameter.constraint = constraint
  }
}
