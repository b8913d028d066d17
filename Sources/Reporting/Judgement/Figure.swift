import Experiments

/// What assertions and claims are about: one value from each run of an experiment.
public enum Figure: Equatable, Sendable {
  /// A metric at an epoch. Over the runs: the mean of those that did not diverge.
  case metric(Metric, at: EpochChoice)
  /// The mean of a metric over the last epochs. Over the runs: the mean of those that did not diverge.
  case lastEpochs(Metric, count: Int)
  /// How far a metric gets worse at most from one epoch to the next. Over the runs: the mean of those that did not
  /// diverge.
  case worstStep(Metric)
  /// A statistic of a layer. Over the runs: the mean of those that did not diverge.
  case layer(LayerFigure)
  /// The number of epochs until a threshold is reached, infinite for a run that never reaches it. Over the runs: the
  /// median of all of them, because a run that diverges first never reaches it.
  case epochsUntil(Threshold)
  /// The seconds of training. Over the runs: the mean of all of them.
  case trainSeconds
  /// Whether the run diverged, as 1 or 0. Over the runs: how many did.
  case diverged
  /// The same. Over the runs: their share.
  case divergedShare

  init(_ quantity: FigureQuantity) {
    switch quantity {
    case .metric(let metric, let reading):
      switch reading {
      case .final: self = .metric(metric, at: .final)
      case .best: self = .metric(metric, at: .best)
      case .epoch(let epoch): self = .metric(metric, at: .epoch(epoch))
      case .epochsUntil(let value): self = .epochsUntil(Threshold(metric: metric, value: value))
      case .lastEpochs(let count): self = .lastEpochs(metric, count: count)
      case .worstStep: self = .worstStep(metric)
      }
    case .layer(let figure): self = .layer(figure)
    case .trainSeconds: self = .trainSeconds
    case .diverged: self = .diverged
    case .divergedShare: self = .divergedShare
    }
  }

  /// The same figure at another epoch instead of the last one; a figure that is not of the last epoch stays as it is.
  func at(_ epoch: EpochChoice) -> Figure {
    switch self {
    case .metric(let metric, .final): .metric(metric, at: epoch)
    case .metric, .lastEpochs, .worstStep, .layer, .epochsUntil, .trainSeconds, .diverged, .divergedShare:
      self
    }
  }

  /// Whether the value over the runs is their median, and not their mean.
  var isMedian: Bool {
    switch self {
    case .epochsUntil: true
    case .metric, .lastEpochs, .worstStep, .layer, .trainSeconds, .diverged, .divergedShare: false
    }
  }

  /// The values that a run can have, if there are bounds to both sides; otherwise all numbers.
  var bounds: Interval {
    let share = Interval(low: 0, high: 1)
    return switch self {
    case .metric(let metric, _), .lastEpochs(let metric, _), .worstStep(let metric):
      // An accuracy gets worse by 1 at most.
      metric.higherIsBetter ? share : .unbounded
    case .layer(let layer):
      layer.statistic.isShare ? share : .unbounded
    case .epochsUntil, .trainSeconds: .unbounded
    case .diverged, .divergedShare: share
    }
  }

  /// Whether a run's value depends on nothing but its training batches, not on what inference does.
  var isOfTrainingBatches: Bool {
    switch self {
    case .metric(let metric, _), .lastEpochs(let metric, _), .worstStep(let metric):
      metric.isOfTrainingBatches
    case .epochsUntil(let threshold): threshold.metric.isOfTrainingBatches
    case .layer, .trainSeconds, .diverged, .divergedShare: false
    }
  }

  /// Whether means over the runs exclude the diverged ones.
  var excludesDivergedRuns: Bool { !divergedSides.isEmpty }

  /// On which sides of the other runs diverged ones are, if they are excluded: they count as worse than any other. For a
  /// layer neither side is the worse one, so that both are possible.
  var divergedSides: Set<Side> {
    switch self {
    case .metric(let metric, _), .lastEpochs(let metric, _): [metric.higherIsBetter ? .below : .above]
    case .worstStep: [.above]
    case .layer: [.below, .above]
    case .epochsUntil, .trainSeconds, .diverged, .divergedShare: []
    }
  }

  enum Side {
    case below, above

    var opposite: Side { self == .below ? .above : .below }
  }
}
