public struct BatchNormSpec: Equatable, Sendable {
  /// The keep rate of the moving statistics: moving = momentum · moving + (1 − momentum) · batch.
  public var momentum: Double
  public var epsilon: Double
  public var center: Bool
  public var scale: Bool
  /// The axis of the channels, counted with the batch's axis as 0; nil: 1 for features and images, the last for sequences.
  public var axis: Int?
  public var movingVarianceEstimator: VarianceEstimator
  public var updateMovingStatistics: Bool
  /// False: γ and β stay as they are and the layer works in inference mode in training too.
  public var trainable: Bool

  public init(
    momentum: Double = 0.99, epsilon: Double = 0.001, center: Bool = true, scale: Bool = true,
    axis: Int? = nil,
    movingVarianceEstimator: VarianceEstimator = .biased, updateMovingStatistics: Bool = true,
    trainable: Bool = true
  ) {
    self.momentum = momentum
    self.epsilon = epsilon
    self.center = center
    self.scale = scale
    self.axis = axis
    self.movingVarianceEstimator = movingVarianceEstimator
    self.updateMovingStatistics = updateMovingStatistics
    self.trainable = trainable
  }
}

public enum VarianceEstimator: String, CaseIterable, Sendable {
  /// Σ(x−μ)²/N.
  case biased
  /// Σ(x−μ)²/(N−1), as PyTorch keeps it.
  case bessel
}

extension BatchNormSpec {
  static let keys = KeyTable(
    "Batch normalization: (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the batch's mean and variance in training and moving ones in inference.",
    blank: BatchNormSpec(),
    [
      .optional(
        "momentum", \.momentum, .number(.fraction),
        "The keep rate of the moving statistics: moving = momentum * moving + (1 - momentum) * batch. PyTorch's momentum 0.1 is 0.9 here."
      ),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the variance."),
      .optional("center", \.center, .boolean, "Add beta."),
      .optional("scale", \.scale, .boolean, "Multiply by gamma."),
      .optional(
        "axis", \.axis, .nullable(.anyInteger),
        "The channels' axis, the batch's being 0; null: 1 for features and images, the last for sequences."),
      .optional(
        "moving_variance_estimator", \.movingVarianceEstimator, .word,
        "What the moving variance follows: the batch's variance over N (biased) or over N - 1 (bessel, as PyTorch)."
      ),
      .optional(
        "update_moving_statistics", \.updateMovingStatistics, .boolean,
        "False: the moving statistics stay as they start, as where TensorFlow 1's update operations are forgotten."
      ),
      .optional(
        "trainable", \.trainable, .boolean,
        "False: gamma and beta stay as they are, and the layer works in inference mode in training, too."),
    ])
}
