import Schema

/// γ and β, the scale and the shift after a normalization, as all normalization layers have them: names and defaults as
/// in Keras.
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

  /// The number of elements of γ and β of this shape, as far as they are there.
  /// - Throws: `LayerProblem` where a constraint does not fit them.
  func parameterCount(shape: [Int]) throws(LayerProblem) -> Int {
    if scale { try gamma.checkConstraint(of: "gamma", rank: shape.count) }
    if center { try beta.checkConstraint(of: "beta", rank: shape.count) }
    return ((scale ? 1 : 0) + (center ? 1 : 0)) * shape.reduce(1, *)
  }

  /// γ of this shape, unless it is switched off.
  /// - Parameters:
  ///   - seed: the run's.
  ///   - index: the place of the layer among the normalization layers.
  func gamma(shape: [Int], isTrainable: Bool = true, seed: UInt64, index: Int) -> Parameter? {
    guard scale else { return nil }
    var parameter = Parameter(
      name: "weight", role: .gamma, value: Tensor(shape: shape), isTrainable: isTrainable)
    gamma.set(&parameter, from: RandomStream(seed: seed, purpose: .gamma, index: index))
    return parameter
  }

  /// β of this shape, unless it is switched off.
  func beta(shape: [Int], isTrainable: Bool = true, seed: UInt64, index: Int) -> Parameter? {
    guard center else { return nil }
    var parameter = Parameter(
      name: "bias", role: .beta, value: Tensor(shape: shape), isTrainable: isTrainable)
    beta.set(&parameter, from: RandomStream(seed: seed, purpose: .beta, index: index))
    return parameter
  }
}
