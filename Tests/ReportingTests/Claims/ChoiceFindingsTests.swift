import Experiments
import Testing

@testable import Reporting

/// A study with two choices of two values each, and a claim that losses are at most 2.5.
private let study = StudySpec(
  name: "s", title: "Losses", source: SourceSpec(tutorial: "T"),
  choices: [
    ChoiceSpec(
      name: "optimizer", says: "It is not named.", values: [.init(name: "adam"), .init(name: "sgd")]),
    ChoiceSpec(name: "rate", values: [.init(name: "low"), .init(name: "high")]),
  ],
  claims: [
    ClaimSpec(
      name: "small", isConditional: true, says: "It is small.",
      figure: FigureSpec(experiment: "a", metric: .testLoss), relation: .between(low: nil, high: 2.5))
  ])

/// Losses that make the claim hold, fail, or leave it open.
private enum Outcome {
  static let holds = [1.9, 2, 2.1], fails = [7.9, 8, 8.1], open = [1, 2, 6.0]
}

/// - Parameter losses: of each combination; nil where the claim is not judged.
private func choices(_ losses: [[Double]?]) -> ChoiceFindings {
  let combinations = study.choices.combinations(isQuick: false)
  return ChoiceFindings(
    study, combinations,
    findings: losses.map { losses in
      StudyFindings(
        study,
        subjects: [
          .init(
            name: "a", experiment: "A", summary: experiment("A", .testLoss, losses ?? Outcome.holds).first)
        ],
        unjudged: losses == nil ? ["small": .noSuchFigure(experiment: "a")] : [:])
    })
}

extension ChoiceFindings {
  /// The choice that decides the first claim.
  fileprivate var deciding: Effect? { decidingChoice(of: claims[0]) }
}

@Suite struct ChoiceFindingsTests {
  /// adam holds and sgd fails, whatever the rate: all variance lies between the optimizers.
  @Test func theChoiceThatTheVerdictFollowsDecides() throws {
    let found = choices([Outcome.holds, Outcome.holds, Outcome.fails, Outcome.fails])
    let effect = try #require(found.decidingChoice(of: found.claims[0]))
    #expect(effect.choice.name == "optimizer" && effect.share == 1)
    #expect(effect.values.map(\.verdicts) == [[.holds, .holds], [.fails, .fails]])
  }

  /// Scores 1, 1, 0, −1 with mean 1/4. Their squared distances 9/16 + 9/16 + 1/16 + 25/16 = 44/16 = 2.75 in all. Means of
  /// the optimizers are 1 and −1/2: 2 (3/4)² + 2 (3/4)² = 2.25, a share of 9/11. Means of the rates are 1/2 and 0:
  /// 4 (1/4)² = 0.25, a share of 1/11.
  @Test func sharesAreThoseOfTheVariance() throws {
    let found = choices([Outcome.holds, Outcome.holds, Outcome.open, Outcome.fails])
    let effect = try #require(found.decidingChoice(of: found.claims[0]))
    #expect(effect.choice.name == "optimizer" && abs(effect.share - 9.0 / 11) < 1e-12)
  }

  /// Scores 1, −1, −1, 1: each value has mean 0, so only both choices together decide.
  @Test func noSingleChoiceMayDecide() {
    let found = choices([Outcome.holds, Outcome.fails, Outcome.fails, Outcome.holds])
    #expect(found.decidingChoice(of: found.claims[0]) == nil)
  }

  @Test func aVerdictThatIsAlwaysTheSameIsDecidedByNone() {
    for losses in [Outcome.holds, Outcome.fails, Outcome.open] {
      let found = choices(Array(repeating: losses, count: 4))
      #expect(found.decidingChoice(of: found.claims[0]) == nil)
    }
  }

  /// Where only one optimizer is judged, no optimizer decides, whatever the verdicts are. Of the scores 1 and −1 that are left
  /// in the second case, all variance lies between the rates.
  @Test func combinationsThatAreNotJudgedDecideNothing() throws {
    #expect(choices([nil, nil, Outcome.holds, Outcome.holds]).deciding == nil)
    let effect = try #require(choices([Outcome.holds, Outcome.fails, nil, nil]).deciding)
    #expect(effect.choice.name == "rate" && effect.share == 1)
    #expect(effect.values.map(\.verdicts) == [[.holds, .notJudged], [.fails, .notJudged]])
    let report = Report.choices([choices([Outcome.holds, Outcome.fails, nil, nil])])
    #expect(
      report.text(.table, TextLayout(width: 200)).contains(
        "rate: low +1 −0 (1 not judged), high +0 −1 (1 not judged) of 2\n"))
    #expect(report.text(.json).contains("\"not_judged\": 1,"))
    #expect(
      report.text(.junit).contains("reproduced in 1 of 4 combinations, not judged in 2; decided by rate"))
  }

  @Test func claimsThatAreNotJudgedAreCountedApart() {
    func text(_ losses: [[Double]?]) -> String {
      Report.choices([choices(losses)]).text(.table, TextLayout(width: 200))
    }
    #expect(
      text([nil, nil, nil, nil]).contains(
        "1 claim in 4 combinations: 0 reproduced in all of them, 0 in none, 0 in some, 1 not judged in any.\n"
      ))
    #expect(
      text([nil, Outcome.fails, Outcome.fails, Outcome.fails]).contains(
        "combinations: 0 reproduced in all of them, 1 in none, 0 in some. 1 claim is not judged in some combinations.\n"
      ))
  }

  @Test func everyFormatShowsTheCombinations() {
    let report = Report.choices([choices([Outcome.holds, Outcome.holds, Outcome.open, Outcome.fails])])
    let text = report.text(.table, TextLayout(width: 200))
    #expect(text.contains("optimizer: adam, sgd. It is not named.\n"))
    #expect(
      text.contains(
        "small  article (conditional)           2               1             1  "
          + "optimizer: adam +2 −0, sgd +0 −1 of 2\n"))
    #expect(
      text.contains("1 claim in 4 combinations: 0 reproduced in all of them, 0 in none, 1 in some.\n"))
    #expect(
      report.text(.csv).contains(
        "\ns,\"optimizer=sgd, rate=high\",small,article,true,not_reproduced,8,"))
    #expect(report.text(.json).contains("\"combinations\": [\n"))
    #expect(
      report.text(.junit).contains(
        "<skipped message=\"reproduced in 2 of 4 combinations; decided by optimizer: adam +2 −0, "
      ))
  }
}

/// A conditional claim that fails is counted apart, and does not decide.
@Test func conditionalClaimsAreCountedApart() {
  let findings = choices([Outcome.fails, Outcome.fails, Outcome.fails, Outcome.fails]).findings
  #expect(findings.map(\.findings[0].verdict) == [.fails, .fails, .fails, .fails])
  #expect(findings.overallVerdict == .holds)
  #expect(
    findings.tally
      == "0 claims: 0 reproduced, 0 not reproduced, 0 inconclusive. "
      + "Besides, 4 conditional claims: 0 reproduced, 4 not reproduced, 0 inconclusive.")
  let report = Report.verdicts(findings)
  #expect(report.text(.json).contains("\"conditional_counts\": { \"reproduced\": 0, \"not_reproduced\": 4, "))
  #expect(report.text(.junit).contains("classname=\"bnlab.s.conditional\""))
  #expect(report.text(.junit).contains("failures=\"0\""))
}
