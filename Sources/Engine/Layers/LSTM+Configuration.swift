import Schema

extension LSTM {
  /// Keras's parameters and defaults, and PyTorch's second bias: https://keras.io/api/layers/recurrent_layers/lstm/
  public struct Configuration: LayerConfiguration {
    public var units = 1
    /// Whether the output is that of every step instead of the last one's.
    public var returnSequences = false
    public var useBias = true
    /// Whether there is a second bias that is trained, as in PyTorch; else it stays zero (Keras has none).
    public var trainsRecurrentBias = true
    /// Whether the forget gate's bias starts at 1, whatever the initializer: Jozefowicz, Zaremba and Sutskever (2015).
    public var unitForgetBias = true
    public var kernel = ParameterOptions(.glorotUniform)
    public var recurrent = ParameterOptions(.orthogonal(gain: 1))
    /// The first bias, the only one of Keras.
    public var bias = ParameterOptions(.zeros)

    public static let kinds = [LayerKind("lstm", keys)]
    public var name: String { "lstm" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "Long short-term memory over sequences [steps, features], with Keras's equations and the tensors of torch.nn.LSTM.",
      blank: Configuration(),
      [
        .required("units", \.units, .size, "The number of outputs of a step."),
        .optional(
          "return_sequences", \.returnSequences, .boolean,
          "Give the outputs of all steps, [steps, units], instead of the last one's, [units]."),
        .optional("use_bias", \.useBias, .boolean, "Add a bias to each gate."),
        .optional(
          "recurrent_bias", \.trainsRecurrentBias, .boolean,
          "Train a second bias, as PyTorch, whose sum with the first learns twice as fast; false: there is one, as in Keras."
        ),
        .optional(
          "unit_forget_bias", \.unitForgetBias, .boolean,
          "Start the forget gate's bias at 1, whatever bias_initializer says."),
      ] + ParameterOptions.keys("kernel", "the weights of the inputs").map { $0.inside(\.kernel) }
        + ParameterOptions.keys("recurrent", "the weights of the step before").map { $0.inside(\.recurrent) }
        + ParameterOptions.keys("bias", "the biases").map { $0.inside(\.bias) })

    public var wantedInput: SampleShape.Kind? { .sequence }
    public var category: LayerCategory { .kernel }
    /// The outputs are a gate times a tanh.
    public var saturation: Saturation? { .beyondMagnitude }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      guard case .sequence(let steps, let features) = input else {
        throw LayerProblem(.needsSequence(input))
      }
      let counts = try LayerProblem.at("units") { () throws(ShapeError) in
        try LSTM.parameterCount(steps: steps, features: features, configuration: self)
      }
      try kernel.checkConstraint(of: "kernel", rank: 2)
      try recurrent.checkConstraint(of: "recurrent", rank: 2)
      if useBias { try bias.checkConstraint(of: "bias", rank: 1) }
      let state = LSTM.stateCount(steps: steps, units: units)
      return LayerPlan(
        self, input: input,
        output: returnSequences ? .sequence(steps: steps, features: units) : .features(units),
        trainableCount: counts.trainable, nonTrainableCount: counts.nonTrainable,
        cost: 4 * Double(steps) * Double(units) * Double(features + units),
        // Inference has gates, cells and outputs in the workspace.
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

    func kernelParameter(features: Int, seed: UInt64, index: Int) -> Parameter {
      var parameter = Parameter(name: "weight_ih_l0", value: Tensor(shape: [4 * units, features]))
      kernel.set(
        &parameter, fans: .init(input: features, output: 4 * units),
        from: RandomStream(seed: seed, purpose: .kernel, index: index))
      return parameter
    }

    func recurrentParameter(seed: UInt64, index: Int) -> Parameter {
      var parameter = Parameter(
        name: "weight_hh_l0", role: .recurrentKernel, value: Tensor(shape: [4 * units, units]))
      recurrent.set(
        &parameter, fans: .init(input: units, output: 4 * units),
        from: RandomStream(seed: seed, purpose: .recurrentKernel, index: index))
      return parameter
    }

    func biasParameters(seed: UInt64, index: Int) -> (input: Parameter?, recurrent: Parameter?) {
      guard useBias else { return (nil, nil) }
      let zeros = Tensor(shape: [4 * units])
      var parameter = Parameter(name: "bias_ih_l0", role: .bias, value: zeros)
      bias.set(&parameter, from: RandomStream(seed: seed, purpose: .bias, index: index))
      if unitForgetBias {
        for unit in units..<2 * units { parameter.value[unit] = 1 }
      }
      let recurrent = Parameter(
        name: "bias_hh_l0", role: .bias, value: zeros, isTrainable: trainsRecurrentBias)
      return (parameter, recurrent)
    }
  }
}
