import Experiments
import Text

/// Whether an assertion or claim holds.
public enum Verdict: CaseIterable, Sendable {
  case holds
  case fails
  /// The runs do not settle it.
  case undecided
  /// These runs cannot show it: some of those asked for are missing, they are shortened, or their choices make something
  /// else of the figure.
  case notJudged
}

/// Why an assertion or claim is undecided or not judged.
public enum UndecidedReason: Equatable, Sendable {
  /// These runs cannot show it.
  case unjudged(UnjudgedReason)
  /// No run of this experiment has the figure.
  case noRuns(experiment: String)
  /// Runs of these seeds were requested and are missing.
  case missingSeeds(experiment: String, [UInt64])
  /// Every run of this experiment diverged.
  case allDiverged(experiment: String)
  /// Both experiments have runs, but of different seeds.
  case noCommonSeeds
  case oneRun
  /// All runs give the same value. `unseen` is the largest share of other values that they may have missed; nil if that
  /// does not help, because other values may be any distance away.
  case tied(count: Int, unseen: Double?)
  /// Some runs diverged, and the others alone do not refute the claim.
  case someDiverged
  /// A median has no interval of this confidence with fewer runs than this.
  case tooFewForMedian(needed: Int)
  /// Neither side reaches its threshold, so that there is no difference.
  case noThresholdReached
  /// The interval crosses an end of the region.
  case intervalCrossesBound
}

/// Compares a value with the region that an assertion or claim allows. This is the only place that decides verdicts.
public struct Judgement: Equatable, Sendable {
  public let region: AllowedRegion
  /// The figure over the runs, or the difference of two; nil if a figure is missing.
  public let value: Double?
  /// The confidence interval; nil if there is none, or if the value itself decides.
  public let interval: Interval?
  /// Empty unless the verdict is `undecided` or `notJudged`.
  public let obstacles: [UndecidedReason]
  public let verdict: Verdict

  private init(
    _ region: AllowedRegion, _ value: Double?, _ interval: Interval?, deciding: Interval?,
    _ obstacles: [UndecidedReason]
  ) {
    self.region = region
    self.value = value
    self.interval = interval
    self.obstacles = obstacles
    if obstacles.contains(where: \.isOfTheRuns) {
      verdict = .notJudged
    } else if let deciding, obstacles.isEmpty {
      verdict = region.contains(deciding) ? .holds : .fails
    } else {
      verdict = .undecided
    }
  }

  /// Judges by the confidence interval of an estimate, or by its value if there is no chance. Used for claims, which are also about seeds that have not been run.
  /// - Parameters:
  ///   - estimate: the estimate of `figure`, or of its difference from `other`.
  ///   - missingSeeds: requested seeds without a run, by the experiments' names in the observations.
  ///   - unjudgedReason: why the claim is not judged on these runs; nil if it is.
  init(
    _ estimate: Estimate, of figure: SumObservations, minus other: SumObservations?,
    in region: AllowedRegion, missingSeeds: [String: [UInt64]], unjudgedReason: UnjudgedReason? = nil
  ) {
    var obstacles =
      unjudgedReason.map { [UndecidedReason.unjudged($0)] }
      ?? UndecidedReason.missingRuns(figure.all + (other?.all ?? []), missingSeeds)
    if obstacles.isEmpty,
      let obstacle = estimate.obstacle(region, divergence: Divergence(figure, minus: other))
    {
      obstacles = [obstacle]
    }
    var deciding = estimate.decisiveInterval
    if obstacles.areOfDivergence {
      let diverged = DivergedExperiments(figure.subtracting(other), estimate.confidence)
      if let worst = diverged.refuting(region) { (deciding, obstacles) = (worst, []) }
    }
    self.init(region, estimate.value, estimate.interval, deciding: deciding, obstacles)
  }

  /// Judges the value itself, as a check of the runs at hand.
  /// - Parameters:
  ///   - value: computed from the observations; nil if one of the figures is missing, NaN if there is no difference
  ///     because both sides are infinite.
  ///   - missingSeeds: requested seeds without a run, by the experiments' names in the observations.
  init(
    _ value: Double?, of figures: [FigureObservations], in region: AllowedRegion,
    missingSeeds: [String: [UInt64]]
  ) {
    var obstacles = UndecidedReason.missingRuns(figures, missingSeeds)
    if obstacles.isEmpty, let value, value.isNaN { obstacles = [.noThresholdReached] }
    self.init(
      region, value, nil, deciding: value.map { Interval(low: $0, high: $0) }, obstacles)
  }
}

extension [UndecidedReason] {
  /// Whether the only obstacle is that all runs of experiments diverged.
  var areOfDivergence: Bool {
    !isEmpty && allSatisfy { if case .allDiverged = $0 { true } else { false } }
  }
}

extension UndecidedReason {
  /// Whether these are not the runs that were asked for, so that they say nothing about it.
  fileprivate var isOfTheRuns: Bool {
    switch self {
    case .unjudged, .missingSeeds: true
    case .noRuns, .allDiverged, .noCommonSeeds, .oneRun, .tied, .someDiverged, .tooFewForMedian,
      .noThresholdReached, .intervalCrossesBound:
      false
    }
  }

  /// An obstacle for each experiment with missing seeds. If there is none, one for each figure that no run has.
  fileprivate static func missingRuns(
    _ figures: [FigureObservations], _ missingSeeds: [String: [UInt64]]
  ) -> [UndecidedReason] {
    let missing = figures.map(\.experiment).distinct.compactMap { name in
      missingSeeds[name].map { UndecidedReason.missingSeeds(experiment: name, $0) }
    }
    if !missing.isEmpty { return missing }
    return figures.filter { $0.value == nil }.map { figure -> UndecidedReason in
      let isAllDiverged = figure.runCount > 0 && figure.divergedCount == figure.runCount
      return isAllDiverged
        ? .allDiverged(experiment: figure.experiment) : .noRuns(experiment: figure.experiment)
    }.distinct
  }
}
