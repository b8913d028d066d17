/// Where an activation has next to no slope, told from its output.
public enum Saturation: Equatable, Sendable {
  /// relu: 0, and the slope is exactly 0.
  case atZero
  /// tanh, and an LSTM's output: beyond ±0.99.
  case beyondMagnitude
  /// The sigmoid: below 0.01 or above 0.99.
  case nearZeroOrOne
  /// elu and selu (below 0.99 of their lower bound), softplus (below 0.01).
  case below(Float)

  static let margin: Float = 0.01

  public func contains(_ value: Float) -> Bool {
    switch self {
    case .atZero: value == 0
    case .beyondMagnitude: value.magnitude > 1 - Self.margin
    case .nearZeroOrOne: value < Self.margin || value > 1 - Self.margin
    case .below(let bound): value < bound
    }
  }

  /// The share of the values that are saturated.
  public func share(of values: [Float]) -> Double {
    Double(values.count { contains($0) }) / Double(max(values.count, 1))
  }
}
