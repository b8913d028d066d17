import Schema

/// exp(x) / Σ exp(x), with the sum over the features of a sample or, for sequences, over the features of each step.
public struct Softmax: Layer {
  public let outputShape: SampleShape
  private let features: Int

  /// A layer for flat features.
  public init(features: Int) {
    self.init(shape: .features(features), features: features)
  }

  /// A layer for sequences.
  public init(steps: Int, features: Int) {
    self.init(shape: .sequence(steps: steps, features: features), features: features)
  }

  private init(shape: SampleShape, features: Int) {
    outputShape = shape
    self.features = features
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    executor.kernels.table.pointee.softmax(
      input.rows, features, input.pointer, input.stride, output.pointer)
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    executor.kernels.table.pointee.softmax_gradient(
      pass.output.rows, features, pass.output.pointer, pass.outputGradient.pointer, pass.output.stride,
      inputGradient.pointer)
  }
}

extension Softmax {
  public struct Configuration: LayerConfiguration {
    public init() {}

    public static let kinds = [
      LayerKind(
        "softmax",
        "exp(x) divided by the sum of exp(x) over all features of the sample, or of the step of a sequence.",
        Configuration())
    ]
    public var name: String { "softmax" }
    public var options: JSON? { nil }
    public var category: LayerCategory { .activation }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      switch input {
      case .features(let features): LayerPlan(self, input: input) { _ in Softmax(features: features) }
      case .sequence(let steps, let features):
        LayerPlan(self, input: input) { _ in Softmax(steps: steps, features: features) }
      case .image: throw LayerProblem(.needsFeatures(input))
      }
    }
  }
}
