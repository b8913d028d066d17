import Experiments
import Schema

extension ChoiceFindings {
  var json: JSON {
    .object([
      .init("name", .string(study.name)), .init("title", .string(study.title)),
      .init("source", .source(study.source)),
      .init(
        "choices",
        .array(
          study.choices.map { choice in
            .object([
              .init("name", .string(choice.name)), .init("says", .string(choice.says)),
              .init("values", .array(choice.values.map { .string($0.name) })),
            ])
          })),
      .init("combinations", .array(combinations.map { json($0) })),
      .init("claims", .array(claims.map(json))),
    ])
  }

  /// The value of each choice.
  private func json(_ combination: Combination) -> JSON {
    .object(
      variedChoices.map { index in
        let choice = study.choices[index]
        return .init(choice.name, .string(choice.values[combination.indices[index]].name))
      })
  }

  private func json(_ claim: Claim) -> JSON {
    let deciding = decidingChoice(of: claim).map { effect in
      JSON.object([
        .init("choice", .string(effect.choice.name)), .init("share", .double(effect.share)),
        .init(
          "values",
          .array(
            effect.values.map { value in
              .object([
                .init("name", .string(value.name)),
                .init("reproduced", .integer(value.verdicts.count(of: .holds))),
                .init("not_reproduced", .integer(value.verdicts.count(of: .fails))),
                .init("not_judged", .integer(value.verdicts.count(of: .notJudged))),
                .init("combinations", .integer(value.verdicts.count)),
              ])
            })),
      ])
    }
    return .object([
      .init("name", .string(claim.spec.name)), .init("of", .string(claim.spec.origin.rawValue)),
      .init("conditional", .boolean(claim.spec.isConditional)), .init("says", .string(claim.spec.says)),
      .init("where", .string(claim.spec.place)), .init("note", .string(claim.spec.note)),
      .init(
        "counts", .object(Verdict.allCases.map { .init($0.claimKey, .integer(claim.verdicts.count(of: $0))) })
      ),
      .init("decided_by", deciding ?? .null),
      .init(
        "results",
        .array(
          claim.findings.map { finding in
            .object([
              .init("verdict", .string(finding.verdict.claimKey)),
              .init("value", .extended(finding.judgement.value)),
              .init("confidence_interval", .extended(finding.judgement.interval)),
              .init("runs", .integer(finding.count)), .init("obstacle", .string(finding.obstacle?.key)),
            ])
          })),
    ])
  }

  /// A case for each claim. It passes if it is reproduced in all combinations; nothing fails, because no combination is the
  /// article's.
  var junit: JUnit.Suite {
    JUnit.Suite(
      name: study.name,
      cases: claims.map { claim in
        let reproduced = claim.verdicts.count(of: .holds)
        let unjudged = claim.verdicts.count(of: .notJudged)
        let deciding = decidingChoice(of: claim).map { "; decided by \($0.text)" } ?? ""
        return JUnit.Case(
          name: claim.spec.name, className: "bnlab.\(study.name).choices",
          outcome: reproduced == combinations.count
            ? .passed
            : .skipped(
              "reproduced in \(reproduced) of \(combinations.count) combinations"
                + (unjudged == 0 ? "" : ", not judged in \(unjudged)") + deciding),
          output: claim.spec.says)
      })
  }
}
