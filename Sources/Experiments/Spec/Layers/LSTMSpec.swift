import Schema

/// Long short-term memory over a sequence, with Keras's parameters and PyTorch's second bias.
public struct LSTMSpec: Equatable, Sendable {
  public var units: Int
  /// The output of every step instead of the last one's.
  public var returnSequences: Bool
  public var useBias: Bool
  /// Whether the second bias of PyTorch is trained, too; else it stays as it starts, zero, and there is one bias, as in
  /// Keras.
  public var recurrentBias: Bool
  /// Whether the forget gate's bias starts at 1, whatever the initializer.
  public var unitForgetBias: Bool
  public var kernel: ParameterSpec
  public var recurrent: ParameterSpec
  public var bias: ParameterSpec

  public init(
    units: Int, returnSequences: Bool = false, useBias: Bool = true, recurrentBias: Bool = true,
    unitForgetBias: Bool = true, kernel: ParameterSpec = ParameterSpec(.glorotUniform),
    recurrent: ParameterSpec = ParameterSpec(.orthogonal(gain: 1)),
    bias: ParameterSpec = ParameterSpec(.zeros)
  ) {
    self.units = units
    self.returnSequences = returnSequences
    self.useBias = useBias
    self.recurrentBias = recurrentBias
    self.unitForgetBias = unitForgetBias
    self.kernel = kernel
    self.recurrent = recurrent
    self.bias = bias
  }
}

extension LSTMSpec {
  static let keys = KeyTable(
    "Long short-term memory over sequences [steps, features], with Keras's equations and the tensors of torch.nn.LSTM.",
    blank: LSTMSpec(units: 1),
    [
      .required("units", \.units, .size, "The number of outputs of a step."),
      .optional(
        "return_sequences", \.returnSequences, .boolean,
        "Give the outputs of all steps, [steps, units], instead of the last one's, [units]."),
      .optional("use_bias", \.useBias, .boolean, "Add a bias to each gate."),
      .optional(
        "recurrent_bias", \.recurrentBias, .boolean,
        "Train a second bias, as PyTorch, whose sum with the first learns twice as fast; false: there is one, as in Keras."
      ),
      .optional(
        "unit_forget_bias", \.unitForgetBias, .boolean,
        "Start the forget gate's bias at 1, whatever bias_initializer says."),
    ] + ParameterSpec.keys("kernel", "the weights of the inputs").map { $0.inside(\.kernel) }
      + ParameterSpec.keys("recurrent", "the weights of the step before").map { $0.inside(\.recurrent) }
      + ParameterSpec.keys("bias", "the biases").map { $0.inside(\.bias) })
}
