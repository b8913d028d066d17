import Experiments
import Text

extension Comparison {
  /// What `bnlab compare` prints.
  /// - Parameters:
  ///   - claims: the claims of a study, judged on the same runs.
  ///   - leftOut: names of the study's claims that cannot be judged because their experiments are not compared.
  ///   - requestedRuns: the runs that were asked for; nil: those that are there.
  public func report(
    assertions: [AssertionOutcome] = [], claims: StudyFindings? = nil, leftOut: [String] = [],
    requestedRuns: RequestedRuns? = nil
  ) -> Report {
    let requestedRuns = requestedRuns ?? RequestedRuns(runCount)
    var document = document(requestedRuns)
    if let claims { document.blocks += claims.blocks + [.paragraph([claims].tally)] }
    if !leftOut.isEmpty {
      let noun = leftOut.count == 1 ? "claim is" : "claims are"
      document.blocks.append(
        .paragraph(
          "\(leftOut.count) \(noun) left out, of experiments that are not compared: \(leftOut.joined(separator: ", "))."
        ))
    }
    if !assertions.isEmpty {
      document.blocks += [.heading("Assertions"), .table(Self.table(of: assertions))]
      let failures = assertions.filter { !$0.holds }.map(\.sentence)
      if !failures.isEmpty { document.blocks.append(.list(failures)) }
    }
    var records = recordTable
    for row in claims?.comparisonRecords ?? [] { records.append(row) }
    for assertion in assertions { records.append(assertion.comparisonRecord) }
    return Report(
      document: document, records: records,
      json: json(
        assertions: assertions, claims: claims, leftOut: leftOut, requestedRuns: requestedRuns.count),
      junit: junit(assertions: assertions, claims: claims))
  }

  /// Number of runs that are compared.
  var runCount: Int { experiments.reduce(0) { $0 + $1.runs.count } }

  private func document(_ requested: RequestedRuns) -> Document {
    if experiments.isEmpty { return Document([.paragraph("There is no run to compare.")]) }
    var blocks: [Document.Block] = [.heading("Experiments"), .table(overviewTable)]
    let isPartial = runCount < requested.count
    if isPartial { blocks.append(.paragraph(requested.remark(found: runCount))) }
    blocks += variantRemark.map { [.paragraph($0)] } ?? []
    blocks += sourceRemarks.map { .paragraph($0) }
    blocks += publishedRemark.map { [.paragraph($0)] } ?? []
    blocks += dataRemarks.map { .paragraph($0) }
    blocks += experiments.compactMap { $0.stoppingRemark(as: shownName($0.name)) }.map { .paragraph($0) }
    blocks += experiments.compactMap { $0.seedRemark(as: shownName($0.name)) }.map { .paragraph($0) }
    blocks += experiments.compactMap { $0.divergedRemark(as: shownName($0.name)) }.map { .paragraph($0) }
    for metric in metrics {
      blocks.append(.heading("\(metric.rawValue) (\(metric.higherIsBetter ? "higher" : "lower") is better)"))
      blocks.append(.table(figureTable(metric)))
      blocks += publishedEpochTable(metric).map { [.table($0)] } ?? []
    }
    blocks += experiments.bestRemark(metrics).map { [.paragraph($0)] } ?? []
    for threshold in options.thresholds {
      blocks += [.heading("Epochs until \(threshold)"), .table(thresholdTable(threshold))]
    }
    if !pairs.isEmpty {
      if hasSeeds {
        for metric in metrics {
          blocks += [.heading("Differences in \(metric.rawValue)"), .table(differenceTable(metric))]
        }
      } else {
        blocks += [.heading("Differences"), .table(singleRunTable)]
      }
      for threshold in options.thresholds {
        blocks += [
          .heading("Differences in epochs until \(threshold)"), .table(epochDifferenceTable(threshold)),
        ]
      }
      let share = isPartial ? ", from \(runCount) of \(requested.count) runs" : ""
      blocks += [.heading("In short" + share), .list(summary)]
      blocks += [comparisonsRemark, settlingRemark, tooFewRemark].compactMap { $0 }.map { .paragraph($0) }
    }
    return Document(blocks)
  }

  /// What to do about differences of single runs; nil if there are none.
  private var settlingRemark: String? {
    let isSingle = differences.contains {
      if case .single = $0.verdict { $0.seedless.isEmpty } else { false }
    }
    return isSingle
      ? "Another seed can turn such differences round: --seeds 1..6 runs more seeds and gives intervals."
      : nil
  }

  /// The sentence about a grid's best cell, if there is one, and one for each pair.
  private var summary: [String] {
    (bestCell.map { [sentence(about: $0)] } ?? []) + conclusions.map(\.sentence)
  }

  /// Whether a grid's best cell is really the best one. Other data in other cells are told, too.
  func sentence(about best: BestCell) -> String {
    let sentence = best.sentence(shownName)
    return differentData(of: best).isEmpty ? sentence : "\(sentence.dropLast()); different data."
  }

  /// How many differences chance alone makes, and what is done about it; nil for a single pair.
  private var comparisonsRemark: String? {
    guard let comparisonCount, let chanceDifferences else { return nil }
    let number =
      chanceDifferences < 0.01
      ? chanceDifferences.figure(4) : ((chanceDifferences * 100).rounded() / 100).exact
    return "\(comparisonCount) comparisons; \(number) would differ by chance. \(correctionText)"
  }

  /// By what the sentences go.
  private var correctionText: String {
    let maxT = "the max-t p, which allows for the choice of the best cell (Westfall and Young 1993)"
    let holm =
      "the p after Holm's correction\(metrics.count > 1 ? " for each metric by itself" : "") (Holm 1979)"
    var text = "The sentences go by "
    if differences.contains(where: \.family.isAgainstBest) {
      text += maxT
    } else if bestCell == nil {
      text += holm
    } else {
      text = "The sentence about the best cell goes by \(maxT), the others by \(holm)"
    }
    if epochDifferences.contains(where: { $0.interval != nil }) {
      text += "; about epochs, by intervals with Bonferroni's correction"
    }
    return text + "."
  }

  /// Why clear intervals of few runs settle nothing; nil if there are none.
  private var tooFewRemark: String? {
    guard differences.contains(where: { $0.standing == .tooFewRuns }) else { return nil }
    // Without the noise of binary fractions: 1 − 0.95 is 0.05. The numbers are never below those of 95 %.
    let errorRate = min((options.confidence.errorRate * 1e9).rounded() / 1e9, 0.05).exact
    return
      "With fewer than \(options.confidence.minimumPairCount) pairs, or \(options.confidence.minimumUnpairedCount) and "
      + "\(options.confidence.minimumUnpairedCount) unpaired runs, no permutation test gets below \(errorRate). The intervals rest "
      + "on the normal distribution; the numbers of seeds hold if differences and spread stay as they are."
  }
}
