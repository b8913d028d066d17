extension LSTM {
  /// The layer's parameters with Keras's defaults, and PyTorch's second bias.
  public struct Configuration: Equatable, Sendable {
    public var useBias = true
    /// Whether there is a second bias that is trained, as in PyTorch; else it stays zero (Keras has none).
    public var trainsRecurrentBias = true
    public var kernelInitializer = Initializer.glorotUniform
    public var recurrentInitializer = Initializer.orthogonal(gain: 1)
    public var biasInitializer = Initializer.zeros
    /// Whether the forget gate's bias starts at 1, whatever the initializer: Jozefowicz, Zaremba and Sutskever (2015).
    public var unitForgetBias = true
    public var kernelRegularizer: Regularizer?
    public var recurrentRegularizer: Regularizer?
    /// Concerns the first bias, the only one of Keras, and so does the constraint.
    public var biasRegularizer: Regularizer?
    public var kernelConstraint: Constraint?
    public var recurrentConstraint: Constraint?
    public var biasConstraint: Constraint?

    public init() {}

    func kernel(features: Int, units: Int, seed: UInt64, index: Int) -> Parameter {
      var kernel = Parameter(name: "weight_ih_l0", value: Tensor(shape: [4 * units, features]))
      kernelInitializer.fill(
        &kernel.value, fans: .init(input: features, output: 4 * units),
        from: RandomStream(seed: seed, purpose: .kernel, index: index))
      kernel.regularizer = kernelRegularizer
      kernel.constraint = kernelConstraint
      return kernel
    }

    func recurrentKernel(units: Int, seed: UInt64, index: Int) -> Parameter {
      var kernel = Parameter(
        name: "weight_hh_l0", role: .recurrentKernel, value: Tensor(shape: [4 * units, units]))
      recurrentInitializer.fill(
        &kernel.value, fans: .init(input: units, output: 4 * units),
        from: RandomStream(seed: seed, purpose: .recurrentKernel, index: index))
      kernel.regularizer = recurrentRegularizer
      kernel.constraint = recurrentConstraint
      return kernel
    }

    func biases(units: Int, seed: UInt64, index: Int) -> (input: Parameter?, recurrent: Parameter?) {
      guard useBias else { return (nil, nil) }
      let zeros = Tensor(shape: [4 * units])
      var bias = Parameter(name: "bias_ih_l0", role: .bias, value: zeros)
      biasInitializer.fill(&bias.value, from: RandomStream(seed: seed, purpose: .bias, index: index))
      if unitForgetBias {
        for unit in units..<2 * units { bias.value[unit] = 1 }
      }
      bias.regularizer = biasRegularizer
      bias.constraint = biasConstraint
      let recurrent = Parameter(
        name: "bias_hh_l0", role: .bias, value: zeros, isTrainable: trainsRecurrentBias)
      return (bias, recurrent)
    }
  }
}
