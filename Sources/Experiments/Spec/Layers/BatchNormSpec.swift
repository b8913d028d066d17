import Schema

public struct BatchNormSpec: Equatable, Sendable {
  public var momentum: MomentumSpec
  public var epsilon: Double
  /// The axis of the channels, counted with the batch's axis as 0; nil: 1 for features and images, the last for sequences.
  public var axis: Int?
  public var affine: AffineSpec
  public var movingMeanInitializer: InitializerSpec
  public var movingVarianceInitializer: InitializerSpec
  public var movingVarianceEstimator: VarianceEstimator
  public var updateMovingStatistics: Bool
  /// False: γ and β stay as they are and the layer works in inference mode in training too.
  public var trainable: Bool
  /// The samples that are normalised together; nil: the whole batch.
  public var virtualBatchSize: Int?
  /// Whether a batch with one value per channel is refused, as by PyTorch.
  public var refuseSingleValues: Bool

  public init(
    momentum: MomentumSpec = .rate(0.99), epsilon: Double = 0.001, axis: Int? = nil,
    affine: AffineSpec = AffineSpec(), movingMeanInitializer: InitializerSpec = .zeros,
    movingVarianceInitializer: InitializerSpec = .ones,
    movingVarianceEstimator: VarianceEstimator = .biased, updateMovingStatistics: Bool = true,
    trainable: Bool = true, virtualBatchSize: Int? = nil, refuseSingleValues: Bool = false
  ) {
    self.momentum = momentum
    self.epsilon = epsilon
    self.axis = axis
    self.affine = affine
    self.movingMeanInitializer = movingMeanInitializer
    self.movingVarianceInitializer = movingVarianceInitializer
    self.movingVarianceEstimator = movingVarianceEstimator
    self.updateMovingStatistics = updateMovingStatistics
    self.trainable = trainable
    self.virtualBatchSize = virtualBatchSize
    self.refuseSingleValues = refuseSingleValues
  }
}

/// How moving statistics follow the batches'.
public enum MomentumSpec: Equatable, Sendable {
  /// The keep rate: moving = rate · moving + (1 − rate) · batch.
  case rate(Double)
  /// The average over all batches so far, as PyTorch's `momentum=None`.
  case cumulative
}

public enum VarianceEstimator: String, CaseIterable, Sendable {
  /// Σ(x−μ)²/N: Keras 3, and tf.keras 2 of features.
  case biased
  /// Σ(x−μ)²/(N−1): PyTorch, and tf.keras 2 of images.
  case bessel
  /// Σ(x−μ)²/(N−1−ε): standalone Keras after January 2018.
  case kerasLegacy = "keras_legacy"
}

extension BatchNormSpec {
  static let keys = KeyTable(
    "Batch normalization: (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the batch's mean and variance in training and moving ones in inference.",
    blank: BatchNormSpec(),
    [
      .optional(
        "momentum", \.momentum, .momentum,
        "The keep rate of the moving statistics: moving = momentum * moving + (1 - momentum) * batch. PyTorch's momentum 0.1 is 0.9 here, its None \"cumulative\": the average over all batches so far."
      ),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the variance."),
      .optional(
        "axis", \.axis, .nullable(.anyInteger),
        "The channels' axis, the batch's being 0; null: 1 for features and images, the last for sequences."),
    ] + AffineSpec.keys.map { $0.inside(\.affine) } + [
      .optional(
        "moving_mean_initializer", \.movingMeanInitializer, InitializerSpec.codec,
        "How the moving mean starts."),
      .optional(
        "moving_variance_initializer", \.movingVarianceInitializer, InitializerSpec.codec,
        "How the moving variance starts."),
      .optional(
        "moving_variance_estimator", \.movingVarianceEstimator, .word,
        "What the moving variance follows: the batch's variance over N (biased: Keras 3), over N - 1 (bessel: PyTorch) or over N - 1 - epsilon (keras_legacy: standalone Keras after January 2018)."
      ),
      .optional(
        "update_moving_statistics", \.updateMovingStatistics, .boolean,
        "False: the moving statistics stay as they start, as where TensorFlow 1's update operations are forgotten."
      ),
      .optional(
        "trainable", \.trainable, .boolean,
        "False: gamma and beta stay as they are, and the layer works in inference mode in training, too."),
      .optional(
        "virtual_batch_size", \.virtualBatchSize, .nullable(.size),
        "Normalise every so many samples of a batch by themselves (ghost batches); null: the whole batch."),
      .optional(
        "refuse_single_values", \.refuseSingleValues, .boolean,
        "Refuse batches with one value per channel, as PyTorch, instead of giving beta for them, as Keras."),
    ])
}

extension Codec where Value == MomentumSpec {
  fileprivate static var momentum: Codec {
    .either(
      Codec<Double>.number(.fraction).map({ MomentumSpec.rate($0) }) { momentum in
        if case .rate(let rate) = momentum { rate } else { 0 }
      },
      Codec<MomentumWord>.word.map({ _ in MomentumSpec.cumulative }) { _ in .cumulative }
    ) { momentum in
      switch momentum {
      case .rate(let rate): .double(rate)
      case .cumulative: .string(MomentumWord.cumulative.rawValue)
      }
    }
  }
}

private enum MomentumWord: String, CaseIterable {
  case cumulative
}
