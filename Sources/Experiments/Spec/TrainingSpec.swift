import Schema

/// How long and in what steps an experiment is trained.
public struct TrainingSpec: Equatable, Sendable {
  /// The number of epochs. Either this or `steps` is given.
  public var epochs: Int?
  /// The number of batches of the whole training.
  public var steps: Int?
  /// The number of batches of an epoch; nil: as many as a pass over the training set takes.
  public var stepsPerEpoch: Int?
  /// The number of samples in a step.
  public var batchSize: Int
  /// Whether each epoch has a new order of the samples, which depends only on the seed and the epoch.
  public var shuffle: Bool
  /// Determines initial weights, shuffling and dropout.
  public var seed: UInt64
  /// Whether to evaluate the training set in inference mode after each epoch.
  public var evaluateTrain: Bool
  /// The number of samples in an evaluated batch, for networks that normalise by it; nil: as many as in a step.
  public var evaluationBatchSize: Int?
  /// After this epoch, batch normalization uses its moving statistics, which no longer change. Nil: never.
  public var freezeBatchNormAfterEpoch: Int?
  /// The number of batches over which the moving statistics of batch normalization are recomputed, with the current
  /// weights, before each evaluation. Nil to leave them as they are after training.
  public var preciseBatchNorm: Int?
  public var lastBatch: LastBatch
  public var logBatches: LogBatches
  public var onDivergence: OnDivergence
  /// The share of the training samples, the last ones, that validate and are not trained on; nil: none.
  public var validationSplit: Double?
  /// Nil if the training always has all its epochs.
  public var earlyStopping: EarlyStoppingSpec?

  public init(
    epochs: Int?, steps: Int? = nil, stepsPerEpoch: Int? = nil, batchSize: Int = 32, shuffle: Bool = true,
    seed: UInt64 = 1, evaluateTrain: Bool = true, evaluationBatchSize: Int? = nil,
    freezeBatchNormAfterEpoch: Int? = nil, preciseBatchNorm: Int? = nil, lastBatch: LastBatch = .keep,
    logBatches: LogBatches = .none, onDivergence: OnDivergence = .continue, validationSplit: Double? = nil,
    earlyStopping: EarlyStoppingSpec? = nil
  ) {
    self.epochs = epochs
    self.steps = steps
    self.stepsPerEpoch = stepsPerEpoch
    self.batchSize = batchSize
    self.shuffle = shuffle
    self.seed = seed
    self.evaluateTrain = evaluateTrain
    self.evaluationBatchSize = evaluationBatchSize
    self.freezeBatchNormAfterEpoch = freezeBatchNormAfterEpoch
    self.preciseBatchNorm = preciseBatchNorm
    self.lastBatch = lastBatch
    self.logBatches = logBatches
    self.onDivergence = onDivergence
    self.validationSplit = validationSplit
    self.earlyStopping = earlyStopping
  }
}

/// What happens to the last batch of a pass over the training set if it has fewer samples than the others: train with it, leave it out, or
/// refuse to train.
public enum LastBatch: String, CaseIterable, Sendable {
  case keep, drop, error
}

/// What happens once a loss, a weight or a statistic is not finite: train on, or end the training with the row of that epoch.
public enum OnDivergence: String, CaseIterable, Sendable {
  case `continue`, stop
}

extension TrainingSpec {
  static let keys = KeyTable(
    "How long and in what steps to train.", blank: TrainingSpec(epochs: nil),
    [
      .optional(
        "epochs", \.epochs, .nullable(.size),
        "The number of epochs, each a pass over the training set unless steps_per_epoch says otherwise. Either epochs or steps is required; in a spec that extends another, one replaces the other."
      ),
      .optional(
        "steps", \.steps, .nullable(.size),
        "The number of batches of the whole training, instead of epochs. The last epoch may have fewer batches than the others."
      ),
      .optional(
        "steps_per_epoch", \.stepsPerEpoch, .nullable(.size),
        "The number of batches of an epoch, after which metrics.csv gets a row. All that counts epochs counts these. The passes over the data go on from epoch to epoch, each in an order of its own, so the batches are the same whatever this is. Null: a pass over the training set."
      ),
      .optional(
        "batch_size", \.batchSize, .size,
        "The number of samples in a step. The last batch of a pass over the data may have fewer (see last_batch)."
      ),
      .optional(
        "shuffle", \.shuffle, .boolean,
        "Whether each pass over the training set has a new order of the samples, which depends only on seed and pass; false for the order of the data."
      ),
      .optional(
        "seed", \.seed, .integer(0...UInt64.max), "Determines initial weights, shuffling and dropout."),
      .optional(
        "evaluate_train", \.evaluateTrain, .boolean,
        "Whether to evaluate the training set in inference mode after each epoch."),
      .optional(
        "evaluation_batch_size", \.evaluationBatchSize, .nullable(.size),
        "The number of samples that are evaluated together, in the order of the data; the last batch may have fewer. It matters only to batch_norm with inference_statistics \"batch\". Null for batch_size."
      ),
      .optional(
        "freeze_batch_norm_after_epoch", \.freezeBatchNormAfterEpoch, .nullable(.notNegative),
        "After this epoch, batch normalization uses its moving statistics, which no longer change; gamma and beta are still trained. Null: never."
      ),
      .optional(
        "precise_batch_norm", \.preciseBatchNorm, .nullable(.size),
        "The number of batches of the epoch over which the moving statistics of batch normalization are recomputed, with the current weights, before each evaluation; a short batch is left out. Null to leave them as they are after training."
      ),
      .optional(
        "last_batch", \.lastBatch, .word,
        "What happens to the last batch of a pass over the training set if it is short: keep it, drop it, or refuse to train (error)."
      ),
      .optional(
        "log_batches", \.logBatches, LogBatches.codec,
        "Whether to write the loss of every training batch to batches.csv; with_test: also that of every batch of the test set, batch_size samples in the order of the data, in the evaluation after each epoch, to test_batches.csv."
      ),
      .optional(
        "on_divergence", \.onDivergence, .word,
        "What happens once a loss, a weight or a statistic is not finite: train on (continue), or end the training after that step, with the row of its epoch (stop), as Keras's TerminateOnNaN."
      ),
      .optional(
        "validation_split", \.validationSplit, .validationSplit,
        "This share of the training samples, the last ones before shuffling, validates: it is not trained on but evaluated after each epoch, which adds the columns validation_loss and validation_accuracy to metrics.csv. floor(n * (1 - split)) samples train, as in Keras. Null or 0: none."
      ),
      .optional(
        "early_stopping", \.earlyStopping, .nullable(EarlyStoppingSpec.keys.codec),
        "Ends the training once a figure has stopped improving, as Keras's callback EarlyStopping. Null: the training goes on to its end."
      ),
    ], alternatives: ["epochs", "steps"])
}

extension Codec where Value == Double? {
  /// A share below 1. One of 0 is none.
  fileprivate static var validationSplit: Codec {
    let share = Codec<Double?>.nullable(.double(.fractionBelowOne))
    return Codec(shape: share.shape, read: { share.read($0).map { $0 == 0 ? nil : $0 } }, write: share.write)
  }
}

extension TrainingSpec {
  /// The number of steps of a pass over the training set.
  /// - Parameter samples: the number of samples of the training set.
  public func batchCount(samples: Int) -> Int {
    let (whole, rest) = samples.quotientAndRemainder(dividingBy: batchSize)
    return switch lastBatch {
    case .keep, .error: rest > 0 ? whole + 1 : whole
    case .drop: whole
    }
  }
}

extension TrainingSpec {
  /// How many of the samples of the training set are trained on; the rest validates.
  public func trainCount(of samples: Int) -> Int {
    guard let validationSplit else { return samples }
    // In the order of Keras, whose rounding decides about the last sample.
    return Int((Double(samples) * (1 - validationSplit)).rounded(.down))
  }

  /// The columns of metrics.csv after `epoch`.
  public var columns: [Metric] { Metric.columns(withValidation: validationSplit != nil) }
}
