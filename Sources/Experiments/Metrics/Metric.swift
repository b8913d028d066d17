import Schema

/// A figure that a run computes in each epoch: the columns of metrics.csv after `epoch`, in their order.
///
/// `train_*` is the mean over the epoch's training batches, weighted by their samples, computed while the network
/// trains. `train_eval_*`, `test_*` and `validation_*` are computed in inference mode at the end of the epoch. Only runs with a
/// validation set have the columns of `validation_*`.
public enum Metric: String, CaseIterable, Sendable, Comparable {
  case trainLoss = "train_loss"
  case trainAccuracy = "train_accuracy"
  case trainEvalLoss = "train_eval_loss"
  case trainEvalAccuracy = "train_eval_accuracy"
  case testLoss = "test_loss"
  case testAccuracy = "test_accuracy"
  case validationLoss = "validation_loss"
  case validationAccuracy = "validation_accuracy"

  /// True for accuracies, false for losses.
  public var higherIsBetter: Bool {
    switch self {
    case .trainAccuracy, .trainEvalAccuracy, .testAccuracy, .validationAccuracy: true
    case .trainLoss, .trainEvalLoss, .testLoss, .validationLoss: false
    }
  }

  /// Whether the metric is computed only if `training.evaluate_train` is true.
  public var isOfTrainEvaluation: Bool {
    switch self {
    case .trainEvalLoss, .trainEvalAccuracy: true
    case .trainLoss, .trainAccuracy, .testLoss, .testAccuracy, .validationLoss, .validationAccuracy: false
    }
  }

  /// Whether the metric is computed on the test set.
  public var isOfTest: Bool {
    switch self {
    case .testLoss, .testAccuracy: true
    case .trainLoss, .trainAccuracy, .trainEvalLoss, .trainEvalAccuracy, .validationLoss,
      .validationAccuracy:
      false
    }
  }

  /// Whether the metric is computed on the validation set, and so only with `training.validation_split`.
  public var isOfValidation: Bool {
    switch self {
    case .validationLoss, .validationAccuracy: true
    case .trainLoss, .trainAccuracy, .trainEvalLoss, .trainEvalAccuracy, .testLoss, .testAccuracy: false
    }
  }

  /// The figure of the validation set that is of the same kind.
  public var ofValidation: Metric { higherIsBetter ? .validationAccuracy : .validationLoss }

  /// The columns of a run, in the order of metrics.csv.
  public static func columns(withValidation hasValidation: Bool) -> [Metric] {
    allCases.filter { hasValidation || !$0.isOfValidation }
  }

  /// Whether the metric is computed while the network trains, on the training batches.
  public var isOfTrainingBatches: Bool {
    switch self {
    case .trainLoss, .trainAccuracy: true
    case .trainEvalLoss, .trainEvalAccuracy, .testLoss, .testAccuracy, .validationLoss, .validationAccuracy:
      false
    }
  }

  /// The values that the metric can have.
  var range: NumberRange {
    switch self {
    case .trainAccuracy, .trainEvalAccuracy, .testAccuracy, .validationAccuracy: .fraction
    case .trainLoss, .trainEvalLoss, .testLoss, .validationLoss: .notNegative
    }
  }

  /// Whether a value is strictly better than another one; false if one of them is NaN.
  public func isBetter(_ value: Double, than other: Double) -> Bool {
    higherIsBetter ? value > other : value < other
  }

  /// Orders metrics as the columns of metrics.csv.
  public static func < (one: Metric, other: Metric) -> Bool {
    (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
  }
}
