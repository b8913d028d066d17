import Experiments

extension [ExperimentSummary] {
  /// A remark below tables of best figures; nil if there is no choice, or none of these figures is chosen on the test set.
  func bestRemark(_ metrics: [Metric]) -> String? {
    metrics.contains(where: \.isOfTest) && contains { $0.epochCounts.upperBound > 1 }
      ? "best is chosen on the test set: it is the epoch at which the test figure itself is best." : nil
  }
}
