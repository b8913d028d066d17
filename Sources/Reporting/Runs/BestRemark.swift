import Experiments

extension [ExperimentSummary] {
  /// A remark below tables of best figures, which says what they are chosen on; nil if there is no choice, or if each figure is
  /// its own choice and none of these is of the test set.
  func bestRemark(_ metrics: [Metric]) -> String? {
    let choosing = filter { $0.epochCounts.upperBound > 1 }
    let validated = choosing.filter { $0.metrics.contains(where: \.isOfValidation) }
    let onTestSet = metrics.contains(where: \.isOfTest) && validated.count < choosing.count
    if validated.isEmpty {
      return onTestSet
        ? "best is chosen on the test set: it is the epoch at which the test figure itself is best." : nil
    }
    return
      "best is chosen on the validation set: it is the epoch at which the validation loss, or for an accuracy the validation accuracy, is best."
      + (onTestSet
        ? " Without a validation set it is the epoch at which the test figure itself is best." : "")
  }
}
