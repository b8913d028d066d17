import Schema

/// A figure that a run computes in each epoch: the columns of metrics.csv after `epoch`, in their order.
///
/// `train_*` is the mean over the epoch's training batches, weighted by their samples, computed while the network
/// trains. `train_eval_*` and `test_*` are computed in inference mode at the end of the epoch.
public enum Metric: String, CaseIterable, Sendable, Comparable {
  case trainLoss = "train_loss"
  case trainAccuracy = "train_accuracy"
  case trainEvalLoss = "train_eval_loss"
  case trainEvalAccuracy = "train_eval_accuracy"
  case testLoss = "test_loss"
  case testAccuracy = "test_accuracy"

  /// True for accuracies, false for losses.
  public var higherIsBetter: Bool {
    switch self {
    case .trainAccuracy, .trainEvalAccuracy, .testAccuracy: true
    case .trainLoss, .trainEvalLoss, .testLoss: false
    }
  }

  /// Whether the metric is computed only if `training.evaluate_train` is true.
  public var isOfTrainEvaluation: Bool {
    switch self {
    case .trainEvalLoss, .trainEvalAccuracy: true
    case .trainLoss, .trainAccuracy, .testLoss, .testAccuracy: false
    }
  }

  /// Whether the metric is computed on the test set.
  public var isOfTest: Bool {
    switch self {
    case .testLoss, .testAccuracy: true
    case .trainLoss, .trainAccuracy, .trainEvalLoss, .trainEvalAccuracy: false
    }
  }

  /// Whether the metric is computed while the network trains, on the training batches.
  public var isOfTrainingBatches: Bool {
    switch self {
    case .trainLoss, .trainAccuracy: true
    case .trainEvalLoss, .trainEvalAccuracy, .testLoss, .testAccuracy: false
    }
  }

  /// The values that the metric can have.
  var range: NumberRange {
    switch self {
    case .trainAccuracy, .trainEvalAccuracy, .testAccuracy: .fraction
    case .trainLoss, .trainEvalLoss, .testLoss: .notNegative
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
