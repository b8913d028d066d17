import Schema

public struct DenseSpec: Equatable, Sendable {
  public var units: Int
  public var useBias: Bool
  public var kernel: ParameterSpec
  public var bias: ParameterSpec

  public init(
    units: Int, useBias: Bool = true, kernel: ParameterSpec = ParameterSpec(.glorotUniform),
    bias: ParameterSpec = ParameterSpec(.zeros)
  ) {
    self.units = units
    self.useBias = useBias
    self.kernel = kernel
    self.bias = bias
  }
}

extension DenseSpec {
  static let keys = KeyTable(
    "Every output is a weighted sum of all inputs, plus a bias; of a sequence each step by itself.",
    blank: DenseSpec(units: 1),
    [
      .required("units", \.units, .size, "The number of outputs."),
      .optional("use_bias", \.useBias, .boolean, "Add a bias."),
    ] + ParameterSpec.keys("kernel", "the weights").map { $0.inside(\.kernel) }
      + ParameterSpec.keys("bias", "the biases").map { $0.inside(\.bias) })
}
