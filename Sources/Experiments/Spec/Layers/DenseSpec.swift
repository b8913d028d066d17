public struct DenseSpec: Equatable, Sendable {
  public var units: Int
  public var useBias: Bool
  public var kernelInitializer: InitializerSpec
  public var biasInitializer: InitializerSpec

  public init(
    units: Int, useBias: Bool = true, kernelInitializer: InitializerSpec = .glorotUniform,
    biasInitializer: InitializerSpec = .zeros
  ) {
    self.units = units
    self.useBias = useBias
    self.kernelInitializer = kernelInitializer
    self.biasInitializer = biasInitializer
  }
}

extension DenseSpec {
  static let keys = KeyTable(
    "Every output is a weighted sum of all inputs, plus a bias.", blank: DenseSpec(units: 1),
    [
      .required("units", \.units, .size, "The number of outputs."),
      .optional("use_bias", \.useBias, .boolean, "Add a bias."),
      .optional("kernel_initializer", \.kernelInitializer, InitializerSpec.codec, "How the weights start."),
      .optional("bias_initializer", \.biasInitializer, InitializerSpec.codec, "How the bias starts."),
    ])
}
