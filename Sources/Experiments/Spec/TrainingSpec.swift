import Schema

public struct TrainingSpec: Equatable, Sendable {
  public var epochs: Int
  public var batchSize: Int
  public var shuffle: Bool
  public var seed: UInt64
  /// Evaluate the training set in inference mode after each epoch.
  public var evaluateTrain: Bool
  /// From the epoch after this one on, BN layers normalise with their moving statistics, which stop changing.
  public var freezeBatchNormAfterEpoch: Int?
  /// Before each evaluation, recompute the moving statistics of batch normalization with the weights as they are, as
  /// the average over so many batches; nil: they stay as training leaves them.
  public var preciseBatchNorm: Int?
  public var lastBatch: LastBatch
  /// Write the loss of every batch to batches.csv.
  public var logBatches: Bool

  public init(
    epochs: Int, batchSize: Int = 32, shuffle: Bool = true, seed: UInt64 = 1, evaluateTrain: Bool = true,
    freezeBatchNormAfterEpoch: Int? = nil, preciseBatchNorm: Int? = nil, lastBatch: LastBatch = .keep,
    logBatches: Bool = false
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.shuffle = shuffle
    self.seed = seed
    self.evaluateTrain = evaluateTrain
    self.freezeBatchNormAfterEpoch = freezeBatchNormAfterEpoch
    self.preciseBatchNorm = preciseBatchNorm
    self.lastBatch = lastBatch
    self.logBatches = logBatches
  }
}

/// What becomes of an epoch's last batch where it is short.
public enum LastBatch: String, CaseIterable, Sendable {
  case keep, drop, error
}

extension TrainingSpec {
  static let keys = KeyTable(
    "How long and in what steps to train.", blank: TrainingSpec(epochs: 1),
    [
      .required("epochs", \.epochs, .size, "Passes over the training set."),
      .optional(
        "batch_size", \.batchSize, .size,
        "Samples in a step; the last batch of an epoch may be short (last_batch)."),
      .optional(
        "shuffle", \.shuffle, .boolean,
        "A new order in each epoch, which (seed, epoch) alone decides; false: the data's order."),
      .optional(
        "seed", \.seed, .integer(0...UInt64.max), "Decides initial weights, shuffling and dropout."),
      .optional(
        "evaluate_train", \.evaluateTrain, .boolean,
        "Evaluate the training set in inference mode after each epoch."),
      .optional(
        "freeze_batch_norm_after_epoch", \.freezeBatchNormAfterEpoch, .nullable(.notNegative),
        "From the epoch after this one on, batch normalization uses its moving statistics, which stop changing; gamma and beta go on training."
      ),
      .optional(
        "precise_batch_norm", \.preciseBatchNorm, .nullable(.size),
        "Before each evaluation, recompute the moving statistics of batch normalization with the weights as they are: the average over so many of the epoch's batches, a short one left out; null: they stay as training leaves them."
      ),
      .optional(
        "last_batch", \.lastBatch, .word,
        "What becomes of an epoch's last batch where it is short: keep it, drop it, or refuse to train (error)."
      ),
      .optional("log_batches", \.logBatches, .boolean, "Write the loss of every batch to batches.csv."),
    ])
}
