import Experiments

/// A claim held against the runs of its experiments. Nothing here trains or reads files.
///
/// A claim holds if the confidence interval lies entirely inside the claimed region, margin included. It fails if the
/// interval lies entirely outside.
public struct ClaimFinding: Equatable, Sendable {
  public let claim: ClaimSpec
  /// That of the interval.
  public let confidence: Confidence
  /// Nil if the claim is looked at once; then the interval's confidence is the claim's own.
  public let look: Look?
  /// What became of it when seeds were added; nil if none are.
  var settling: SettlingClaim.State?
  public let observations: SumObservations
  /// What a reader must know about the two sides beside their figures, a sentence each.
  let caveats: [String]
  /// What the claim compares with; nil if it compares with numbers.
  public let otherObservations: SumObservations?
  /// Number of runs, or of pairs of runs with the same seed, that the interval is computed from.
  public let count: Int
  /// Its value is the mean, the mean difference, the median or the difference of medians.
  public let judgement: Judgement
  /// How many seeds would settle the claim if spread and value stay as they are. Nil if it is settled, or if no
  /// reasonable number of seeds would settle it, or none can be told.
  public var seedsNeeded: Int? { seedAdvice?.count }
  /// Nil if the claim is settled, or if it is not for want of seeds that it is not.
  let seedAdvice: SeedAdvice?
  /// Why the value does not depend on chance; nil if it does. A value without chance decides by itself and has no interval.
  let certainty: Certainty?

  /// - Parameters:
  ///   - experiments: by the names that the claims use; one without runs is missing.
  ///   - confidence: the study's, which the claim may replace.
  ///   - look: which one of several looks this is; nil if there is only one.
  ///   - missingSeeds: requested seeds without a run, by the same names.
  ///   - unjudgedReason: why the claim is not judged on these runs, which are shortened; nil if it is.
  public init(
    _ claim: ClaimSpec, _ experiments: [String: ExperimentSummary], confidence: Confidence,
    look: Look? = nil, missingSeeds: [String: [UInt64]] = [:], unjudgedReason: UnjudgedReason? = nil
  ) {
    func observations(_ figure: RunFigure) -> FigureObservations {
      FigureObservations(Figure(figure.quantity), of: figure.experiment, experiments[figure.experiment])
    }
    self.claim = claim
    caveats = claim.condition.caveats(experiments)
    self.look = look
    let total = claim.confidence.flatMap(Confidence.init) ?? confidence
    self.confidence = look?.confidence(of: total) ?? total
    let condition = claim.condition
    self.observations = SumObservations(condition.left, observations)
    otherObservations = condition.right.terms.isEmpty ? nil : SumObservations(condition.right, observations)

    let estimate = Estimate(
      self.observations, minus: otherObservations, confidence: self.confidence)
    count = estimate.count
    judgement = Judgement(
      estimate, of: self.observations, minus: otherObservations, in: condition.region,
      missingSeeds: missingSeeds, unjudgedReason: unjudgedReason)
    certainty = estimate.certainty
    seedAdvice =
      switch judgement.obstacles.first {
      case .allDiverged where judgement.obstacles.areOfDivergence:
        DivergedExperiments(self.observations.subtracting(otherObservations), self.confidence)
          .seedAdvice(judgement.region)
      case .tooFewForMedian(let needed): .about(needed)
      case .tied, .intervalCrossesBound: estimate.seedAdvice(judgement.region)
      case .unjudged, .noRuns, .missingSeeds, .allDiverged, .noCommonSeeds, .oneRun, .someDiverged,
        .noThresholdReached, nil:
        nil
      }
  }

  public var verdict: Verdict { judgement.verdict }

  /// Why the claim is undecided or not judged, the first reason if there are several; nil if it is settled.
  public var obstacle: UndecidedReason? { judgement.obstacles.first }

  /// Whether more seeds can settle an undecided claim.
  var canBeSettled: Bool {
    switch obstacle {
    case .oneRun, .tied, .tooFewForMedian, .intervalCrossesBound: true
    case .allDiverged: seedAdvice != nil
    case .someDiverged:
      // Such a claim can only be refuted, by a value beyond an end to which diverged runs do not move it.
      judgement.value.map { value in
        let divergence = Divergence(observations, minus: otherObservations)
        return judgement.region.isApart(from: divergence.stretched(Interval(low: value, high: value)))
      } ?? false
    case .unjudged, .noRuns, .missingSeeds, .noCommonSeeds, .noThresholdReached, nil: false
    }
  }

  /// Whether the value is a difference.
  public var isDifference: Bool { claim.isDifference }

  /// What is measured: figures that are subtracted from it are of the same kind.
  public var figure: Figure { observations.base.figure }
}
