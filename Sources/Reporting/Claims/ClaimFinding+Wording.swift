import Experiments
import Text

extension ClaimVerdict {
  public var title: String {
    switch self {
    case .reproduced: "reproduced"
    case .notReproduced: "not reproduced"
    case .inconclusive: "inconclusive"
    }
  }
}

extension ClaimFinding {
  var unit: FigureUnit { FigureUnit(claim.figure) }

  /// `test_accuracy of after`, `test_accuracy of after − baseline`.
  var subject: String {
    guard let second else { return "\(claim.figure.phrase) of \(claim.figure.experiment)" }
    if second.figure.experiment == claim.figure.experiment {
      return "\(claim.figure.phrase) − \(second.figure.phrase) of \(claim.figure.experiment)"
    }
    let other =
      second.figure.phrase == claim.figure.phrase
      ? second.figure.experiment : "\(second.figure.phrase) of \(second.figure.experiment)"
    return "\(claim.figure.phrase) of \(claim.figure.experiment) − \(other)"
  }

  var valueText: String { value.map { unit.text($0, isDifference: isDifference) } ?? "–" }

  var intervalText: String {
    guard let interval else { return "" }
    let low = unit.text(interval.low, isDifference: isDifference)
    let high = unit.text(interval.high, isDifference: isDifference)
    return low == high ? low : "\(low) to \(high)"
  }

  var regionText: String { region.text(unit, isDifference: isDifference) }

  /// What was found, and what follows: a sentence or two.
  var sentence: String {
    let range = interval == nil ? "" : " (\(confidence.percentText) CI \(intervalText))"
    var clauses = ["\(subject) is \(valueText)\(range), claimed \(regionText)"]
    if value == nil { clauses = ["\(subject), claimed \(regionText)"] }
    clauses += [first, second].compactMap { $0?.remark }
    let reason = obstacle.map { "; \(words(for: $0))" } ?? ""
    return "\(verdict.title.capitalizedFirst): \(clauses.joined(separator: "; "))\(reason)."
  }

  private func words(for obstacle: Obstacle) -> String {
    switch obstacle {
    case .noRuns(let experiment): "no run of \(experiment) has this figure"
    case .missingSeeds(let experiment, let seeds): seeds.missingText(of: experiment)
    case .allDiverged(let experiment): "every run of \(experiment) diverged"
    case .noCommonSeeds: "the two have no seed in common"
    case .oneRun: "one run settles nothing, two seeds or more give an interval"
    case .tied(let needed):
      "fewer than \(needed) \(isDifference ? "pairs with the same difference" : "runs with the same value") tell nothing of its spread"
    case .someDiverged: "those that are left settle nothing for all of them"
    case .tooFewForMedian(let needed): "a median's interval needs \(needed) seeds or more"
    case .neitherReaches: "neither gets there, so that there is no difference to tell"
    case .crosses:
      seedsNeeded.map { "about \($0) seeds would settle it" }
        ?? "more seeds would not settle it: the value lies at the bound itself"
    }
  }
}

extension FigureObservations {
  /// Runs that are not like the others; nil where there are none.
  fileprivate var remark: String? {
    if leftOutCount > 0 {
      // Where none is left, the obstacle says so.
      return leftOutCount == runCount
        ? nil : "\(leftOutCount) of \(runCount) runs of \(figure.experiment) diverged and are left out"
    }
    let diverged = divergedCount == runCount ? "all" : String(divergedCount)
    if neverCount == 0 {
      return divergedCount == 0
        ? nil : "\(diverged) of \(runCount) runs of \(figure.experiment) diverged later"
    }
    return "\(neverCount) of \(runCount) runs of \(figure.experiment) never get there"
      + (divergedCount == 0 ? "" : ", \(diverged) diverged")
  }
}

extension FigureSpec {
  /// `test_accuracy`, `best test_accuracy`, `test_accuracy after epoch 1`, `epochs until test_accuracy ≥ 0.8`.
  var phrase: String {
    switch reading {
    case .final: metric.rawValue
    case .best: "best \(metric.rawValue)"
    case .epoch(let epoch): "\(metric.rawValue) after epoch \(epoch)"
    case .epochsUntil(let value): "epochs until \(Threshold(metric: metric, value: value))"
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
