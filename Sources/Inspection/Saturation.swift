import Engine
import Training

/// Where an activation has next to no slope, told from its output.
enum Saturation: Equatable {
  /// relu: 0, and the slope is exactly 0.
  case atZero
  /// tanh, and an LSTM's output: beyond ±0.99.
  case beyondMagnitude
  /// The sigmoid: below 0.01 or above 0.99.
  case nearZeroOrOne
  /// elu and selu (below 0.99 of their lower bound), softplus (below 0.01).
  case below(Float)

  static let margin: Float = 0.01

  /// Nil where saturation is not defined: without an activation, for softmax, whose values depend on each other, for
  /// leaky_relu, which has a slope everywhere, and for gelu, whose output does not tell its input.
  init?(_ form: NetworkPlan.Form) {
    switch form {
    case .activation(.relu): self = .atZero
    case .activation(.tanh), .lstm: self = .beyondMagnitude
    case .activation(.sigmoid): self = .nearZeroOrOne
    case .linearUnit(.elu(let alpha)): self = .below(-(1 - Self.margin) * Float(alpha))
    case .linearUnit(.selu): self = .below(-(1 - Self.margin) * 1.050_701 * 1.673_263_2)
    case .linearUnit(.softplus): self = .below(Self.margin)
    case .activation(.linear), .linearUnit(.leakyRelu), .linearUnit(.gelu), .softmax, .dense, .conv2d,
      .batchNorm, .layerNorm, .groupNorm, .pooling, .globalAveragePool, .flatten, .dropout, .identity:
      return nil
    }
  }

  func contains(_ value: Float) -> Bool {
    switch self {
    case .atZero: value == 0
    case .beyondMagnitude: value.magnitude > 1 - Self.margin
    case .nearZeroOrOne: value < Self.margin || value > 1 - Self.margin
    case .below(let bound): value < bound
    }
  }

  /// The share of the values that are saturated.
  func share(of values: [Float]) -> Double {
    Double(values.count { contains($0) }) / Double(max(values.count, 1))
  }
}
