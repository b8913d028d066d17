import CKernels
import Schema

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
  /// x·σ(x) with the sigmoid σ: Ramachandran, Zoph and Le (2017), "Searching for Activation Functions". PyTorch's SiLU.
  case swish

  fileprivate var kernel: (unit: bnk_unit, alpha: Float) {
    switch self {
    case .leakyRelu(let slope): (BNK_LEAKY_RELU, Float(slope))
    case .elu(let alpha): (BNK_ELU, Float(alpha))
    case .selu: (BNK_SELU, 0)
    case .gelu(let approximate): (approximate ? BNK_GELU_TANH : BNK_GELU, 0)
    case .softplus: (BNK_SOFTPLUS, 0)
    case .swish: (BNK_SWISH, 0)
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

extension LinearUnit {
  /// The relatives of the rectified linear unit, with Keras's options and defaults.
  public struct Configuration: LayerConfiguration {
    public var function: LinearUnitFunction

    public init(_ function: LinearUnitFunction) {
      self.function = function
    }

    public static let kinds = [
      LayerKind("leaky_relu", LeakyReLUOptions.keys) {
        Configuration(.leakyRelu(negativeSlope: $0.negativeSlope))
      },
      LayerKind("elu", ELUOptions.keys) { Configuration(.elu(alpha: $0.alpha)) },
      LayerKind("selu", "1.0507010 times elu with alpha 1.6732632.", Configuration(.selu)),
      LayerKind("gelu", GELUOptions.keys) { Configuration(.gelu(approximate: $0.approximate)) },
      LayerKind("softplus", "log(1 + exp(x)).", Configuration(.softplus)),
      LayerKind("swish", "x / (1 + exp(-x)), which PyTorch calls SiLU.", Configuration(.swish)),
    ]

    public var name: String {
      switch function {
      case .leakyRelu: "leaky_relu"
      case .elu: "elu"
      case .selu: "selu"
      case .gelu: "gelu"
      case .softplus: "softplus"
      case .swish: "swish"
      }
    }

    public var options: JSON? {
      switch function {
      case .leakyRelu(let slope): LeakyReLUOptions.keys.write(LeakyReLUOptions(negativeSlope: slope))
      case .elu(let alpha): ELUOptions.keys.write(ELUOptions(alpha: alpha))
      case .gelu(let approximate): GELUOptions.keys.write(GELUOptions(approximate: approximate))
      case .selu, .softplus, .swish: nil
      }
    }

    public var category: LayerCategory { .activation }

    /// Nil for leaky_relu, which has a slope everywhere, and for gelu and swish, where an output does not tell its input.
    public var saturation: Saturation? {
      switch function {
      case .elu(let alpha): .below(-(1 - Saturation.margin) * Float(alpha))
      case .selu: .below(-(1 - Saturation.margin) * 1.050_701 * 1.673_263_2)
      case .softplus: .below(Saturation.margin)
      case .leakyRelu, .gelu, .swish: nil
      }
    }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      LayerPlan(self, input: input) { _ in LinearUnit(function, shape: input) }
    }
  }
}

private struct LeakyReLUOptions {
  var negativeSlope = 0.3

  static let keys = KeyTable(
    "x, below 0 negative_slope x.", blank: LeakyReLUOptions(),
    [
      .optional(
        "negative_slope", \.negativeSlope, .number(.notNegative), "The slope below 0; PyTorch's is 0.01.")
    ])
}

private struct ELUOptions {
  var alpha = 1.0

  static let keys = KeyTable(
    "x, below 0 alpha (exp(x) - 1).", blank: ELUOptions(),
    [.optional("alpha", \.alpha, .number(.any), "The limit far below 0 is -alpha.")])
}

private struct GELUOptions {
  var approximate = false

  static let keys = KeyTable(
    "x times the standard normal's distribution function at x.", blank: GELUOptions(),
    [
      .optional(
        "approximate", \.approximate, .boolean,
        "Take x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) instead.")
    ])
}
