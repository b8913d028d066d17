import Schema

/// The options of γ and β, the scale and the shift that follow every normalization. Names and defaults are those of
/// Keras.
public struct Affine: Equatable, Sendable {
  /// Whether there is a β.
  public var center = true
  /// Whether there is a γ.
  public var scale = true
  public var beta = ParameterOptions(.zeros)
  public var gamma = ParameterOptions(.ones)

  static let keys: [TableKey<Affine>] =
    [
      .optional("center", \.center, .boolean, "Add beta."),
      .optional("scale", \.scale, .boolean, "Multiply by gamma."),
    ] + ParameterOptions.keys("beta", "the values of beta").map { $0.inside(\.beta) }
    + ParameterOptions.keys("gamma", "the values of gamma").map { $0.inside(\.gamma) }

  /// Number of elements of γ and β together, if each has this shape; those that are switched off do not count.
  /// - Throws: `LayerProblem` if a constraint has an axis that they lack.
  func parameterCount(shape: [Int]) throws(LayerProblem) -> Int {
    if scale { try gamma.checkConstraint(of: "gamma", rank: shape.count) }
    if center { try beta.checkConstraint(of: "beta", rank: shape.count) }
    return ((scale ? 1 : 0) + (center ? 1 : 0)) * shape.reduce(1, *)
  }

  /// γ with this shape and its initial values; nil if it is switched off.
  /// - Parameters:
  ///   - seed: the run's seed, for random initializers.
  ///   - index: the layer's place among the normalization layers, for random initializers too.
  func gamma(shape: [Int], isTrainable: Bool = true, seed: UInt64, index: Int) -> Parameter? {
    guard scale else { return nil }
    var parameter = Parameter(
      name: "weight", role: .gamma, value: Tensor(shape: shape), isTrainable: isTrainable)
    gamma.set(&parameter, from: RandomStream(seed: seed, purpose: .gamma, index: index))
    return parameter
  }

  /// β with this shape and its initial values; nil if it is switched off. See `gamma` for the parameters.
  func beta(shape: [Int], isTrainable: Bool = true, seed: UInt64, index: Int) -> Parameter? {
    guard center else { return nil }
    var parameter = Parameter(
      name: "bias", role: .beta, value: Tensor(shape: shape), isTrainable: isTrainable)
    beta.set(&parameter, from: RandomStream(seed: seed, purpose: .beta, index: index))
    return parameter
  }
}
