import Experiments

extension Comparison {
  /// The learning curves of all experiments and metrics.
  public var curves: Table {
    LearningCurve.table(
      experiments.flatMap { experiment in
        metrics.map { LearningCurve(experiment, $0, options.confidence) }
      })
  }
}
