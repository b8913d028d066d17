import Engine

/// The finite-difference check that every layer, activation and loss has to pass.
///
/// A layer's outputs are weighted with fixed random numbers r and summed; backward's gradients of Σ r·y, with r for
/// the output's gradient, must agree with `Derivative`s by every input and every parameter.
public struct GradientCheck {
  /// Where a gradient and the difference quotient do not agree.
  public struct Mismatch: Equatable, CustomStringConvertible {
    public let description: String
  }

  /// The largest step of the difference quotients; inputs must stay away from kinks by what it changes.
  public var largestStep: Float
  /// The elements of one tensor that are tried; of a larger one a fixed random choice is.
  public var elementLimit: Int
  public var seed: UInt64

  public init(largestStep: Float = 1.0 / 16, elementLimit: Int = 60, seed: UInt64 = 1) {
    self.largestStep = largestStep
    self.elementLimit = elementLimit
    self.seed = seed
  }

  // MARK: Layers

  /// - Returns: what is wrong with the layer's backward pass on these samples: nothing, for a right one.
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
      let (place, feature) = index.quotientAndRemainder(dividingBy: shape.count)
      var changed = samples[place]
      changed[feature] = value
      batches.input.batch.setSample(place, to: changed)
      defer { batches.input.batch.setSample(place, to: samples[place]) }
      return batches.output(of: layer, probe: probe)
    }
    if gradient.padLanes.contains(where: { $0.contains { $0 != 0 } }) {
      mismatches.append(Mismatch(description: "the input's gradient is not zero in the pad lanes"))
    }

    var parameters: [Parameter] = []
    differentiated.forEachParameter { parameters.append($0) }
    for (place, parameter) in parameters.enumerated() {
      mismatches += compare(
        parameter.name, parameter.value.elements, gradient: parameter.gradient.elements, weights: weights
      ) { index, value in
        var changed = layer
        changed.set(parameter: place, element: index, to: value)
        return batches.output(of: changed, probe: probe)
      }
    }
    return mismatches
  }

  // MARK: Anything

  /// Compares a gradient by some values with difference quotients.
  /// - Parameters:
  ///   - name: of the values, for the report.
  ///   - weights: of the outputs in the sum that the gradient is of.
  ///   - outputs: with the value of one index replaced.
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
      // Backward rounds too.
      let allowed = derivative.uncertainty + 4e-6 * max(1, abs(found))
      // Not `>`, so that NaN fails.
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
    // The check must be able to see an error of 1 %. Where the gradient vanishes, its size is that of the weights.
    let size = max(squares.gradient, 1e-2).squareRoot()
    if !(squares.uncertainty.squareRoot() <= 5e-3 * size) {
      mismatches.append(
        Mismatch(
          description: "\(name): the difference quotients are too vague to judge a gradient "
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

  private func chosen(_ count: Int) -> [Int] {
    guard count > elementLimit else { return Array(0..<count) }
    return epochOrder(count: count, seed: seed, epoch: 0).prefix(elementLimit).map(Int.init)
  }
}

extension Layer {
  fileprivate mutating func set(parameter place: Int, element: Int, to value: Float) {
    var index = 0
    forEachParameter { parameter in
      if index == place { parameter.value[element] = value }
      index += 1
    }
  }
}
