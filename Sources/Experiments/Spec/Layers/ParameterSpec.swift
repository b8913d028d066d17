import Schema

/// How a layer's tensor starts and what keeps it small: what kernels, biases, γ and β have in common.
public struct ParameterSpec: Equatable, Sendable {
  public var initializer: InitializerSpec
  public var regularizer: RegularizerSpec?
  public var constraint: ConstraintSpec?

  public init(
    _ initializer: InitializerSpec, regularizer: RegularizerSpec? = nil, constraint: ConstraintSpec? = nil
  ) {
    self.initializer = initializer
    self.regularizer = regularizer
    self.constraint = constraint
  }
}

extension ParameterSpec {
  /// `kernel_initializer`, `kernel_regularizer` and `kernel_constraint`.
  /// - Parameters:
  ///   - name: of the tensor, as the keys begin.
  ///   - thing: the same in words: `the weights`.
  static func keys(_ name: String, _ thing: String) -> [TableKey<ParameterSpec>] {
    [
      .optional("\(name)_initializer", \.initializer, InitializerSpec.codec, "How \(thing) start."),
      .optional(
        "\(name)_regularizer", \.regularizer, .nullable(RegularizerSpec.codec),
        "A penalty on \(thing) that is added to the loss; null: none."),
      .optional(
        "\(name)_constraint", \.constraint, .nullable(ConstraintSpec.codec),
        "What \(thing) are brought back to after each step; null: nothing."),
    ]
  }
}
