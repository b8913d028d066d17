import Schema

/// When a training ends before its last epoch, as Keras's callback EarlyStopping.
public struct EarlyStoppingSpec: Equatable, Sendable {
  /// The figure that is watched; nil: `validation_loss` if there is a validation set, otherwise `test_loss`.
  public var monitor: Metric?
  /// The number of epochs without an improvement after which the training ends.
  public var patience = 0
  /// An improvement is larger than this.
  public var minimumDelta = 0.0
  /// Whether the training ends with the weights and moving statistics of the last improvement.
  public var restoresBestWeights = false

  public init(
    monitor: Metric? = nil, patience: Int = 0, minimumDelta: Double = 0, restoresBestWeights: Bool = false
  ) {
    self.monitor = monitor
    self.patience = patience
    self.minimumDelta = minimumDelta
    self.restoresBestWeights = restoresBestWeights
  }
}

extension EarlyStoppingSpec {
  static let keys = KeyTable(
    "Ends the training once a figure has stopped improving, as Keras's callback EarlyStopping.",
    blank: EarlyStoppingSpec(),
    [
      .optional(
        "monitor", \.monitor, .nullable(.word),
        "The column of metrics.csv that decides: a loss is to fall, an accuracy to rise. Null: validation_loss if there is a validation set, otherwise test_loss."
      ),
      .optional(
        "patience", \.patience, .notNegative,
        "The training ends when so many epochs in a row brought no improvement; 0 is as 1."),
      .optional(
        "min_delta", \.minimumDelta, .double(.notNegative),
        "An epoch improves where its loss + min_delta is below the best one, or its accuracy - min_delta above it. The best value moves at improvements alone."
      ),
      .optional(
        "restore_best_weights", \.restoresBestWeights, .boolean,
        "Whether the training ends with the weights and moving statistics of the last improvement, also if the epochs run out first. metrics.csv keeps the rows of all epochs that were trained."
      ),
    ])
}

extension TrainingSpec {
  /// The figure that early stopping watches; nil if nothing ends the training early.
  public var monitor: Metric? {
    earlyStopping.map { $0.monitor ?? (validationSplit == nil ? .testLoss : .validationLoss) }
  }
}
