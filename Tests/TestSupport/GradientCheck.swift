import Engine

/// The finite-difference check that every layer, activation and loss must pass.
///
/// The outputs y of a layer are multiplied by fixed random weights r and summed. With r as the gradient with respect to
/// the output, the backward pass computes the gradient of Σ r·y. It must agree with a `Derivative` with respect to
/// every input and every parameter.
public struct GradientCheck {
  /// A gradient that does not agree with the difference quotient.
  public struct Mismatch: Equatable, CustomStringConvertible {
    public let description: String
  }

  /// The largest step of the difference quotients. Inputs must be so far from kinks that a step does not reach them.
  public var largestStep: Float
  /// Maximum number of elements of one tensor that are checked. From a larger tensor, elements are chosen at random;
  /// the choice depends on the seed only.
  public var elementLimit: Int
  /// Seed of the weights and of the choice of elements.
  public var seed: UInt64

  public init(largestStep: Float = 1.0 / 16, elementLimit: Int = 60, seed: UInt64 = 1) {
    self.largestStep = largestStep
    self.elementLimit = elementLimit
    self.seed = seed
  }

  // MARK: Layers

  /// Checks the layer's backward pass on these samples.
  /// - Returns: the mismatches; empty if the backward pass is right.
  public func mismatches(
    of layer: some Layer, on samples: [[Float]], shape: SampleShape, step: TrainingStep = TrainingStep()
  ) -> [Mismatch] {
    let probe = LayerProbe(inputShape: shape, step: step)
    var values = TestValues(seed: seed)
    let outputSize = layer.outputShape.count
    let outputGradient = values.samples(samples.count, of: outputSize)
    let weights = outputGradient.flatMap { $0.map(Double.init) }
    let batches = LayerProbe.Batches(samples, for: layer, probe: probe)

    var differentiated = layer
    let gradient = probe.backward(&differentiated, on: samples, outputGradient: outputGradient)
    var mismatches = compare(
      "input", samples.flatMap { $0 }, gradient: gradient.samples.flatMap { $0 }, weights: weights
    ) { index, value in
      let (sample, feature) = index.quotientAndRemainder(dividingBy: shape.count)
      var changed = samples[sample]
      changed[feature] = value
      batches.input.batch.setSample(sample, to: changed)
      defer { batches.input.batch.setSample(sample, to: samples[sample]) }
      return batches.output(of: layer, probe: probe)
    }
    if gradient.padLanes.contains(where: { $0.contains { $0 != 0 } }) {
      mismatches.append(Mismatch(description: "the input's gradient is not zero in the pad lanes"))
    }

    var parameters: [Parameter] = []
    differentiated.forEachParameter { parameters.append($0) }
    for (parameterIndex, parameter) in parameters.enumerated() {
      mismatches += compare(
        parameter.name, parameter.value.elements, gradient: parameter.gradient.elements, weights: weights
      ) { index, value in
        var changed = layer
        changed.set(parameter: parameterIndex, element: index, to: value)
        return batches.output(of: changed, probe: probe)
      }
    }
    return mismatches
  }

  // MARK: Other functions

  /// Compares the gradient with respect to some values with difference quotients.
  /// - Parameters:
  ///   - name: name of the values, for the report.
  ///   - weights: the factors of the outputs in the sum whose gradient is checked.
  ///   - outputs: computes the outputs after the value at one index was replaced.
  /// - Returns: the mismatches; empty if the gradient is right.
  public func compare(
    _ name: String, _ values: [Float], gradient: [Float], weights: [Double],
    outputs: (_ index: Int, _ value: Float) -> [Float]
  ) -> [Mismatch] {
    guard values.count == gradient.count else {
      return [Mismatch(description: "\(name): \(gradient.count) gradients for \(values.count) values")]
    }
    var mismatches: [Mismatch] = []
    var squares = (gradient: 0.0, difference: 0.0, uncertainty: 0.0)
    for index in chosen(values.count) {
      let derivative = Derivative(at: values[index], largestStep: largestStep, weights: weights) {
        outputs(index, $0)
      }
      let found = Double(gradient[index])
      let difference = found - derivative.value
      // The backward pass has rounding errors too.
      let allowed = derivative.uncertainty + 4e-6 * max(1, abs(found))
      // Written without `>`, so that NaN counts as a mismatch.
      if !(abs(difference) <= allowed) {
        mismatches.append(
          Mismatch(
            description: "\(name)[\(index)]: gradient \(found), but the difference quotient is "
              + "\(derivative.value) ± \(allowed)"))
      }
      squares.gradient += found * found
      squares.difference += difference * difference
      squares.uncertainty += allowed * allowed
    }
    // The check must be able to detect an error of 1 %. A gradient that is nearly 0 is judged as if its norm were 0.1.
    let size = max(squares.gradient, 1e-2).squareRoot()
    if !(squares.uncertainty.squareRoot() <= 5e-3 * size) {
      mismatches.append(
        Mismatch(
          description: "\(name): the difference quotients are too inaccurate to judge a gradient "
            + "(± \(squares.uncertainty.squareRoot()) of \(size)); are there kinks nearby?"))
    }
    if !(squares.difference.squareRoot() <= 2e-3 * size) {
      mismatches.append(
        Mismatch(
          description:
            "\(name): the gradient as a whole is off by \(squares.difference.squareRoot()) of \(size)"
        ))
    }
    return mismatches
  }

  /// The indices of the elements to check.
  private func chosen(_ count: Int) -> [Int] {
    guard count > elementLimit else { return Array(0..<count) }
    return epochOrder(count: count, seed: seed, epoch: 0).prefix(elementLimit).map(Int.init)
  }
}

extension Layer {
  fileprivate mutating func set(parameter parameterIndex: Int, element: Int, to value: Float) {
    var index = 0
    forEachParameter { parameter in
      if index == parameterIndex { parameter.value[element] = value }
      index += 1
    }
  }
}
