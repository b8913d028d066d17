import Schema

/// The relatives of the rectified linear unit, with Keras's options and defaults.
public enum LinearUnitSpec: Equatable, Sendable {
  case leakyReLU(negativeSlope: Double)
  case elu(alpha: Double)
  case selu
  case gelu(approximate: Bool)
  case softplus
}

struct LeakyReLUOptions {
  var negativeSlope = 0.3

  static let keys = KeyTable(
    "x, below 0 negative_slope x.", blank: LeakyReLUOptions(),
    [
      .optional(
        "negative_slope", \.negativeSlope, .number(.notNegative), "The slope below 0; PyTorch's is 0.01.")
    ])
}

struct ELUOptions {
  var alpha = 1.0

  static let keys = KeyTable(
    "x, below 0 alpha (exp(x) - 1).", blank: ELUOptions(),
    [.optional("alpha", \.alpha, .number(.any), "The limit far below 0 is -alpha.")])
}

struct GELUOptions {
  var approximate = false

  static let keys = KeyTable(
    "x times the standard normal's distribution function at x.", blank: GELUOptions(),
    [
      .optional(
        "approximate", \.approximate, .boolean,
        "Take x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) instead.")
    ])
}
