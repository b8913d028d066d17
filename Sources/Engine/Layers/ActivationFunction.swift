import CKernels

/// An elementwise function whose derivative follows from its value, so that dense and convolution layers can apply
/// it to their sums on the way out.
public enum ActivationFunction: Sendable, CaseIterable {
  case linear, relu, tanh, sigmoid

  var kernel: bnk_activation {
    switch self {
    case .linear: BNK_LINEAR
    case .relu: BNK_RELU
    case .tanh: BNK_TANH
    case .sigmoid: BNK_SIGMOID
    }
  }

  /// Replaces the gradient of the function's output by that of its input.
  func differentiate(output: Batch, gradient: Batch, on executor: Executor) {
    guard self != .linear else { return }
    differentiate(output: output, outputGradient: gradient, inputGradient: gradient, on: executor)
  }

  func differentiate(
    output: Batch, outputGradient: Batch, inputGradient: Batch, on executor: Executor
  ) {
    executor.parallel(
      output.count, step: FloatStorage.lanes, cost: output.count,
      with: (function: kernel, y: output.pointer, dy: outputGradient.pointer, dx: inputGradient.pointer)
    ) { work, slice, worker in
      let start = slice.lowerBound
      worker.kernels.pointee.activation_gradient(
        work.function, slice.count, work.y + start, work.dy + start, work.dx + start)
    }
  }
}

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
