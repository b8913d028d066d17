@testable import Engine

/// A layer whose gradients are wrong in one way, to show that the gradient check sees it.
struct WrongLayer<Base: Layer>: Layer {
  enum Fault: CaseIterable {
    /// The input's gradient is 1 % too large.
    case scaledInputGradient
    /// The parameters' gradients are 1 % too large.
    case scaledParameterGradients
    /// One value of the input's gradient is 0.
    case droppedElement
    /// The input's gradient of the last sample is that of the one before.
    case repeatedSample
    /// The input's gradient is left as it was.
    case unwrittenInputGradient
  }

  var base: Base
  let fault: Fault

  var outputShape: SampleShape { base.outputShape }
  func scratchCount(samples: Int, kernels: Kernels) -> Int {
    base.scratchCount(samples: samples, kernels: kernels)
  }
  func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    base.infer(input, into: output, on: executor)
  }
  mutating func forward(_ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor) {
    base.forward(input, into: output, step: step, on: executor)
  }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) { base.forEachParameter(body) }

  mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let gradient = pass.inputGradient else { return }
    let stale = (0..<gradient.samples).map(gradient.sample)
    base.backward(pass, step: step, on: executor)
    switch fault {
    case .scaledInputGradient:
      for sample in 0..<gradient.samples {
        gradient.setSample(sample, to: gradient.sample(sample).map { $0 * 1.01 })
      }
    case .scaledParameterGradients:
      base.forEachParameter { parameter in
        for index in 0..<parameter.gradient.count { parameter.gradient[index] *= 1.01 }
      }
    case .droppedElement:
      var values = gradient.sample(0)
      values[values.count / 2] = 0
      gradient.setSample(0, to: values)
    case .repeatedSample:
      gradient.setSample(gradient.samples - 1, to: gradient.sample(gradient.samples - 2))
    case .unwrittenInputGradient:
      for (sample, values) in stale.enumerated() { gradient.setSample(sample, to: values) }
    }
  }
}

/// Batch normalization of features with common mistakes: backward treats the statistics as constants, or forgets one
/// of their two terms. γ = 1 and β = 0.
struct CarelessBatchNorm: Layer {
  enum Forgotten {
    /// The correct layer, to show that the check finds the forgotten term and nothing else.
    case nothing
    /// − Σdy/N
    case mean
    /// − x̂·Σ(dy·x̂)/N
    case variance
  }

  let outputShape: SampleShape
  let forgotten: Forgotten
  private let epsilon: Float = 0.001

  func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    let columns = normalized(input)
    for sample in 0..<input.samples { output.setSample(sample, to: columns.map { $0.values[sample] }) }
  }

  private func normalized(_ batch: Batch) -> [(values: [Float], inverse: Float)] {
    (0..<outputShape.count).map { feature in
      let column = (0..<batch.samples).map { batch.sample($0)[feature] }
      let mean = column.reduce(0, +) / Float(column.count)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(column.count)
      let inverse = 1 / (variance + epsilon).squareRoot()
      return (column.map { ($0 - mean) * inverse }, inverse)
    }
  }

  mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    let count = pass.input.samples
    let columns: [[Float]] = normalized(pass.input).enumerated().map { feature, column in
      let dy = (0..<count).map { pass.outputGradient.sample($0)[feature] }
      let offset = forgotten == .mean ? 0 : dy.reduce(0, +) / Float(count)
      let slope =
        forgotten == .variance ? 0 : zip(dy, column.values).reduce(0) { $0 + $1.0 * $1.1 } / Float(count)
      return zip(dy, column.values).map { column.inverse * ($0 - offset - $1 * slope) }
    }
    for sample in 0..<count { inputGradient.setSample(sample, to: columns.map { $0[sample] }) }
  }
}
