/// exp(x) / Σ exp(x) over a sample's features.
public struct Softmax: Layer {
  private let features: Int

  public var outputShape: SampleShape { .features(features) }

  public init(features: Int) {
    self.features = features
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    executor.kernels.table.pointee.softmax(
      input.samples, features, input.pointer, input.stride, output.pointer)
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    executor.kernels.table.pointee.softmax_gradient(
      pass.output.samples, features, pass.output.pointer, pass.outputGradient.pointer, pass.output.stride,
      inputGradient.pointer)
  }
}
