import Experiments

/// A claim's figure in each of an experiment's runs.
public struct FigureObservations: Equatable, Sendable {
  public let figure: FigureSpec
  /// By seed. An epoch count is infinite where the run never gets there.
  public let values: [(seed: UInt64, value: Double)]
  /// Means leave diverged runs out. Of epoch counts none is left out: what a run does not reach before it diverges it
  /// never reaches.
  public let divergedCount: Int
  public let runCount: Int

  /// - Parameter experiment: nil: none of its runs is there.
  init(_ figure: FigureSpec, of experiment: ExperimentSummary?) {
    self.figure = figure
    runCount = experiment?.runs.count ?? 0
    divergedCount = experiment?.divergedRuns.count ?? 0
    switch figure.reading {
    case .epochsUntil(let value):
      let threshold = Threshold(metric: figure.metric, value: value)
      values = (experiment?.runs ?? []).map { run in
        (run.seed, threshold.firstEpoch(of: run).map(Double.init) ?? .infinity)
      }
    case .final, .best, .epoch:
      let summary = experiment?.figure(figure.metric, at: figure.reading.epochChoice)
      values = (summary?.observations ?? []).filter { $0.value.isFinite }.map { ($0.seed, $0.value) }
    }
  }

  /// How many runs never reach a threshold.
  public var neverCount: Int { values.count { $0.value.isInfinite } }

  /// How many runs the value does without since they diverged.
  var leftOutCount: Int {
    switch figure.reading {
    case .epochsUntil: 0
    case .final, .best, .epoch: divergedCount
    }
  }

  /// Over the runs: the mean, or the median of an epoch count.
  public var typical: Double? {
    switch figure.reading {
    case .epochsUntil: values.map(\.value).sorted().quantileOfSorted(0.5)
    case .final, .best, .epoch: Sample(values.map(\.value)).mean
    }
  }

  public static func == (one: Self, other: Self) -> Bool {
    one.figure == other.figure && one.divergedCount == other.divergedCount && one.runCount == other.runCount
      && one.values.elementsEqual(other.values) { $0 == $1 }
  }
}

extension FigureReading {
  /// Where on the curve; the final epoch for an epoch count, which has none.
  fileprivate var epochChoice: EpochChoice {
    switch self {
    case .final, .epochsUntil: .final
    case .best: .best
    case .epoch(let epoch): .epoch(epoch)
    }
  }
}
