import Experiments

/// What the runs say about a claim.
public enum ClaimVerdict: String, CaseIterable, Sendable {
  /// The interval lies wholly inside the claimed region, margin included.
  case reproduced
  /// The interval lies wholly outside.
  case notReproduced = "not_reproduced"
  case inconclusive
}

/// A claim held against the runs of its experiments; nothing here trains or reads files.
public struct ClaimFinding: Equatable, Sendable {
  /// Why there is no verdict.
  public enum Obstacle: Equatable, Sendable {
    /// No run of this experiment has the figure.
    case noRuns(experiment: String)
    /// Runs of these seeds were asked for and are not there.
    case missingSeeds(experiment: String, [UInt64])
    /// Every run of this experiment diverged.
    case allDiverged(experiment: String)
    /// Both experiments have runs, but of different seeds.
    case noCommonSeeds
    case oneRun
    /// Two runs or a few more give the same value, which tells nothing of its spread.
    case tied(needed: Int)
    /// Some runs diverged, and nothing is known of them that refutes the claim together with the others.
    case someDiverged
    /// A median has no interval of this confidence with fewer than so many runs.
    case tooFewForMedian(needed: Int)
    /// Neither experiment's median run reaches the threshold, so that there is no difference to tell.
    case neitherReaches
    /// The interval crosses an end of the claimed region.
    case crosses
  }

  public let claim: ClaimSpec
  public let region: ClaimedRegion
  public let confidence: Confidence
  public let first: FigureObservations
  /// Of what the figure is compared with; nil where it is held against numbers.
  public let second: FigureObservations?
  /// How many runs, or pairs of runs with the same seed, the interval is from.
  public let count: Int
  /// The mean, the mean difference, the median or the difference of medians.
  public let value: Double?
  public let interval: Interval?
  public let verdict: ClaimVerdict
  /// Nil where there is a verdict.
  public let obstacle: Obstacle?
  /// How many seeds would settle the claim, should spread and value stay as they are; nil where it is settled, or where
  /// no number that one could run would do.
  public let seedsNeeded: Int?

  /// More seeds than this are no advice.
  static let mostSeeds = 10_000

  /// - Parameters:
  ///   - experiments: by the names that the claims use; one without runs is missing.
  ///   - confidence: the study's, which the claim may replace.
  ///   - missingSeeds: by the same names, the seeds that were asked for and have no run.
  public init(
    _ claim: ClaimSpec, _ experiments: [String: ExperimentSummary], confidence: Confidence,
    missingSeeds: [String: [UInt64]] = [:]
  ) {
    self.claim = claim
    region = ClaimedRegion(claim.relation)
    let confidence = claim.confidence.flatMap(Confidence.init) ?? confidence
    self.confidence = confidence
    let first = FigureObservations(claim.figure, of: experiments[claim.figure.experiment])
    let second = claim.otherFigure.map { FigureObservations($0, of: experiments[$0.experiment]) }
    self.first = first
    self.second = second

    let estimate = ClaimEstimate(first, second, confidence: confidence)
    count = estimate.count
    value = estimate.value
    interval = estimate.interval
    obstacle =
      Self.missingSeeds([first, second].compactMap { $0?.figure.experiment }, missingSeeds)
      ?? Self.missing(first, experiments) ?? second.flatMap { Self.missing($0, experiments) }
      ?? estimate.obstacle(region, divergence: Divergence(first, second))
    if let interval, obstacle == nil {
      verdict = region.contains(interval) ? .reproduced : .notReproduced
    } else {
      verdict = .inconclusive
    }
    seedsNeeded =
      switch obstacle {
      case .tooFewForMedian(let needed), .tied(let needed): needed
      case .crosses: estimate.seedsNeeded(region).flatMap { $0 <= Self.mostSeeds ? $0 : nil }
      case .noRuns, .missingSeeds, .allDiverged, .noCommonSeeds, .oneRun, .someDiverged, .neitherReaches, nil:
        nil
      }
  }

  private static func missingSeeds(_ names: [String], _ missing: [String: [UInt64]]) -> Obstacle? {
    names.first { missing[$0] != nil }.map { .missingSeeds(experiment: $0, missing[$0] ?? []) }
  }

  private static func missing(
    _ observations: FigureObservations, _ experiments: [String: ExperimentSummary]
  ) -> Obstacle? {
    guard observations.values.isEmpty else { return nil }
    let name = observations.figure.experiment
    return observations.runCount > 0 && observations.divergedCount == observations.runCount
      ? .allDiverged(experiment: name) : .noRuns(experiment: name)
  }

  /// Whether the value is a difference.
  public var isDifference: Bool { second != nil }
}

/// A claim's value with its interval, by the method that its figure asks for.
struct ClaimEstimate {
  let count: Int
  let value: Double?
  let interval: Interval?
  private let confidence: Confidence
  /// Of a mean or a mean difference.
  private let deviation: Double?
  private let isMedian: Bool
  private let isTied: Bool
  private let neitherReaches: Bool

  init(_ first: FigureObservations, _ second: FigureObservations?, confidence: Confidence) {
    self.confidence = confidence
    var pairs: [(Double, Double)] = []
    if let second {
      let others = Dictionary(second.values.map { ($0.seed, $0.value) }) { $1 }
      pairs = first.values.compactMap { seed, value in others[seed].map { (value, $0) } }
    }
    count = second == nil ? first.values.count : pairs.count
    switch first.figure.reading {
    case .final, .best, .epoch:
      let sample = second == nil ? Sample(first.values.map(\.value)) : PairedSample(pairs).differences
      let inference = sample.meanInference(confidence)
      (value, interval) = (inference.value, inference.interval)
      deviation = sample.standardDeviation
      (isMedian, isTied, neitherReaches) = (false, sample.isTied, false)
    case .epochsUntil:
      let bootstrap = Bootstrap(confidence: confidence)
      let inference =
        second == nil ? bootstrap.median(first.values.map(\.value)) : bootstrap.medianDifference(pairs: pairs)
      switch inference {
      case .none: (value, interval) = (nil, nil)
      case .single(let single): (value, interval) = (single, nil)
      case .estimate(let estimate, let ends): (value, interval) = (estimate, ends)
      }
      deviation = nil
      (isMedian, isTied) = (true, false)
      neitherReaches = second != nil && pairs.map(\.0).isNeverReached && pairs.map(\.1).isNeverReached
    }
  }

  /// Why this does not settle the region; nil where it does.
  /// - Parameter divergence: what the runs that are left out would have done to the value.
  func obstacle(_ region: ClaimedRegion, divergence: Divergence) -> ClaimFinding.Obstacle? {
    if count == 0 { return .noCommonSeeds }
    if neitherReaches { return .neitherReaches }
    if isMedian, count < leastForMedian { return .tooFewForMedian(needed: leastForMedian) }
    if isTied { return .tied(needed: Sample.leastForConstant) }
    guard let interval else { return .oneRun }
    if !divergence.isNone {
      return region.isApart(from: divergence.stretched(interval)) ? nil : .someDiverged
    }
    return region.contains(interval) || region.isApart(from: interval) ? nil : .crosses
  }

  /// With n runs the median lies between the smallest and the largest with probability 1 − 2·2⁻ⁿ: with fewer than this
  /// no interval has the confidence asked for, the bootstrap's, which ends at those two, included.
  private var leastForMedian: Int {
    var count = 2
    var doubt = 0.5
    while doubt > 1 - confidence.level, count < 64 {
      doubt /= 2
      count += 1
    }
    return count
  }

  /// How many runs make the interval so narrow that it no longer crosses the region's nearest end.
  func seedsNeeded(_ region: ClaimedRegion) -> Int? {
    guard let value, value.isFinite, let interval else { return nil }
    let distance = region.distanceToEnd(from: value)
    let needed: Int?
    if let deviation {
      needed = observationsNeeded(standardDeviation: deviation, margin: distance, confidence)
    } else {
      // A bootstrap interval narrows with the square root of the number of runs.
      let ratio = max(interval.high - value, value - interval.low) / distance
      let runs = Double(count) * ratio * ratio
      needed = runs.isFinite && runs < 1e9 ? Int(runs.rounded(.up)) : nil
    }
    return needed.map { max($0, count + 1) }
  }
}

/// Whether runs that diverged, whose figures are no numbers, would have made a claim's value smaller or larger: they
/// count as worse than any other.
struct Divergence {
  let lowers: Bool
  let raises: Bool

  var isNone: Bool { !lowers && !raises }
  static let none = Divergence(lowers: false, raises: false)

  private init(lowers: Bool, raises: Bool) {
    (self.lowers, self.raises) = (lowers, raises)
  }

  init(_ first: FigureObservations, _ second: FigureObservations?) {
    let higherIsBetter = first.figure.metric.higherIsBetter
    let own = first.leftOutCount > 0
    let other = (second?.leftOutCount ?? 0) > 0
    lowers = higherIsBetter ? own : other
    raises = higherIsBetter ? other : own
  }

  /// What is left of an interval's ends.
  func stretched(_ interval: Interval) -> Interval {
    Interval(low: lowers ? -.infinity : interval.low, high: raises ? .infinity : interval.high)
  }
}

extension [Double] {
  fileprivate var isNeverReached: Bool { sorted().quantileOfSorted(0.5) == .infinity }
}
