import Experiments
import Schema

extension Report {
  /// Kind `verdicts`; experiments/studies/FORMATS.md describes it.
  static func json(_ studies: [StudyFindings], isQuick: Bool) -> JSON {
    .object([
      .init("format", .integer(jsonFormat(of: "verdicts"))), .init("kind", .string("verdicts")),
      .init("quick", .boolean(isQuick)),
      .init("verdict", .string(studies.overallVerdict.rawValue)),
      .init("counts", counts(studies, of: .article)), .init("extension_counts", counts(studies, of: .bnlab)),
      .init("studies", .array(studies.map(\.json))),
    ])
  }

  private static func counts(_ studies: [StudyFindings], of origin: ClaimOrigin) -> JSON {
    .object(
      ClaimVerdict.allCases.map { .init($0.rawValue, .integer(studies.count($0, of: origin))) })
  }
}

extension StudyFindings {
  var json: JSON {
    .object([
      .init("name", .string(study.name)), .init("title", .string(study.title)),
      .init(
        "source",
        study.source.map {
          .object([.init("tutorial", .string($0.tutorial)), .init("url", .string($0.url))])
        } ?? .null),
      .init("confidence", .double(study.confidence)),
      .init("experiments", .array(subjects.map(\.json))),
      .init("claims", .array(findings.map(\.json))),
    ])
  }

  /// A case for each claim: one that is not reproduced fails, one that is inconclusive is skipped. An extension, which
  /// nobody relies on, does not fail.
  var junit: JUnit.Suite {
    JUnit.Suite(
      name: study.name,
      cases: findings.map { finding in
        let outcome: JUnit.Outcome =
          switch finding.verdict {
          case .reproduced: .passed
          case .notReproduced where finding.claim.isExtension: .skipped(finding.sentence)
          case .notReproduced: .failed(finding.sentence)
          case .inconclusive: .skipped(finding.sentence)
          }
        return JUnit.Case(
          name: finding.claim.name,
          className: "bnlab.\(study.name)" + (finding.claim.isExtension ? ".extensions" : ""),
          outcome: outcome,
          output: "\(finding.claim.says)\n\(finding.sentence)")
      })
  }
}

extension StudyFindings.Subject {
  fileprivate var json: JSON {
    .object([
      .init("name", .string(name)), .init("experiment", .string(experiment)),
      .init("seeds", .array((summary?.runs ?? []).map { .integer($0.seed) })),
      .init("diverged", summary.map(JSON.diverged) ?? .array([])),
    ])
  }
}

extension ClaimFinding {
  fileprivate var json: JSON {
    .object([
      .init("name", .string(claim.name)), .init("of", .string(claim.origin.rawValue)),
      .init("says", .string(claim.says)),
      .init("where", .string(claim.place)), .init("note", .string(claim.note)),
      .init("verdict", .string(verdict.rawValue)), .init("sentence", .string(sentence)),
      .init("figure", first.json), .init("than", second?.json ?? .null),
      .init("value", .extended(value)), .init("confidence", .double(confidence.level)),
      .init("confidence_interval", .extended(interval)),
      .init("claimed", .array([bound(region.low), bound(region.high)])),
      .init("runs", .integer(count)), .init("obstacle", .string(obstacle?.key)),
      .init("seeds_needed", seedsNeeded.map { .integer($0) } ?? .null),
    ])
  }

  /// Null: no bound.
  private func bound(_ value: Double) -> JSON { value.isFinite ? .double(value) : .null }
}

extension ClaimFinding.Obstacle {
  var key: String {
    switch self {
    case .noRuns: "no_runs"
    case .missingSeeds: "missing_seeds"
    case .allDiverged: "all_diverged"
    case .noCommonSeeds: "no_common_seeds"
    case .oneRun: "one_run"
    case .tied: "tied"
    case .someDiverged: "some_diverged"
    case .tooFewForMedian: "too_few_for_median"
    case .neitherReaches: "neither_reaches"
    case .crosses: "crosses_bound"
    }
  }
}

extension FigureObservations {
  fileprivate var json: JSON {
    var moment = JSON.null
    var threshold = JSON.null
    switch figure.reading {
    case .final: moment = .string("final")
    case .best: moment = .string("best")
    case .epoch(let epoch): moment = .integer(epoch)
    case .epochsUntil(let value): threshold = .double(value)
    }
    return .object([
      .init("experiment", .string(figure.experiment)), .init("metric", .string(figure.metric.rawValue)),
      .init("at", moment), .init("epochs_until", threshold), .init("value", .extended(typical)),
      .init("diverged", .integer(divergedCount)), .init("never", .integer(neverCount)),
      .init(
        "values",
        .array(
          values.map { seed, value in
            .object([.init("seed", .integer(seed)), .init("value", .extended(value))])
          })),
    ])
  }
}
