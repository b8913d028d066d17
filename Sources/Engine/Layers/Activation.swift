import Schema

/// An activation function as a layer of its own.
public struct Activation: Layer {
  public let outputShape: SampleShape
  public let function: ActivationFunction

  public init(_ function: ActivationFunction, shape: SampleShape) {
    self.function = function
    outputShape = shape
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    // tanh and the sigmoid cost some ten operations an element.
    executor.parallel(
      input.count, step: FloatStorage.lanes, cost: 10 * input.count,
      with: (function: function.kernel, x: input.pointer, y: output.pointer)
    ) { work, slice, worker in
      let start = slice.lowerBound
      worker.kernels.pointee.activate(work.function, slice.count, work.x + start, work.y + start)
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    function.differentiate(
      output: pass.output, outputGradient: pass.outputGradient, inputGradient: inputGradient, on: executor)
  }
}

extension Activation {
  /// The elementwise functions that a spec can name.
  public struct Configuration: LayerConfiguration {
    public var function: ActivationFunction

    public init(_ function: ActivationFunction) {
      self.function = function
    }

    public static let kinds = [
      LayerKind("relu", "max(x, 0).", Configuration(.relu)),
      LayerKind("tanh", "The hyperbolic tangent.", Configuration(.tanh)),
      LayerKind("sigmoid", "1 / (1 + exp(-x)).", Configuration(.sigmoid)),
    ]
    public var name: String { function.rawValue }
    public var options: JSON? { nil }
    public var category: LayerCategory { .activation }
    public var elementwiseFunction: ActivationFunction? { function }

    public var saturation: Saturation? {
      switch function {
      case .linear: nil
      case .relu: .atZero
      case .tanh: .beyondMagnitude
      case .sigmoid: .nearZeroOrOne
      }
    }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      LayerPlan(self, input: input) { _ in Activation(function, shape: input) }
    }
  }
}
