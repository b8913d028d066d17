import Schema

/// γ and β, the scale and the shift behind a normalization, as all normalization layers have them.
public struct AffineSpec: Equatable, Sendable {
  /// Whether there is a β.
  public var center: Bool
  /// Whether there is a γ.
  public var scale: Bool
  public var beta: ParameterSpec
  public var gamma: ParameterSpec

  public init(
    center: Bool = true, scale: Bool = true, beta: ParameterSpec = ParameterSpec(.zeros),
    gamma: ParameterSpec = ParameterSpec(.ones)
  ) {
    self.center = center
    self.scale = scale
    self.beta = beta
    self.gamma = gamma
  }
}

extension AffineSpec {
  static let keys: [TableKey<AffineSpec>] =
    [
      .optional("center", \.center, .boolean, "Add beta."),
      .optional("scale", \.scale, .boolean, "Multiply by gamma."),
    ] + ParameterSpec.keys("beta", "the values of beta").map { $0.inside(\.beta) }
    + ParameterSpec.keys("gamma", "the values of gamma").map { $0.inside(\.gamma) }
}
