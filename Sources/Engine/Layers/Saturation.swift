/// The outputs at which an activation function has almost no slope.
public enum Saturation: Equatable, Sendable {
  /// 0, for relu: there the slope is exactly 0.
  case atZero
  /// Beyond ±0.99, for tanh and the output of an LSTM.
  case beyondMagnitude
  /// Below 0.01 or above 0.99, for the sigmoid.
  case nearZeroOrOne
  /// Below a bound: for elu and selu 0.99 times their limit towards minus infinity, for softplus 0.01.
  case below(Float)

  /// The distance from a limit within which an output counts as saturated, as a share.
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
