import Experiments
import Text

/// Every word about verdicts and what stands in their way, for people and for files.
extension Verdict {
  /// For claims, as people read it.
  public var claimTitle: String {
    switch self {
    case .holds: "reproduced"
    case .fails: "not reproduced"
    case .undecided: "inconclusive"
    case .notJudged: "not judged"
    }
  }

  /// For claims, in JSON and CSV.
  var claimKey: String {
    switch self {
    case .holds: "reproduced"
    case .fails: "not_reproduced"
    case .undecided: "inconclusive"
    case .notJudged: "not_judged"
    }
  }

  /// For assertions, in CSV. An assertion that the runs do not settle fails.
  var assertionKey: String {
    switch self {
    case .holds: "holds"
    case .fails, .undecided: "fails"
    case .notJudged: claimKey
    }
  }
}

extension UndecidedReason {
  /// The name in JSON.
  var key: String {
    switch self {
    case .unjudged(let reason): reason.isShortened ? "shortened" : "other_choices"
    case .noRuns: "no_runs"
    case .missingSeeds: "missing_seeds"
    case .allDiverged: "all_diverged"
    case .noCommonSeeds: "no_common_seeds"
    case .oneRun: "one_run"
    case .tied: "tied"
    case .someDiverged: "some_diverged"
    case .tooFewForMedian: "too_few_for_median"
    case .noThresholdReached: "neither_reaches"
    case .intervalCrossesBound: "crosses_bound"
    }
  }

  /// Why a claim is not judged, for a table; nil if it is judged.
  var shortText: String? {
    switch self {
    case .unjudged(let reason): reason.isShortened ? "shortened" : "other choices"
    case .missingSeeds: "runs missing"
    case .noRuns, .allDiverged, .noCommonSeeds, .oneRun, .tied, .someDiverged, .tooFewForMedian,
      .noThresholdReached, .intervalCrossesBound:
      nil
    }
  }

  /// Why a claim is undecided.
  /// - Parameter advice: what more seeds would do; nil if that is not the question.
  func claimText(isDifference: Bool, advice: SeedAdvice?) -> String {
    switch self {
    case .unjudged(let reason): reason.text
    case .noRuns(let experiment): "no run of \(experiment) has this figure"
    case .missingSeeds(let experiment, let seeds): seeds.missingText(of: experiment)
    case .allDiverged: advice?.text ?? "no run is left to judge it by"
    case .noCommonSeeds: "the experiments have no seed in common"
    case .oneRun: "one run settles nothing, two seeds or more give an interval"
    case .tied(let count, let unseen):
      "all \(count) \(isDifference ? "differences" : "values") are equal, "
        + (unseen.map { "but up to \((100 * $0).figure(1)) % of others may not be" }
          ?? "so nothing tells how far others may lie")
        + (unseen == nil ? "" : advice.map { "; " + $0.text } ?? "")
    case .someDiverged: "the remaining runs do not settle it for all of them"
    case .tooFewForMedian(let needed): "a median's interval needs \(needed) seeds or more"
    case .noThresholdReached: "neither reaches it, so there is no difference"
    case .intervalCrossesBound:
      advice.map(\.text) ?? "the interval crosses the bound"
    }
  }
}

extension SeedAdvice {
  /// For the end of a claim's sentence.
  fileprivate var text: String {
    switch self {
    case .about(let count): "about \(count) seeds would settle it"
    case .meanAtBound: "no number of seeds settles it as long as the value lies at the bound itself"
    case .tooMany: "it would take more than \(Self.limit) seeds to settle it"
    case .unknown: "more seeds may settle it, but nothing tells how many"
    }
  }
}

extension Certainty {
  /// For a clause of a claim's sentence.
  var text: String {
    alike.isEmpty
      ? "nothing is left to chance, so the value itself decides"
      : "\(alike.joined(separator: " and ")) train alike with every seed, so the value itself decides"
  }
}

extension UnjudgedReason {
  /// Why these runs do not judge a claim.
  fileprivate var text: String {
    switch self {
    case .numbers(let experiment):
      "the claimed numbers are about whole runs, and those of \(experiment) are shortened"
    case .wholeTraining(let experiment):
      "this needs the whole training, and the runs of \(experiment) are shortened"
    case .otherRuns(let experiment):
      "the runs of \(experiment) have other data or settings than in the whole study, which changes how large a difference is"
    case .unsettled(let experiment, let settling):
      "after \(settling.steps) steps the moving statistics of \(experiment) still hold "
        + "\((100 * settling.initialShare).fixed(0)) % of their initial values"
    case .noSuchFigure(let experiment): "with these choices \(experiment) does not have the figure"
    case .otherLayer(let experiment, let index, let layer):
      "with these choices layer \(index) of \(experiment) is \(layer)"
    }
  }
}

extension [UndecidedReason] {
  /// Why an assertion does not hold, after its text.
  var assertionText: String {
    var reasons: [String] = []
    var without: [String] = []
    for obstacle in self {
      switch obstacle {
      case .noRuns(let experiment), .allDiverged(let experiment): without.append(experiment)
      case .noThresholdReached: return "does not hold, neither side reaches its threshold"
      case .unjudged, .missingSeeds, .noCommonSeeds, .oneRun, .tied, .someDiverged, .tooFewForMedian,
        .intervalCrossesBound:
        reasons.append(obstacle.claimText(isDifference: false, advice: nil))
      }
    }
    return without.isEmpty
      ? "not judged, because \(reasons.joined(separator: " and "))"
      : "\(without.joined(separator: " and ")) has no such figure from a run that did not diverge"
  }
}

extension AllowedRegion {
  /// As a table shows it after the name of what it is about: `≥ +0.0050`, `0.7000 to 0.7500`.
  func text(_ figure: Figure, isDifference: Bool) -> String {
    func number(_ value: Double) -> String {
      figure.text(value, isDifference: isDifference, among: [low, high])
    }
    switch (low.isFinite, high.isFinite) {
    case (true, true) where isDifference && low == -high: return "±\(figure.text(high, isDifference: false))"
    case (true, true): return "\(number(low)) to \(number(high))"
    case (true, false): return (includesEnds ? "≥ " : "> ") + number(low)
    case (false, true): return (includesEnds ? "≤ " : "< ") + number(high)
    case (false, false): return "any"
    }
  }
}

extension Figure {
  /// `test_accuracy`, `best test_accuracy`, `test_accuracy after epoch 1`, `epochs until test_accuracy ≥ 0.8`.
  var phrase: String {
    switch self {
    case .metric(let metric, .final): metric.rawValue
    case .metric(let metric, .best): "best \(metric.rawValue)"
    case .metric(let metric, .epoch(let epoch)): "\(metric.rawValue) after epoch \(epoch)"
    case .lastEpochs(let metric, let count):
      "\(metric.rawValue) over the last \(count == 1 ? "epoch" : "\(count) epochs")"
    case .worstStep(let metric): "worst step of \(metric.rawValue)"
    case .layer(let figure): figure.phrase
    case .epochsUntil(let threshold): "epochs until \(threshold)"
    case .trainSeconds: "seconds of training"
    case .diverged: "diverged runs"
    case .divergedShare: "share of diverged runs"
    }
  }

  /// A value of this figure for people. A difference shows its sign; an infinite number of epochs is `never`.
  /// - Parameter others: numbers of the same statement.
  func text(_ value: Double, isDifference: Bool, among others: [Double] = []) -> String {
    if value.isInfinite { return value < 0 ? "−∞" : isDifference ? "+∞" : "never" }
    return precision.text(value, isSigned: isDifference && value != 0, among: others)
  }

  /// `0.7000 to 0.7500`, or a single value if both ends read the same.
  /// - Parameter others: numbers of the same statement.
  func text(_ interval: Interval, isDifference: Bool, among others: [Double] = []) -> String {
    let all = [interval.low, interval.high] + others
    let low = text(interval.low, isDifference: isDifference, among: all)
    let high = text(interval.high, isDifference: isDifference, among: all)
    return low == high ? low : "\(low) to \(high)"
  }
}

extension LayerFigure {
  /// `zeros of layer 1 in 128 samples`, `initial p85 of the input in 1 sample`.
  fileprivate var phrase: String {
    let place = layer.index.map { "layer \($0)" } ?? "the input"
    return "\(isInitial ? "initial " : "")\(statistic.rawValue) of \(place)"
      + " in \(counted(samples, "sample"))"
  }
}

extension FigureObservations {
  /// Everything there is to say about the runs; nil if there is nothing.
  var remark: String? {
    let remarks = [countedAsOne.map { SeedRemark.clause(experiment, runs: $0) }, runRemark].compactMap { $0 }
    return remarks.isEmpty ? nil : remarks.joined(separator: "; ")
  }

  /// Diverged runs, runs without a finite value, and runs that never reach the threshold; nil if there are none.
  private var runRemark: String? {
    switch figure {
    case .metric, .lastEpochs, .worstStep, .layer, .epochsUntil: break
    case .trainSeconds: return nil
    case .diverged, .divergedShare: return "\(divergedCount) of \(runCount) runs of \(experiment) diverged"
    }
    if excludedCount > 0 {
      var parts: [String] = []
      if divergedCount == runCount {
        parts.append("\(runCount == 1 ? "the only run" : "all \(runCount) runs") of \(experiment) diverged")
      } else if divergedCount > 0 {
        parts.append("\(divergedCount) of \(runCount) runs of \(experiment) diverged and are left out")
      }
      if !notFiniteSeeds.isEmpty { parts.append(notFiniteText) }
      return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
    let diverged = divergedCount == runCount ? "all" : String(divergedCount)
    if neverCount == 0 {
      return divergedCount == 0
        ? nil : "\(diverged) of \(runCount) runs of \(experiment) diverged later"
    }
    return "\(neverCount) of \(runCount) runs of \(experiment) never get there"
      + (divergedCount == 0 ? "" : ", \(diverged) diverged")
  }

  /// `the value of 1 of 6 runs of D is not finite (seed 2) and is left out`
  private var notFiniteText: String {
    let seeds = notFiniteSeeds.map(String.init).joined(separator: ", ")
    return "the value of \(notFiniteSeeds.count) of \(runCount) runs of \(experiment) is not finite "
      + "(\(notFiniteSeeds.count == 1 ? "seed" : "seeds") \(seeds)) and is left out"
  }
}
