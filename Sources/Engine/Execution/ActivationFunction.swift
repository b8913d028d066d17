import CKernels

/// An elementwise function whose derivative follows from its value. Dense and convolution layers can therefore apply it
/// to their sums as they write them, and go backward without keeping the sums.
public enum ActivationFunction: String, Sendable, CaseIterable {
  case linear, relu, tanh, sigmoid

  /// The function's number in the kernels.
  var kernel: bnk_activation {
    switch self {
    case .linear: BNK_LINEAR
    case .relu: BNK_RELU
    case .tanh: BNK_TANH
    case .sigmoid: BNK_SIGMOID
    }
  }

  /// Replaces the gradient with respect to the function's output by the one with respect to its input.
  /// - Parameters:
  ///   - output: the function's values.
  ///   - gradient: changed in place.
  func differentiate(output: Batch, gradient: Batch, on executor: Executor) {
    guard self != .linear else { return }
    differentiate(output: output, outputGradient: gradient, inputGradient: gradient, on: executor)
  }

  /// Computes the gradient with respect to the function's input from its values and the gradient with respect to them.
  /// `inputGradient` may be the same batch as `outputGradient`.
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
