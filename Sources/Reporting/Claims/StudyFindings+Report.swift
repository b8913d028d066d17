import Experiments
import Text

extension Report {
  /// What `bnlab reproduce` prints: for each study the verdicts on its claims and what was found.
  /// - Parameter remarks: about all studies, such as that the runs were shortened.
  public static func verdicts(_ studies: [StudyFindings], isQuick: Bool = false, remarks: [String] = [])
    -> Report
  {
    var blocks = studies.flatMap(\.blocks)
    blocks += remarks.map { .paragraph($0) }
    blocks.append(.paragraph(studies.tally))
    return Report(
      document: Document(blocks), records: records(studies), json: json(studies, isQuick: isQuick),
      junit: JUnit(suites: studies.map(\.junit)))
  }

  private static func records(_ studies: [StudyFindings]) -> Table {
    var table = Table(
      [
        "study", "claim", "verdict", "experiment", "metric", "at", "epochs_until", "than_experiment",
        "than_metric", "than_at", "than_epochs_until", "value", "ci_low", "ci_high", "confidence",
        "claimed_low", "claimed_high", "runs", "diverged", "never", "seeds_needed", "says", "of", "where",
        "note", "source", "url",
      ].map { Table.Column($0) })
    for study in studies {
      for finding in study.findings { table.append(finding.record(study.study)) }
    }
    return table
  }
}

// MARK: - For people

extension StudyFindings {
  var blocks: [Document.Block] {
    var table = Table([
      .init("claim"), .init("of"), .init("verdict"), .init("found", .right), .init("interval", .right),
      .init("claimed", .right), .init("runs", .right),
    ])
    for finding in findings {
      table.append([
        .text(finding.claim.name),
        .text(finding.claim.origin.rawValue),
        .text(finding.verdict.claimTitle),
        Cell(finding.judgement.value.map(Cell.Value.number) ?? .none, shown: finding.valueText),
        Cell(.none, shown: finding.intervalText), Cell(.none, shown: finding.regionText),
        .integer(finding.count),
      ])
    }
    let title = study.title.map { ": \($0)" } ?? ""
    var blocks: [Document.Block] = [
      .heading("\(study.name)\(title)"), .table(table.withoutBlankColumns),
    ]
    if let source = study.source { blocks.append(.paragraph(source.remark())) }
    blocks.append(
      .list(
        findings.map { finding in
          let claim = finding.claim
          let note = claim.note.map { " \($0)" } ?? ""
          return "\(claim.name): “\(claim.says)” (\(claim.ownerText)) \(finding.sentence)\(note)"
        }))
    blocks += subjects.compactMap { subject in
      subject.summary?.divergedRemark(as: subject.name).map { .paragraph($0) }
    }
    return blocks
  }
}

// MARK: - For machines

extension ClaimFinding {
  fileprivate func record(_ study: StudySpec) -> [Cell] {
    let other = claim.otherFigure
    let both = [observations, otherObservations].compactMap { $0 }
    return [
      .text(study.name), .text(claim.name), .text(verdict.claimKey), .text(claim.figure.experiment),
      .text(claim.figure.metric.rawValue), claim.figure.momentCell, claim.figure.thresholdCell,
      other.map { .text($0.experiment) } ?? .blank, other.map { .text($0.metric.rawValue) } ?? .blank,
      other?.momentCell ?? .blank, other?.thresholdCell ?? .blank, .figure(judgement.value),
      .figure(judgement.interval?.low), .figure(judgement.interval?.high), .figure(confidence.level),
      .figure(judgement.region.low), .figure(judgement.region.high), .integer(count),
      .integer(both.reduce(0) { $0 + $1.divergedCount }), .integer(both.reduce(0) { $0 + $1.neverCount }),
      seedsNeeded.map(Cell.integer) ?? .blank, .text(claim.says), .text(claim.origin.rawValue),
      claim.place.map(Cell.text) ?? .blank, claim.note.map(Cell.text) ?? .blank,
      study.source.map { .text($0.tutorial) } ?? .blank, study.source?.url.map(Cell.text) ?? .blank,
    ]
  }
}

extension FigureSpec {
  /// `final`, `best` or the number of the epoch; blank for a number of epochs.
  fileprivate var momentCell: Cell {
    switch reading {
    case .final: .text("final")
    case .best: .text("best")
    case .epoch(let epoch): .integer(epoch)
    case .epochsUntil: .blank
    }
  }

  fileprivate var thresholdCell: Cell {
    if case .epochsUntil(let value) = reading { .figure(value) } else { .blank }
  }
}
