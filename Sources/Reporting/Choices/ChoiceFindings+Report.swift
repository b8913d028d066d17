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
      [.init("claim"), .init("of", omissionRank: 9)] + Self.verdicts.map { .init($0.title, .right) } + [
        .init("decided by (+ reproduced, − not)", mayBeCut: true)
      ])
    for claim in claims where !claim.isNeverJudged {
      table.append(
        [.text(claim.spec.name), .text(claim.spec.owner(in: study))]
          + Self.verdicts.map { count($0.verdict, in: claim) }
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

  /// The column of those that are not judged stays blank where every claim is judged.
  private func count(_ verdict: Verdict, in claim: Claim) -> Cell {
    let count = claim.verdicts.count(of: verdict)
    return verdict == .notJudged && count == 0 ? .blank : .integer(count)
  }

  /// `31 claims in 12 combinations: 9 reproduced in all of them, 3 in none, 17 in some, 2 not judged in any. 4 claims are not
  /// judged in some combinations.`
  private var summary: String {
    let claims = claims
    let judged = claims.filter { !$0.isNeverJudged }
    let all = judged.count { $0.verdicts.count(of: .holds) == combinations.count }
    let none = judged.count { $0.verdicts.count(of: .holds) == 0 }
    let partly = judged.count { $0.verdicts.contains(.notJudged) }
    let unjudged = claims.count - judged.count
    return "\(counted(claims.count, "claim")) in \(combinations.count) combinations: "
      + "\(all) reproduced in all of them, \(none) in none, \(judged.count - all - none) in some"
      + (unjudged == 0 ? "." : ", \(unjudged) not judged in any.")
      + (partly == 0
        ? "" : " \(counted(partly, "claim")) \(partly == 1 ? "is" : "are") not judged in some combinations.")
  }
}

extension ChoiceFindings.Claim {
  fileprivate var isNeverJudged: Bool { verdicts.count(of: .notJudged) == verdicts.count }
}

extension ChoiceFindings.Effect {
  /// `activation: relu +6 −0, tanh +1 −4 of 6`, or `activation: relu +6 −0, tanh +1 −3 (1 not judged) of 6`
  var text: String {
    let counts = values.map { value in
      let unjudged = value.verdicts.count(of: .notJudged)
      return "\(value.name) +\(value.verdicts.count(of: .holds)) −\(value.verdicts.count(of: .fails))"
        + (unjudged == 0 ? "" : " (\(unjudged) not judged)")
    }
    let totals = Set(values.map(\.verdicts.count)).sorted()
    return "\(choice.name): \(counts.joined(separator: ", "))"
      + (totals.count == 1 ? " of \(totals[0])" : "")
  }
}
