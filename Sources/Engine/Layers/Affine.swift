/// γ and β, the scale and the shift behind a normalization, as all normalization layers have them: names and defaults
/// as in Keras.
public struct Affine: Equatable, Sendable {
  /// Whether there is a β.
  public var center = true
  /// Whether there is a γ.
  public var scale = true
  public var betaInitializer = Initializer.zeros
  public var gammaInitializer = Initializer.ones
  public var betaRegularizer: Regularizer?
  public var gammaRegularizer: Regularizer?
  public var betaConstraint: Constraint?
  public var gammaConstraint: Constraint?

  public init() {}

  /// γ of this shape, unless it is switched off.
  /// - Parameters:
  ///   - seed: the run's.
  ///   - index: of the layer among the normalization layers.
  func gamma(shape: [Int], isTrainable: Bool = true, seed: UInt64, index: Int) -> Parameter? {
    guard scale else { return nil }
    var gamma = Parameter(name: "weight", role: .gamma, value: Tensor(shape: shape), isTrainable: isTrainable)
    gammaInitializer.fill(&gamma.value, from: RandomStream(seed: seed, purpose: .gamma, index: index))
    gamma.regularizer = gammaRegularizer
    gamma.constraint = gammaConstraint
    return gamma
  }

  /// β of this shape, unless it is switched off.
  func beta(shape: [Int], isTrainable: Bool = true, seed: UInt64, index: Int) -> Parameter? {
    guard center else { return nil }
    var beta = Parameter(name: "bias", role: .beta, value: Tensor(shape: shape), isTrainable: isTrainable)
    betaInitializer.fill(&beta.value, from: RandomStream(seed: seed, purpose: .beta, index: index))
    beta.regularizer = betaRegularizer
    beta.constraint = betaConstraint
    return beta
  }
}

extension Initializer {
  /// Fills a vector, whose length Keras takes for both fans.
  func fill(_ vector: inout Tensor, from stream: RandomStream) {
    fill(&vector, fans: .vector(vector.count), from: stream)
  }
}
