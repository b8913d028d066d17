import Experiments

/// What assertions and claims are about: one value from each run of an experiment.
public enum Figure: Equatable, Sendable {
  /// A metric at an epoch. Over the runs: the mean of those that did not diverge.
  case metric(Metric, at: EpochChoice)
  /// The number of epochs until a threshold is reached, infinite for a run that never reaches it. Over the runs: the
  /// median of all of them, because a run that diverges first never reaches it.
  case epochsUntil(Threshold)
  /// The seconds of training. Over the runs: the mean of all of them.
  case trainSeconds
  /// Whether the run diverged, as 1 or 0. Over the runs: how many did.
  case diverged

  init(_ figure: FigureSpec) {
    switch figure.reading {
    case .final: self = .metric(figure.metric, at: .final)
    case .best: self = .metric(figure.metric, at: .best)
    case .epoch(let epoch): self = .metric(figure.metric, at: .epoch(epoch))
    case .epochsUntil(let value): self = .epochsUntil(Threshold(metric: figure.metric, value: value))
    }
  }

  /// The same figure at another epoch; a figure that does not belong to an epoch stays as it is.
  func at(_ epoch: EpochChoice) -> Figure {
    switch self {
    case .metric(let metric, _): .metric(metric, at: epoch)
    case .epochsUntil, .trainSeconds, .diverged: self
    }
  }

  /// Whether means over the runs exclude the diverged ones.
  var excludesDivergedRuns: Bool {
    switch self {
    case .metric: true
    case .epochsUntil, .trainSeconds, .diverged: false
    }
  }
}
