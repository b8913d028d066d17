import Experiments

/// A sum in which all runs of some experiments diverged. Diverged runs count as worse than any other. They cannot support a
/// claim, and refute it if it does not hold even so.
struct DivergedExperiments {
  /// The smallest number of runs of those experiments.
  private let runCount: Int
  /// So many runs of an experiment must have diverged. All of fewer may have diverged by chance.
  private let neededCount: Int
  /// Where the sum is if their figures are the worst that there are; nil if that cannot be told.
  private let worst: Interval?

  init(_ sum: SumObservations, _ confidence: Confidence) {
    func isDiverged(_ term: SumObservations.Term) -> Bool {
      term.figure.runCount > 0 && term.figure.divergedCount == term.figure.runCount
        && term.figure.figure.excludesDivergedRuns
    }
    let diverged = sum.only(isDiverged)
    runCount = diverged?.terms.map(\.figure.runCount).min() ?? 0
    neededCount = confidence.minimumCount
    worst = diverged.flatMap { diverged in
      let divergence = Divergence(diverged, minus: nil)
      guard divergence.lowers != divergence.raises else { return nil }
      let end = divergence.lowers ? diverged.bounds.low : diverged.bounds.high
      guard let rest = sum.only({ !isDiverged($0) }) else { return Interval(low: end, high: end) }
      return Estimate(rest, minus: nil, confidence: confidence).decisiveInterval.map { interval in
        let others = Divergence(rest, minus: nil).stretched(interval)
        return Interval(low: others.low + end, high: others.high + end)
      }
    }
  }

  /// The sum with the worst figures if that is outside the region and there are enough runs; otherwise nil.
  func refuting(_ region: AllowedRegion) -> Interval? {
    runCount >= neededCount ? worst(outside: region) : nil
  }

  /// How many seeds refute a claim whose experiments diverge; nil if none can.
  func seedAdvice(_ region: AllowedRegion) -> SeedAdvice? {
    worst(outside: region).map { _ in .about(neededCount) }
  }

  private func worst(outside region: AllowedRegion) -> Interval? {
    worst.flatMap { !$0.low.isNaN && !$0.high.isNaN && region.isApart(from: $0) ? $0 : nil }
  }
}
