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
  /// Number of runs that diverged.
  public let divergedCount: Int
  /// The seeds of the runs that did not diverge and whose statistic of a layer is not finite all the same.
  public let notFiniteSeeds: [UInt64]
  /// Whether the seed has no effect on the figure. All runs are the same one then, and only the first counts.
  let isSeedless: Bool
  /// Number of runs that count as one because the seed has no effect on them; otherwise nil.
  let countedAsOne: Int?
  /// By what figures of different experiments are known to be the same; nil if it is not known.
  let identity: FigureIdentity?

  /// - Parameters:
  ///   - name: the experiment as the assertion or claim names it.
  ///   - experiment: nil if it has no runs.
  init(_ figure: Figure, of name: String, _ experiment: ExperimentSummary?) {
    self.figure = figure
    self.experiment = name
    // The times of runs differ even if their figures do not.
    isSeedless = experiment.map { !$0.seedHasEffect } ?? false && figure != .trainSeconds
    let runs = (isSeedless ? experiment?.counted.runs : experiment?.runs) ?? []
    countedAsOne = isSeedless ? experiment?.runs.count : nil
    identity = FigureIdentity(figure, of: runs.first)
    runCount = runs.count
    let sound = runs.filter { !$0.diverged }
    func finite(_ runs: [RunSummary], _ value: (RunSummary) -> Double?) -> [Observation] {
      runs.compactMap { run in
        value(run).flatMap { $0.isFinite ? Observation(seed: run.seed, value: $0) : nil }
      }
    }
    divergedCount = runs.count - sound.count
    switch figure {
    case .metric(let metric, let epoch): observations = finite(sound) { $0.figure(metric, at: epoch)?.value }
    case .lastEpochs(let metric, let count): observations = finite(sound) { $0.mean(metric, last: count) }
    case .worstStep(let metric): observations = finite(sound) { $0.worstStep(metric) }
    case .layer(let layer):
      observations = finite(sound) { $0.layers[layer] }
    case .epochsUntil(let threshold):
      observations = runs.map {
        Observation(seed: $0.seed, value: threshold.firstEpoch(of: $0).map(Double.init) ?? .infinity)
      }
    case .trainSeconds: observations = runs.map { Observation(seed: $0.seed, value: $0.trainSeconds) }
    case .diverged, .divergedShare:
      observations = runs.map { Observation(seed: $0.seed, value: $0.diverged ? 1 : 0) }
    }
    notFiniteSeeds =
      if case .layer(let layer) = figure {
        sound.filter { $0.layers[layer].map { !$0.isFinite } ?? false }.map(\.seed)
      } else { [] }
  }

  public var values: [Double] { observations.map(\.value) }

  /// Number of runs that never reach a threshold.
  public var neverCount: Int { observations.count { $0.value.isInfinite } }

  /// Number of runs excluded from the value, because they diverged or their value is not finite.
  var excludedCount: Int { figure.excludesDivergedRuns ? divergedCount + notFiniteSeeds.count : 0 }

  /// The sides to which the excluded runs would have moved the value.
  var divergedSides: Set<Figure.Side> { excludedCount > 0 ? figure.divergedSides : [] }

  /// The value over the runs: their mean, median or sum, as the figure says; nil if no run has the figure.
  public var value: Double? {
    switch figure {
    case .metric, .lastEpochs, .worstStep, .layer, .trainSeconds, .divergedShare: Sample(values).mean
    case .epochsUntil: values.sorted().quantileOfSorted(0.5)
    case .diverged: runCount > 0 ? Double(divergedCount) : nil
    }
  }
}
