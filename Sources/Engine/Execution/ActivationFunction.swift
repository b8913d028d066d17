import CKernels

/// An elementwise function whose derivative follows from its value, so that dense and convolution layers can apply
/// it to their sums on the way out.
public enum ActivationFunction: String, Sendable, CaseIterable {
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
