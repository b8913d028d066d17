import Experiments
import Text

/// What a pair's differences come to, in one sentence.
struct Conclusion: Equatable, Sendable {
  let pair: ExperimentPair
  let sentence: String

  /// - Parameters:
  ///   - shown: the pair's names as the sentence uses them.
  ///   - experiments: the two, whose diverged runs the sentence names.
  ///   - differences: of this pair, one for each metric.
  ///   - epochs: of this pair, one for each threshold.
  init(
    _ pair: ExperimentPair, shown: ExperimentPair,
    _ experiments: (first: ExperimentSummary, second: ExperimentSummary), _ differences: [PairDifference],
    _ epochs: [ThresholdDifference] = []
  ) {
    self.pair = pair
    let groups = Groups(differences)
    let single = differences.lazy.compactMap { $0.singleRunRemark(shown) }.first
    let found = groups.clauses(shown, isSingle: single != nil)
    let diverged = [
      experiments.first.divergedPart(as: shown.first), experiments.second.divergedPart(as: shown.second),
    ].compactMap { $0 }
    let divergence = "\(Self.joined(diverged)) diverged"
    var clauses: [String]
    if experiments.first.isAllDiverged || experiments.second.isAllDiverged {
      clauses = [divergence]
    } else if diverged.isEmpty {
      clauses = found
    } else {
      clauses = ["\(divergence); of the others, \(found.first ?? "")"] + found.dropFirst()
    }
    clauses += epochs.compactMap { $0.clause(shown) }
    if let single { clauses.append(single) }
    sentence = clauses.joined(separator: "; ").startingWithCapital(where: !diverged.isEmpty) + "."
  }

  /// The figures' names by what is known of them.
  private struct Groups {
    var better: [String] = []
    var worse: [String] = []
    var level: [String] = []
    var constant: [String] = []
    var unclear: [String] = []
    var missing: [String] = []

    init(_ differences: [PairDifference]) {
      for difference in differences {
        let name = difference.metric.rawValue
        switch difference.verdict {
        case .noRuns: missing.append(name)
        case .equal: level.append(name)
        case .constant(let value): constant.append("\(name) (\(value.signedFigure(Cell.figureDecimals)))")
        case .unclear: unclear.append(name)
        case .single(let value) where value == 0: level.append(name)
        case .single(let value), .higher(let value):
          let text = "\(name) (by \(value.magnitude.figure(Cell.figureDecimals)))"
          if difference.metric.isBetter(value, than: 0) { better.append(text) } else { worse.append(text) }
        }
      }
    }

    func clauses(_ pair: ExperimentPair, isSingle: Bool) -> [String] {
      var standings: [String] = []
      func stand(_ names: [String], _ word: String, _ preposition: String) {
        guard !names.isEmpty else { return }
        let against = standings.isEmpty ? (preposition.isEmpty ? " " : " \(preposition) ") + pair.second : ""
        standings.append("\(word)\(against) in \(Conclusion.joined(names))")
      }
      stand(better, isSingle ? "ahead" : "better", isSingle ? "of" : "than")
      stand(worse, isSingle ? "behind" : "worse", isSingle ? "" : "than")
      stand(level, "level", "with")

      var clauses: [String] = []
      func add(_ names: [String], after subject: String, _ text: String) {
        guard !names.isEmpty else { return }
        clauses.append((clauses.isEmpty ? subject + " " : "") + text + " " + Conclusion.joined(names))
      }
      if !standings.isEmpty { clauses.append("\(pair.first) is \(Conclusion.joined(standings))") }
      let both = "\(pair.first) and \(pair.second)"
      add(
        constant, after: both,
        clauses.isEmpty ? "differ by the same in every pair, in" : "the same difference in every pair in")
      add(unclear, after: both, clauses.isEmpty ? "show no clear difference in" : "no clear difference in")
      add(missing, after: both, clauses.isEmpty ? "have no runs to compare in" : "no runs to compare in")
      return clauses
    }
  }

  fileprivate static func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension PairDifference {
  /// Why a difference of single runs is no result; nil where there are more.
  fileprivate func singleRunRemark(_ pair: ExperimentPair) -> String? {
    guard case .single = verdict else { return nil }
    return switch basis {
    case .paired, .unpaired(1, 1): "one run each settles nothing"
    case .unpaired(1, _): "one run of \(pair.first) settles nothing"
    case .unpaired: "one run of \(pair.second) settles nothing"
    }
  }
}

extension ThresholdDifference {
  /// Nil where nothing is worth saying: fewer runs than a median's interval needs.
  fileprivate func clause(_ pair: ExperimentPair) -> String? {
    switch verdict {
    case .noRuns, .tooFewRuns: return nil
    case .neitherReaches: return "neither reaches \(threshold) in its median run"
    case .equal: return "both reach \(threshold) after as many epochs"
    case .unclear: return "no clear difference in the epochs until \(threshold)"
    case .higher, .lower:
      let (early, late) = verdict == .lower ? (pair.first, pair.second) : (pair.second, pair.first)
      guard let value, value.isFinite else {
        return "\(early) reaches \(threshold), the median run of \(late) never does"
      }
      let size = FigureUnit.epochs.text(value.magnitude, isDifference: false)
      return "\(early) reaches \(threshold) earlier (by \(size) \(size == "1" ? "epoch" : "epochs"))"
    }
  }
}

extension String {
  /// A name at the beginning keeps its spelling.
  fileprivate func startingWithCapital(where isProse: Bool) -> String {
    isProse ? prefix(1).uppercased() + dropFirst() : self
  }
}

extension Comparison {
  var conclusions: [Conclusion] {
    let byName = Dictionary(experiments.map { ($0.name, $0) }) { first, _ in first }
    return pairs.compactMap { pair in
      let own = differences.filter { $0.pair == pair }
      guard !own.isEmpty, let first = byName[pair.first], let second = byName[pair.second] else { return nil }
      return Conclusion(
        pair, shown: shown(pair), (first, second), own, epochDifferences.filter { $0.pair == pair })
    }
  }
}
