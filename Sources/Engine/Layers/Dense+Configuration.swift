import Schema

extension Dense {
  /// Keras's parameters and defaults: https://keras.io/api/layers/core_layers/dense/
  public struct Configuration: LayerConfiguration {
    /// Number of outputs.
    public var units = 1
    public var useBias = true
    public var kernel = ParameterOptions(.glorotUniform)
    public var bias = ParameterOptions(.zeros)
    public var isTrainable = true

    public static let kinds = [LayerKind("dense", keys)]
    public var name: String { "dense" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "Every output is a weighted sum of all inputs, plus a bias. Each step of a sequence and each pixel of an image is computed by itself; \"flatten\" before the layer connects all values of an image.",
      blank: Configuration(),
      [
        .required("units", \.units, .size, "The number of outputs."),
        .optional("use_bias", \.useBias, .boolean, "Add a bias."),
      ] + ParameterOptions.keys("kernel", "the weights").map { $0.inside(\.kernel) }
        + ParameterOptions.keys("bias", "the biases").map { $0.inside(\.bias) }
        + [.trainable(\.isTrainable)])

    public var wantedInput: SampleShape.Kind? { .features }
    public var category: LayerCategory { .kernel }
    public var appliesNextFunction: Bool { true }

    /// A sequence is mapped step by step, and an image pixel by pixel: [channels, h, w] becomes [units, h, w]. That is
    /// Keras's rule that a dense layer maps the last axis, for images whose channels come last. A convolution with a
    /// kernel of one pixel computes it, but the weights are those of a dense layer, [units, channels].
    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      try LayerProblem.checkSize(units, "number of units", key: "units")
      let (inputs, output, places) = arrangement(of: input)
      let weights = try LayerProblem.at("units") { () throws(ShapeError) in
        _ = try elementCount(places, units, what: "values a sample")
        return try elementCount(inputs, units, what: "weights")
      }
      try kernel.checkConstraint(of: "kernel", rank: 2)
      if useBias { try bias.checkConstraint(of: "bias", rank: 1) }
      return LayerPlan(
        self, input: input, output: output, trainableCount: weights + (useBias ? units : 0),
        cost: Double(inputs) * Double(units) * Double(places),
        memory: .init { samples, kernels in
          switch input {
          case .features, .sequence:
            Dense.scratchCount(
              samples: samples * places, inputSize: inputs, outputSize: units, kernels: kernels)
          case .image(_, let height, let width):
            Conv2D.scratchCount(
              inputChannels: inputs, filters: units,
              window: Window(eachPixelOf: .init(height: height, width: width)), kernels: kernels)
          }
        }
      ) { context in
        switch input {
        case .features: dense(inputs: inputs, steps: nil, in: &context)
        case .sequence(let steps, _): dense(inputs: inputs, steps: steps, in: &context)
        case .image(_, let height, let width):
          pixelwise(
            channels: inputs, window: Window(eachPixelOf: .init(height: height, width: width)), in: &context)
        }
      }
    }

    /// The number of inputs of each unit, the shape of the output, and the number of places (steps or pixels) that are
    /// mapped one by one.
    private func arrangement(of input: SampleShape) -> (inputs: Int, output: SampleShape, places: Int) {
      switch input {
      case .features(let features): (features, .features(units), 1)
      case .sequence(let steps, let features): (features, .sequence(steps: steps, features: units), steps)
      case .image(let channels, let height, let width):
        (channels, .image(channels: units, height: height, width: width), height * width)
      }
    }

    private func dense(inputs: Int, steps: Int?, in context: inout LayerContext) -> Dense {
      var layer = Dense(
        inputSize: inputs, outputSize: units, steps: steps, useBias: useBias, activation: context.function)
      set(&layer.weight, &layer.bias, inputs: inputs, in: &context)
      return layer
    }

    private func pixelwise(channels: Int, window: Window, in context: inout LayerContext) -> Conv2D {
      var layer = Conv2D(
        inputChannels: channels, filters: units, window: window, useBias: useBias,
        activation: context.function)
      // The same values in the same order, without the axes of the kernel's height and width.
      layer.weight = Parameter(name: layer.weight.name, value: Tensor(shape: [units, channels]))
      set(&layer.weight, &layer.bias, inputs: channels, in: &context)
      return layer
    }

    /// Gives the weights and the biases their initial values.
    private func set(
      _ weight: inout Parameter, _ bias: inout Parameter?, inputs: Int, in context: inout LayerContext
    ) {
      let place = context.nextKernel()
      kernel.set(
        &weight, fans: .init(input: inputs, output: units),
        from: RandomStream(seed: context.seed, purpose: .kernel, index: place))
      if bias != nil {
        self.bias.set(
          &bias!, torchFan: inputs, from: RandomStream(seed: context.seed, purpose: .bias, index: place))
      }
    }
  }
}
