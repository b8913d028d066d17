import Schema

extension LSTM {
  /// Keras's parameters and defaults, and PyTorch's second bias: https://keras.io/api/layers/recurrent_layers/lstm/
  public struct Configuration: LayerConfiguration {
    public var units = 1
    /// Whether the output contains all steps instead of the last one alone.
    public var returnSequences = false
    public var useBias = true
    /// Whether the second bias is trained, as in PyTorch. Otherwise it stays zero; Keras has none.
    public var trainsRecurrentBias = true
    /// Whether the bias of the forget gate starts at 1, regardless of the initializer: Jozefowicz, Zaremba and
    /// Sutskever (2015).
    public var unitForgetBias = true
    public var kernel = ParameterOptions(.glorotUniform)
    public var recurrent = ParameterOptions(.orthogonal(gain: 1))
    /// The first bias, which is the only one in Keras.
    public var bias = ParameterOptions(.zeros)
    public var isTrainable = true

    public static let kinds = [LayerKind("lstm", keys)]
    public var name: String { "lstm" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "Long short-term memory over sequences [steps, features], with Keras's equations and the tensors of torch.nn.LSTM.",
      blank: Configuration(),
      [
        .required("units", \.units, .size, "The number of outputs of each step."),
        .optional(
          "return_sequences", \.returnSequences, .boolean,
          "Output all steps, [steps, units], instead of the last one alone, [units]."),
        .optional("use_bias", \.useBias, .boolean, "Add a bias to each gate."),
        .optional(
          "recurrent_bias", \.trainsRecurrentBias, .boolean,
          "Train a second bias, as PyTorch does; the sum of both then changes twice as fast. False: one bias, as in Keras."
        ),
        .optional(
          "unit_forget_bias", \.unitForgetBias, .boolean,
          "Start the bias of the forget gate at 1, regardless of bias_initializer."),
      ] + ParameterOptions.keys("kernel", "the weights of the inputs").map { $0.inside(\.kernel) }
        + ParameterOptions.keys("recurrent", "the weights of the previous step's outputs").map {
          $0.inside(\.recurrent)
        }
        + ParameterOptions.keys("bias", "the biases").map { $0.inside(\.bias) }
        + [.trainable(\.isTrainable)])

    public var wantedInput: SampleShape.Kind? { .sequence }
    public var category: LayerCategory { .kernel }
    /// The outputs are a gate times a tanh, so they are saturated near ±1.
    public var saturation: Saturation? { .beyondMagnitude }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      guard case .sequence(let steps, let features) = input else {
        throw LayerProblem(.needsSequence(input))
      }
      let count = try LayerProblem.at("units") { () throws(ShapeError) in
        try LSTM.parameterCount(steps: steps, features: features, configuration: self)
      }
      try kernel.checkConstraint(of: "kernel", rank: 2)
      try recurrent.checkConstraint(of: "recurrent", rank: 2)
      if useBias { try bias.checkConstraint(of: "bias", rank: 1) }
      let state = LSTM.stateCount(steps: steps, units: units)
      return LayerPlan(
        self, input: input,
        output: returnSequences ? .sequence(steps: steps, features: units) : .features(units),
        trainableCount: count,
        cost: 4 * Double(steps) * Double(units) * Double(features + units),
        // Inference keeps gates, cells and outputs in the workspace, training in the layer.
        memory: .init(perSample: state, workspacePerSample: state) { samples, kernels in
          LSTM.scratchCount(
            steps: steps, features: features, units: units, samples: samples, kernels: kernels)
        }
      ) { context in
        LSTM(
          steps: steps, features: features, configuration: self, seed: context.seed,
          index: context.nextKernel())
      }
    }

    /// W with its initial values.
    func kernelParameter(features: Int, seed: UInt64, index: Int) -> Parameter {
      var parameter = Parameter(name: "weight_ih_l0", value: Tensor(shape: [4 * units, features]))
      kernel.set(
        &parameter, fans: .init(input: features, output: 4 * units), torchFan: units,
        from: RandomStream(seed: seed, purpose: .kernel, index: index))
      return parameter
    }

    /// U with its initial values.
    func recurrentParameter(seed: UInt64, index: Int) -> Parameter {
      var parameter = Parameter(
        name: "weight_hh_l0", role: .recurrentKernel, value: Tensor(shape: [4 * units, units]))
      recurrent.set(
        &parameter, fans: .init(input: units, output: 4 * units),
        from: RandomStream(seed: seed, purpose: .recurrentKernel, index: index))
      return parameter
    }

    /// Both biases with their initial values; nil if biases are switched off.
    func biasParameters(seed: UInt64, index: Int) -> (input: Parameter?, recurrent: Parameter?) {
      guard useBias else { return (nil, nil) }
      let zeros = Tensor(shape: [4 * units])
      var parameter = Parameter(name: "bias_ih_l0", role: .bias, value: zeros)
      bias.set(&parameter, torchFan: units, from: RandomStream(seed: seed, purpose: .bias, index: index))
      if unitForgetBias {
        for unit in units..<2 * units { parameter.value[unit] = 1 }
      }
      var recurrent = Parameter(
        name: "bias_hh_l0", role: .bias, value: zeros, isTrainable: trainsRecurrentBias)
      // The second bias starts at zero, but PyTorch's default draws both.
      if trainsRecurrentBias, case .torchDefault = bias.initializer {
        bias.initializer.fill(
          &recurrent.value, fans: .init(input: units, output: 4 * units),
          from: RandomStream(seed: seed, purpose: .recurrentBias, index: index))
      }
      return (parameter, recurrent)
    }
  }
}
