/// A figure that a run computes each epoch: the columns of metrics.csv behind `epoch`, in their order.
///
/// `train_*` is the sample-weighted mean over the epoch's batches as they were trained; `train_eval_*` and `test_*`
/// are in inference mode at the epoch's end.
public enum Metric: String, CaseIterable, Sendable, Comparable {
  case trainLoss = "train_loss"
  case trainAccuracy = "train_accuracy"
  case trainEvalLoss = "train_eval_loss"
  case trainEvalAccuracy = "train_eval_accuracy"
  case testLoss = "test_loss"
  case testAccuracy = "test_accuracy"

  public var higherIsBetter: Bool {
    switch self {
    case .trainAccuracy, .trainEvalAccuracy, .testAccuracy: true
    case .trainLoss, .trainEvalLoss, .testLoss: false
    }
  }

  /// In the order of the columns.
  public static func < (one: Metric, other: Metric) -> Bool {
    (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
  }
}
