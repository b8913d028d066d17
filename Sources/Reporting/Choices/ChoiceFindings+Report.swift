import Experiments
import Schema
import Text

extension Report {
  /// What `bnlab reproduce --choices` prints: for each claim in how many combinations it is reproduced, and which choice
  /// decides it.
  /// - Parameter remarks: about all studies, such as that the runs were shortened.
  public static func choices(_ studies: [ChoiceFindings], isQuick: Bool = false, remarks: [String] = [])
    -> Report
  {
    Report(
      document: Document(studies.flatMap(\.blocks) + remarks.map { .paragraph($0) }),
      records: records(studies),
      json: .object([
        .init("format", .integer(jsonFormat(of: "choices"))), .init("kind", .string("choices")),
        .init("quick", .boolean(isQuick)), .init("studies", .array(studies.map(\.json))),
      ]),
      junit: JUnit(suites: studies.map(\.junit)))
  }

  private static func records(_ studies: [ChoiceFindings]) -> Table {
    var table = Table(
      [
        "study", "combination", "claim", "of", "conditional", "verdict", "value", "ci_low", "ci_high", "runs",
      ].map { Table.Column($0) })
    for study in studies {
      for (combination, findings) in zip(study.combinations, study.findings) {
        for finding in findings.findings {
          table.append([
            .text(study.study.name), .text(study.text(combination)), .text(finding.claim.name),
            .text(finding.claim.origin.rawValue), .boolean(finding.claim.isConditional),
            .text(finding.verdict.claimKey), .figure(finding.judgement.value),
            .figure(finding.judgement.interval?.low), .figure(finding.judgement.interval?.high),
            .integer(finding.count),
          ])
        }
      }
    }
    return table
  }
}

// MARK: - For people

extension ChoiceFindings {
  fileprivate var blocks: [Document.Block] {
    let title = study.title.map { ": \($0)" } ?? ""
    let unjudged = claims.filter(\.isNeverJudged).map(\.spec.name)
    return [
      .heading("\(study.name)\(title)"), .list(variedChoices.map(sentence)),
      .table(claimTable.withoutBlankColumns), .paragraph(summary),
    ] + (unjudged.isEmpty ? [] : [.paragraph("Not judged in any: \(unjudged.joined(separator: ", ")).")]) + [
      .table(combinationTable)
    ]
  }

  /// `activation: relu, tanh. The article names none.`
  private func sentence(about choice: Int) -> String {
    let spec = study.choices[choice]
    let tried = spec.values.indices.filter { index in combinations.contains { $0.indices[choice] == index } }
    return "\(spec.name): \(tried.map { spec.values[$0].name }.joined(separator: ", "))."
      + (spec.says.map { " \($0)" } ?? "")
  }

  fileprivate func text(_ combination: Combination) -> String {
    combination.text(study.choices, of: variedChoices)
  }

  private static let verdicts: [(verdict: Verdict, title: String)] = Verdict.allCases.map {
    ($0, $0.claimTitle)
  }

  private var claimTable: Table {
    var table = Table(
      [.init("claim"), .init("of")] + Self.verdicts.map { .init($0.title, .right) } + [
        .init("decided by (+ reproduced, − not)")
      ])
    for claim in claims where !claim.isNeverJudged {
      table.append(
        [.text(claim.spec.name), .text(claim.spec.owner(in: study))]
          + Self.verdicts.map { count($0.verdict, in: claim.findings) }
          + [decidingChoice(of: claim).map { .text($0.text) } ?? .blank])
    }
    return table
  }

  private var combinationTable: Table {
    var table = Table([.init("combination")] + Self.verdicts.map { .init($0.title, .right) })
    for (combination, findings) in zip(combinations, findings) {
      table.append(
        [.text(text(combination))]
          + Self.verdicts.map { .integer(findings.findings.map(\.verdict).count(of: $0.verdict)) })
    }
    return table.withoutBlankColumns
  }

  /// Without shortened runs every claim is judged, and the column of those that are not stays blank.
  private func count(_ verdict: Verdict, in findings: [ClaimFinding]) -> Cell {
    let count = findings.map(\.verdict).count(of: verdict)
    return verdict == .notJudged && count == 0 ? .blank : .integer(count)
  }

  /// `31 claims in 12 combinations: 9 reproduced in all of them, 3 in none, 19 in some.`
  private var summary: String {
    let claims = claims
    let all = claims.count { $0.count(.holds) == combinations.count }
    let none = claims.count { $0.count(.holds) == 0 }
    return "\(claims.count) \(claims.count == 1 ? "claim" : "claims") in \(combinations.count) combinations: "
      + "\(all) reproduced in all of them, \(none) in none, \(claims.count - all - none) in some."
  }
}

extension [Verdict] {
  fileprivate func count(of verdict: Verdict) -> Int { count { $0 == verdict } }
}

extension ChoiceFindings.Claim {
  fileprivate var isNeverJudged: Bool { count(.notJudged) == findings.count }
}

extension ChoiceFindings.Effect {
  /// `activation: relu +6 −0, tanh +1 −4 of 6`
  fileprivate var text: String {
    let counts = values.map { "\($0.name) +\($0.count(.holds)) −\($0.count(.fails))" }
    let totals = Set(values.map(\.verdicts.count)).sorted()
    return "\(choice.name): \(counts.joined(separator: ", "))"
      + (totals.count == 1 ? " of \(totals[0])" : "")
  }
}

// MARK: - For machines

extension ChoiceFindings {
  fileprivate var json: JSON {
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
                .init("name", .string(value.name)), .init("reproduced", .integer(value.count(.holds))),
                .init("not_reproduced", .integer(value.count(.fails))),
                .init("combinations", .integer(value.verdicts.count)),
              ])
            })),
      ])
    }
    return .object([
      .init("name", .string(claim.spec.name)), .init("of", .string(claim.spec.origin.rawValue)),
      .init("conditional", .boolean(claim.spec.isConditional)), .init("says", .string(claim.spec.says)),
      .init("where", .string(claim.spec.place)), .init("note", .string(claim.spec.note)),
      .init("counts", .object(Verdict.allCases.map { .init($0.claimKey, .integer(claim.count($0))) })),
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
  fileprivate var junit: JUnit.Suite {
    JUnit.Suite(
      name: study.name,
      cases: claims.map { claim in
        let reproduced = claim.count(.holds)
        let deciding = decidingChoice(of: claim).map { "; decided by \($0.text)" } ?? ""
        return JUnit.Case(
          name: claim.spec.name, className: "bnlab.\(study.name).choices",
          outcome: reproduced == combinations.count
            ? .passed
            : .skipped("reproduced in \(reproduced) of \(combinations.count) combinations\(deciding)"),
          output: claim.spec.says)
      })
  }
}
