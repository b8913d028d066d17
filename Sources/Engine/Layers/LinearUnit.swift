import CKernels

/// The relatives of the rectified linear unit, elementwise functions whose derivatives start from the input.
public enum LinearUnitFunction: Equatable, Sendable {
  /// x, below 0 negativeSlope·x: Maas, Hannun and Ng (2013). Keras's layer has the slope 0.3, PyTorch's 0.01.
  case leakyRelu(negativeSlope: Double)
  /// x, below 0 alpha·(eˣ − 1): Clevert, Unterthiner and Hochreiter (2016).
  case elu(alpha: Double)
  /// elu with alpha 1.6732632 times 1.0507010: Klambauer et al. (2017), "Self-Normalizing Neural Networks".
  case selu
  /// x·Φ(x) with the standard normal's distribution Φ: Hendrycks and Gimpel (2016). The approximation is
  /// x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))).
  case gelu(approximate: Bool)
  /// log(1 + eˣ)
  case softplus

  fileprivate var kernel: (unit: bnk_unit, alpha: Float) {
    switch self {
    case .leakyRelu(let slope): (BNK_LEAKY_RELU, Float(slope))
    case .elu(let alpha): (BNK_ELU, Float(alpha))
    case .selu: (BNK_SELU, 0)
    case .gelu(let approximate): (approximate ? BNK_GELU_TANH : BNK_GELU, 0)
    case .softplus: (BNK_SOFTPLUS, 0)
    }
  }
}

/// A relative of the rectified linear unit as a layer.
public struct LinearUnit: Layer {
  public let outputShape: SampleShape
  public let function: LinearUnitFunction

  public init(_ function: LinearUnitFunction, shape: SampleShape) {
    self.function = function
    outputShape = shape
  }

  /// Some twenty operations an element, exponentials for the most part.
  private static let cost = 20

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    executor.parallel(
      input.count, step: FloatStorage.lanes, cost: Self.cost * input.count,
      with: (function: function.kernel, x: input.pointer, y: output.pointer)
    ) { work, slice, worker in
      let start = slice.lowerBound
      worker.kernels.pointee.apply_unit(
        work.function.unit, work.function.alpha, slice.count, work.x + start, work.y + start)
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    executor.parallel(
      pass.input.count, step: FloatStorage.lanes, cost: Self.cost * pass.input.count,
      with: (
        function: function.kernel, x: pass.input.pointer, dy: pass.outputGradient.pointer,
        dx: inputGradient.pointer
      )
    ) { work, slice, worker in
      let start = slice.lowerBound
      worker.kernels.pointee.unit_gradient(
        work.function.unit, work.function.alpha, slice.count, work.x + start, work.dy + start, work.dx + start
      )
    }
  }
}
