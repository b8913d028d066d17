import Experiments
import Text

/// The differences of a pair, summed up in one sentence.
struct Conclusion: Equatable, Sendable {
  let pair: ExperimentPair
  let sentence: String
  /// In what the data of the two differ; empty if they are the same samples.
  let differentData: [String]

  /// - Parameters:
  ///   - shown: the names of the pair as the sentence uses them.
  ///   - experiment: the pair's experiment, whose diverged runs the sentence names.
  ///   - other: the pair's other experiment, likewise.
  ///   - differences: one for each metric.
  ///   - epochDifferences: one for each threshold.
  ///   - data: in what the data of the two differ; nil if they are the same.
  init(
    _ pair: ExperimentPair, shown: ExperimentPair,
    _ experiment: ExperimentSummary, minus other: ExperimentSummary, _ differences: [PairDifference],
    _ epochDifferences: [ThresholdDifference] = [], data: DataDifference? = nil
  ) {
    self.pair = pair
    differentData = data?.differentSamples ?? []
    let groups = Groups(differences)
    let single = differences.lazy.compactMap { $0.singleRunRemark(shown) }.first
    let found = groups.clauses(shown, isSingle: single != nil)
    let diverged = [
      experiment.divergedPart(as: shown.experiment), other.divergedPart(as: shown.other),
    ].compactMap { $0 }
    let divergence = "\(diverged.listed) diverged"
    var clauses: [String]
    if experiment.isAllDiverged || other.isAllDiverged {
      clauses = [divergence]
    } else if diverged.isEmpty {
      clauses = found
    } else {
      clauses = ["\(divergence); of the others, \(found.first ?? "")"] + found.dropFirst()
    }
    clauses += epochDifferences.compactMap { $0.clause(shown) }
    if let single { clauses.append(single) }
    if !differentData.isEmpty { clauses.append("different data") }
    let text = clauses.joined(separator: "; ")
    // A name at the beginning keeps its spelling.
    sentence = (diverged.isEmpty ? text : text.capitalizedFirst) + "."
  }

  /// The names of the metrics, grouped by the verdict on their differences.
  private struct Groups {
    var better: [String] = []
    var worse: [String] = []
    var level: [String] = []
    var constant: [String] = []
    var unclear: [String] = []
    /// Differences of too few runs, each with its interval.
    var few: [String] = []
    /// The runs of those differences.
    var runs: PairDifference.Basis?
    var missing: [String] = []

    init(_ differences: [PairDifference]) {
      for difference in differences {
        let name = difference.metric.rawValue
        let value = difference.inference.value ?? 0
        let text = "\(name) (by \(difference.sizeText))"
        switch difference.standing {
        case .noRuns: missing.append(name)
        case .equal: level.append(name)
        case .constant: constant.append("\(name) (\(difference.valueCell.shown))")
        case .unclear: unclear.append(name)
        case .tooFewRuns: few.append(difference.fewRunsText)
        case .singleRun where value == 0: level.append(name)
        case .better: better.append(text)
        case .worse: worse.append(text)
        case .singleRun:
          if difference.metric.isBetter(value, than: 0) { better.append(text) } else { worse.append(text) }
        }
      }
      runs = differences.first { $0.standing == .tooFewRuns }?.basis
    }

    func clauses(_ pair: ExperimentPair, isSingle: Bool) -> [String] {
      var standings: [String] = []
      func stand(_ names: [String], _ word: String, _ preposition: String) {
        guard !names.isEmpty else { return }
        let against = standings.isEmpty ? (preposition.isEmpty ? " " : " \(preposition) ") + pair.other : ""
        standings.append("\(word)\(against) in \(names.listed)")
      }
      stand(better, isSingle ? "ahead" : "better", isSingle ? "of" : "than")
      stand(worse, isSingle ? "behind" : "worse", isSingle ? "" : "than")
      stand(level, "level", "with")

      var clauses: [String] = []
      func add(_ names: [String], after subject: String, _ text: String) {
        guard !names.isEmpty else { return }
        clauses.append((clauses.isEmpty ? subject + " " : "") + text + " " + names.listed)
      }
      if !standings.isEmpty { clauses.append("\(pair.experiment) is \(standings.listed)") }
      let both = "\(pair.experiment) and \(pair.other)"
      add(
        constant, after: both,
        clauses.isEmpty ? "differ by the same in every pair, in" : "the same difference in every pair in")
      add(unclear, after: both, clauses.isEmpty ? "show no clear difference in" : "no clear difference in")
      if let runs, !few.isEmpty {
        clauses.append("\(runs.tooFewText) to settle \(pair.label): \(few.joined(separator: ", "))")
      }
      add(missing, after: both, clauses.isEmpty ? "have no runs to compare in" : "no runs to compare in")
      return clauses
    }
  }
}

extension PairDifference {
  /// `test_loss -0.0300 (95 % CI -0.0700 to +0.0100; about 12 seeds would do)`
  fileprivate var fewRunsText: String {
    let seeds = seedsNeeded.map { "about \($0) seeds would do" } ?? "no number of seeds would do"
    return
      "\(metric.rawValue) \(valueCell.shown) (\(confidence.percentText) CI \(intervalCell.shown); \(seeds))"
  }

  /// Why the difference is not a result; nil if both experiments have several runs.
  fileprivate func singleRunRemark(_ pair: ExperimentPair) -> String? {
    guard case .single = verdict else { return nil }
    if !seedless.isEmpty {
      let names = seedless.map { $0 == self.pair.experiment ? pair.experiment : pair.other }
      return "the seed has no effect on \(names.listed), so there is no spread to judge by"
    }
    return switch basis {
    case .paired, .unpaired(1, 1): "one run each settles nothing"
    case .unpaired(1, _): "one run of \(pair.experiment) settles nothing"
    case .unpaired: "one run of \(pair.other) settles nothing"
    }
  }
}

extension PairDifference.Basis {
  /// `3 pairs are too few`
  fileprivate var tooFewText: String {
    switch self {
    case .paired: "\(text) are too few"
    case .unpaired(let own, let other): "\(own) and \(other) unpaired runs are too few"
    }
  }
}

extension ThresholdDifference {
  /// The difference in words; nil if there are fewer runs than the interval of a median needs.
  fileprivate func clause(_ pair: ExperimentPair) -> String? {
    switch standing {
    case .noRuns: return nil
    case .tooFewRuns:
      return neededCount.map {
        "\(count) pairs are too few to settle the epochs until \(threshold) among so many; it takes \($0)"
      }
    case .noThresholdReached: return "neither reaches \(threshold) in its median run"
    case .equal: return "both reach \(threshold) after as many epochs"
    case .unclear: return "no clear difference in the epochs until \(threshold)"
    case .higher, .lower:
      let (early, late) = verdict == .lower ? (pair.experiment, pair.other) : (pair.other, pair.experiment)
      guard let value, value.isFinite else {
        return "\(early) reaches \(threshold), the median run of \(late) never does"
      }
      let size = threshold.text(value.magnitude, isDifference: false)
      return "\(early) reaches \(threshold) earlier (by \(size) \(size == "1" ? "epoch" : "epochs"))"
    }
  }
}

extension Comparison {
  /// One for each pair that has differences.
  var conclusions: [Conclusion] {
    let byName = Dictionary(experiments.map { ($0.name, $0) }) { earlier, _ in earlier }
    return pairs.compactMap { pair in
      let own = differences.filter { $0.pair == pair }
      guard !own.isEmpty, let experiment = byName[pair.experiment], let other = byName[pair.other] else {
        return nil
      }
      return Conclusion(
        pair, shown: shown(pair), experiment, minus: other, own, epochDifferences.filter { $0.pair == pair },
        data: dataDifference(pair))
    }
  }
}
