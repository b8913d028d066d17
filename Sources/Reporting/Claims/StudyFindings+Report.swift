import Experiments
import Text

extension Report {
  /// What `bnlab reproduce` prints: for each study the verdicts on its claims and what was found.
  /// - Parameters:
  ///   - isTimeUp: whether the time to settle claims was up before all were settled; nil if none are.
  ///   - remarks: about all studies, such as that the runs were shortened.
  public static func verdicts(
    _ studies: [StudyFindings], isQuick: Bool = false, isTimeUp: Bool? = nil, remarks: [String] = []
  ) -> Report {
    var blocks = studies.flatMap(\.blocks)
    blocks += remarks.map { .paragraph($0) }
    blocks.append(.paragraph(studies.tally))
    return Report(
      document: Document(blocks), records: records(studies),
      json: json(studies, isQuick: isQuick, isTimeUp: isTimeUp),
      junit: JUnit(suites: studies.map(\.junit)))
  }

  private static func records(_ studies: [StudyFindings]) -> Table {
    var table = Table(
      [
        "study", "claim", "verdict", "experiment", "metric", "at", "epochs_until", "than_experiment",
        "than_metric", "than_at", "than_epochs_until", "value", "ci_low", "ci_high", "confidence",
        "claimed_low", "claimed_high", "runs", "diverged", "never", "seeds_needed", "says", "of", "where",
        "note", "source", "url", "last_epochs", "worst_step", "layer", "statistic", "samples", "minus",
        "than_last_epochs", "than_worst_step", "than_layer", "than_statistic", "than_samples", "than_minus",
        "conditional", "look", "look_seeds", "assert", "settling",
      ].map { Table.Column($0) })
    for study in studies {
      for finding in study.findings { table.append(finding.record(study.study)) }
    }
    return table
  }
}

// MARK: - For people

extension StudyFindings {
  /// The claims with their verdicts.
  public var verdictTable: Table {
    var table = Table([
      .init("claim"), .init("of", omissionRank: 9), .init("verdict"), .init("found", .right),
      .init("interval", .right, omissionRank: 6),
      .init("claimed", .right, omissionRank: 0), .init("runs", .right, omissionRank: 8),
      .init("look", .right, omissionRank: 7),
    ])
    for finding in findings {
      table.append([
        .text(finding.claim.name),
        .text(finding.claim.owner(in: study)),
        .text(finding.verdictText).emphasized(finding.verdict.emphasis),
        Cell(finding.judgement.value.map(Cell.Value.number) ?? .none, shown: finding.valueText),
        Cell(.none, shown: finding.intervalText), Cell(.none, shown: finding.regionText),
        .integer(finding.count),
        finding.look.map { .integer($0.number) } ?? .blank,
      ])
    }
    return table.withoutBlankColumns
  }

  var blocks: [Document.Block] {
    let title = study.title.map { ": \($0)" } ?? ""
    var blocks: [Document.Block] = [.heading("\(study.name)\(title)"), .table(verdictTable)]
    if let source = study.source { blocks.append(.paragraph(source.remark())) }
    blocks.append(
      .list(
        findings.map { finding in
          let claim = finding.claim
          let note = claim.note.map { " \($0)" } ?? ""
          return "\(claim.name): “\(claim.says)” (\(claim.ownerText(in: study))) \(finding.sentence)\(note)"
        }))
    return blocks + remarks.map { .paragraph($0) }
  }

  /// Warnings about experiments: runs that diverged, seeds without an effect.
  public var remarks: [String] {
    subjects.compactMap { $0.summary?.divergedRemark(as: $0.name) }
      + subjects.compactMap { $0.summary?.seedRemark(as: $0.name) }
  }
}

// MARK: - For machines

extension ClaimFinding {
  fileprivate func record(_ study: StudySpec) -> [Cell] {
    let (figure, other) = (claim.figure, claim.otherFigure)
    let all = observations.all + (otherObservations?.all ?? [])
    let keys = figure.map { ClaimKeys($0.base.quantity) }
    let otherKeys = other.map { ClaimKeys($0.base.quantity) }
    func cells(_ names: String..., of keys: ClaimKeys?) -> [Cell] { names.map { keys?[$0] ?? .blank } }
    func minus(_ observations: SumObservations?) -> Cell {
      observations?.minus.map { .text(SumObservations($0).subject) } ?? .blank
    }
    func moreCells(_ keys: ClaimKeys?, _ observations: SumObservations?) -> [Cell] {
      cells("last_epochs", "worst_step", "layer", "statistic", "samples", of: keys)
        + [keys == nil ? .blank : minus(observations)]
    }
    let start: [Cell] =
      [
        .text(study.name), .text(claim.name), .text(verdict.claimKey),
        figure.map { .text($0.base.experiment) } ?? .blank,
      ] + cells("metric", "at", "epochs_until", of: keys)
      + [other.map { .text($0.base.experiment) } ?? .blank]
      + cells("metric", "at", "epochs_until", of: otherKeys)
    return start + [
      .figure(judgement.value), .figure(judgement.interval?.low), .figure(judgement.interval?.high),
      .figure(confidence.level), .figure(judgement.region.low), .figure(judgement.region.high),
      .integer(count), .integer(all.reduce(0) { $0 + $1.divergedCount + $1.notFiniteSeeds.count }),
      .integer(all.reduce(0) { $0 + $1.neverCount }), seedsNeeded.map(Cell.integer) ?? .blank,
      .text(claim.says), .text(claim.origin.rawValue), claim.place.map(Cell.text) ?? .blank,
      claim.note.map(Cell.text) ?? .blank, study.source.map { .text($0.tutorial) } ?? .blank,
      study.source?.url.map(Cell.text) ?? .blank,
    ] + moreCells(keys, observations) + moreCells(otherKeys, otherObservations) + [
      .boolean(claim.isConditional), look.map { .integer($0.number) } ?? .blank,
      look.map { .integer($0.seedCount) } ?? .blank, claim.statement.text.map(Cell.text) ?? .blank,
      settling.map { .text($0.rawValue) } ?? .blank,
    ]
  }
}
