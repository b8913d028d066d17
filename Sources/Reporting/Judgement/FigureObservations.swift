import Experiments

/// A figure in each run of one experiment.
public struct FigureObservations: Equatable, Sendable {
  public struct Observation: Equatable, Sendable {
    public let seed: UInt64
    public let value: Double
  }

  public let figure: Figure
  /// The experiment as the assertion or claim names it.
  public let experiment: String
  /// In the order of the seeds. A run that does not have the figure is missing.
  public let observations: [Observation]
  /// Number of runs, with or without the figure.
  public let runCount: Int
  public let divergedCount: Int

  /// - Parameters:
  ///   - name: the experiment as the assertion or claim names it.
  ///   - experiment: nil if it has no runs.
  init(_ figure: Figure, of name: String, _ experiment: ExperimentSummary?) {
    self.figure = figure
    self.experiment = name
    let runs = experiment?.runs ?? []
    runCount = runs.count
    divergedCount = runs.count(where: \.diverged)
    observations =
      switch figure {
      case .metric(let metric, let epoch):
        (experiment?.figure(metric, at: epoch).observations ?? []).filter { $0.value.isFinite }
          .map { Observation(seed: $0.seed, value: $0.value) }
      case .epochsUntil(let threshold):
        runs.map {
          Observation(seed: $0.seed, value: threshold.firstEpoch(of: $0).map(Double.init) ?? .infinity)
        }
      case .trainSeconds: runs.map { Observation(seed: $0.seed, value: $0.trainSeconds) }
      case .diverged: runs.map { Observation(seed: $0.seed, value: $0.diverged ? 1 : 0) }
      }
  }

  public var values: [Double] { observations.map(\.value) }

  /// Number of runs that never reach a threshold.
  public var neverCount: Int { observations.count { $0.value.isInfinite } }

  /// Number of diverged runs excluded from the value.
  var excludedCount: Int { figure.excludesDivergedRuns ? divergedCount : 0 }

  /// The value over the runs: their mean, median or sum, as the figure says; nil if no run has the figure.
  public var value: Double? {
    switch figure {
    case .metric, .trainSeconds: Sample(values).mean
    case .epochsUntil: values.sorted().quantileOfSorted(0.5)
    case .diverged: runCount > 0 ? Double(divergedCount) : nil
    }
  }
}
