import Experiments
import Schema

extension Report {
  /// The JSON of kind `verdicts`, which experiments/studies/FORMATS.md describes.
  static func json(_ studies: [StudyFindings], isQuick: Bool, isTimeUp: Bool?) -> JSON {
    .object([
      .init("format", .integer(jsonFormat(of: "verdicts"))), .init("kind", .string("verdicts")),
      .init("quick", .boolean(isQuick)), .init("time_up", isTimeUp.map { .boolean($0) } ?? .null),
      .init("verdict", .string(studies.overallVerdict.claimKey)),
      .init("counts", counts(studies, of: .article)),
      .init("conditional_counts", counts(studies, of: .conditional)),
      .init("extension_counts", counts(studies, of: .bnlab)),
      .init("studies", .array(studies.map(\.json))),
    ])
  }

  private static func counts(_ studies: [StudyFindings], of group: ClaimGroup) -> JSON {
    .object(
      Verdict.allCases.map { .init($0.claimKey, .integer(studies.count($0, of: group))) })
  }
}

extension StudyFindings {
  var json: JSON {
    .object([
      .init("name", .string(study.name)), .init("title", .string(study.title)),
      .init("source", .source(study.source)),
      .init("confidence", .double(study.confidence)),
      .init("experiments", .array(subjects.map(\.json))),
      .init("claims", .array(findings.map(\.json))),
    ])
  }

  /// A case for each claim: a claim that fails is a failure, one that is undecided or not judged is skipped. A conditional
  /// claim or an extension that fails is skipped too, because it does not affect the exit status.
  var junit: JUnit.Suite {
    JUnit.Suite(
      name: study.name,
      properties: study.source.map { source in
        [("source", source.tutorial), ("url", source.url), ("where", source.place)].compactMap {
          name, value in
          value.map { JUnit.Property(name, $0) }
        }
      } ?? [],
      cases: findings.map { finding in
        let outcome: JUnit.Outcome =
          switch finding.verdict {
          case .holds: .passed
          case .fails:
            finding.claim.group == .article ? .failed(finding.sentence) : .skipped(finding.sentence)
          case .undecided, .notJudged: .skipped(finding.sentence)
          }
        return JUnit.Case(
          name: finding.claim.name,
          className: "bnlab.\(study.name)\(finding.claim.group.suffix)",
          outcome: outcome,
          output: ([finding.claim.says, finding.claim.ownerText(in: study), finding.sentence]
            + [finding.claim.note.map { "Note: \($0)" }].compactMap { $0 }).joined(separator: "\n"))
      })
  }
}

extension ClaimGroup {
  /// What follows the study's name in JUnit.
  fileprivate var suffix: String {
    switch self {
    case .article: ""
    case .conditional: ".conditional"
    case .bnlab: ".extensions"
    }
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
      .init("conditional", .boolean(claim.isConditional)), .init("says", .string(claim.says)),
      .init("where", .string(claim.place)), .init("note", .string(claim.note)),
      .init("verdict", .string(verdict.claimKey)), .init("sentence", .string(sentence)),
      .init("assert", .string(claim.statement.text)),
      .init("figure", claim.figure.map { json($0, observations) } ?? .null),
      .init(
        "than", claim.otherFigure.flatMap { figure in otherObservations.map { json(figure, $0) } } ?? .null),
      .init("terms", .array(claim.figure == nil ? terms : [])),
      .init("value", .extended(judgement.value)), .init("confidence", .double(confidence.level)),
      .init("confidence_interval", .extended(judgement.interval)),
      .init("claimed", .array([bound(judgement.region.low), bound(judgement.region.high)])),
      .init("runs", .integer(count)), .init("obstacle", .string(obstacle?.key)),
      .init("seeds_needed", seedsNeeded.map { .integer($0) } ?? .null),
      .init("caveats", .array(caveats.map { .string($0) })),
      .init("look", look.map { .integer($0.number) } ?? .null),
      .init("look_seeds", look.map { .integer($0.seedCount) } ?? .null),
      .init("settling", .string(settling?.rawValue)),
    ])
  }

  /// The terms of the left side, then those of the right side with the opposite factors, whose sum is the value.
  private var terms: [JSON] {
    let sides =
      [(claim.condition.left, observations, 1.0)]
      + (otherObservations.map { [(claim.condition.right, $0, -1.0)] } ?? [])
    return sides.flatMap { sum, observations, sign in
      zip(sum.figures, observations.terms).map { figure, term in
        .object([
          .init("factor", .double(sign * term.factor)),
          .init("figure", json(figure, term.figure, minus: .null)),
        ])
      }
    }
  }

  /// An end of the claimed region; null if there is no bound.
  private func bound(_ value: Double) -> JSON { value.isFinite ? .double(value) : .null }

  private func json(_ figure: FigureSpec, _ observations: SumObservations) -> JSON {
    let minus = figure.minus.flatMap { minus in observations.minus.map { json(minus, $0, minus: .null) } }
    return json(figure.base, observations.base, minus: minus ?? .null)
  }

  private func json(_ figure: RunFigure, _ observations: FigureObservations, minus: JSON) -> JSON {
    .object(
      [.init("experiment", .string(figure.experiment))] + ClaimKeys(figure.quantity).members + [
        .init("minus", minus), .init("value", .extended(observations.value)),
        .init("diverged", .integer(observations.divergedCount + observations.notFiniteSeeds.count)),
        .init("never", .integer(observations.neverCount)),
        .init(
          "values",
          .array(
            observations.observations.map { run in
              .object([.init("seed", .integer(run.seed)), .init("value", .extended(run.value))])
            })),
      ])
  }
}
