import Testing

@testable import Experiments
@testable import Reporting

/// Claims written as text are judged like those with a figure and a relation.
@Suite struct TextFindingTests {
  private static func summary(
    _ name: String, _ values: [Double], isFirstDiverged: Bool = false
  ) -> ExperimentSummary? {
    ExperimentSummary.summaries(
      of: values.enumerated().map { index, value in
        run(
          name, seed: UInt64(index + 1), [.testAccuracy: [value]],
          divergedAtEpoch: isFirstDiverged && index == 0 ? 1 : nil)
      }
    ).first
  }

  private static let values = [
    "D": [0.9, 0.8, 0.7], "C": [0.5, 0.6, 0.4], "B": [0.6, 0.5, 0.5], "A": [0.5, 0.5, 0.4],
  ]

  private static func finding(
    _ statement: ClaimStatement, _ experiments: [String: ExperimentSummary]? = nil
  ) -> ClaimFinding {
    ClaimFinding(
      ClaimSpec(name: "c", says: "s", statement: statement),
      experiments ?? values.reduce(into: [:]) { $0[$1.key] = summary($1.key, $1.value) },
      confidence: .percent95)
  }

  private static func finding(
    _ text: String, _ experiments: [String: ExperimentSummary]? = nil
  ) throws -> ClaimFinding { finding(.assertion(try Assertion(parsing: text)), experiments) }

  private static func figure(_ name: String, minus: String? = nil) -> FigureSpec {
    func figure(_ name: String) -> RunFigure {
      RunFigure(experiment: name, quantity: .metric(.testAccuracy, .final))
    }
    return FigureSpec(figure(name), minus: minus.map(figure))
  }

  private static func reference(_ name: String, minus: String? = nil) -> FigureReference {
    FigureReference(
      RunFigureReference(experiment: name), minus: minus.map { RunFigureReference(experiment: $0) })
  }

  /// Both have the same figures, value, interval, region, verdict and words.
  @Test(arguments: [
    (
      "D.test_accuracy - C.test_accuracy >= B.test_accuracy - A.test_accuracy + 0.05",
      figure("D", minus: "C"),
      RelationSpec.greater(than: reference("B", minus: "A"), by: 0.05, atMost: nil)
    ),
    (
      "A.test_accuracy + 0.25 <= D.test_accuracy", figure("A"),
      .less(than: reference("D"), by: 0.25, atMost: nil)
    ),
    ("A.test_accuracy < D.test_accuracy", figure("A"), .less(than: reference("D"), by: 0, atMost: nil)),
    ("A.test_accuracy == B.test_accuracy +- 0.5", figure("A"), .equal(to: reference("B"), within: 0.5)),
    ("D.test_accuracy == 0.8 +- 0.05", figure("D"), .near(value: 0.8, within: 0.05)),
    ("0.75 >= C.test_accuracy", figure("C"), .between(low: nil, high: 0.75)),
    ("D.test_accuracy - C.test_accuracy >= 0.25", figure("D", minus: "C"), .between(low: 0.25, high: nil)),
  ])
  func textsSayWhatKeysSay(text: String, figure: FigureSpec, relation: RelationSpec) throws {
    let (found, expected) = (try Self.finding(text), Self.finding(.relation(figure, relation)))
    #expect(found.judgement == expected.judgement && found.judgement.interval != nil)
    #expect(found.sentence == expected.sentence && found.isDifference == expected.isDifference)
    #expect(found.claim.figure == figure && found.claim.otherFigure == expected.claim.otherFigure)
    #expect(found.seedsNeeded == expected.seedsNeeded && found.count == 3)
  }

  /// 2A − B is 0.4, 0.5, 0.3: mean 0.4, s = 0.1, t(0.975; 2) = 4.30265, half-width 4.30265 · 0.1/√3 = 0.24841.
  @Test func sumsWithFactorsArePairedBySeed() throws {
    let found = try Self.finding("2 * A.test_accuracy - B.test_accuracy >= 0.1")
    #expect(found.verdict == .holds && !found.isDifference)
    #expect(agrees(found.judgement.value, 0.4, 1e-12))
    let interval = try #require(found.judgement.interval)
    #expect(agrees(interval.low, 0.151_586, 1e-5) && agrees(interval.high, 0.648_414, 1e-5))
    #expect(found.subject == "2 × test_accuracy of A − test_accuracy of B")
    #expect(found.claim.figure == nil)
  }

  /// D + C is 1.4, 1.4, 1.1, and 0.5B is 0.3, 0.25, 0.25: the mean of the differences is 1.3 − 0.8/3.
  @Test func sumsAreWritten() throws {
    let found = try Self.finding("D.test_accuracy + C.test_accuracy >= 0.5*B.test_accuracy")
    #expect(agrees(found.judgement.value, 1.3 - 0.8 / 3, 1e-12))
    #expect(found.subject == "(test_accuracy of D + test_accuracy of C) − 0.5 × test_accuracy of B")
    let sum = try Self.finding("D.test_accuracy + C.test_accuracy <= 2")
    #expect(!sum.isDifference && sum.valueText == "1.3000" && sum.regionText == "≤ 2.0000")
  }

  /// A seed counts that all experiments have.
  @Test func onlySeedsOfAllExperimentsCount() throws {
    var experiments = ["A": Self.summary("A", [1, 2]), "B": Self.summary("B", [1, 2, 3])].compactMapValues {
      $0
    }
    experiments["C"] = Self.summary("C", [9, 5, 7])?.only(seeds: [2, 3])
    let found = try Self.finding("A.test_accuracy + B.test_accuracy >= C.test_accuracy", experiments)
    #expect(found.count == 1 && found.judgement.value == -1)
  }

  /// A diverged run counts as a worse accuracy, so that a negative factor makes its term larger.
  @Test func divergedRunsMoveATermByItsSign() throws {
    let experiments = ["D": Self.summary("D", [0.9, 0.8, 0.7], isFirstDiverged: true)].compactMapValues { $0 }
    #expect(try Self.finding("1 - D.test_accuracy <= -9", experiments).verdict == .fails)
    let open = try Self.finding("1 - D.test_accuracy >= 9", experiments)
    #expect(open.verdict == .undecided && open.obstacle == .someDiverged)
  }

  @Test func epochsAreMedians() throws {
    func runs(_ name: String, _ epochs: [Int]) -> ExperimentSummary? {
      ExperimentSummary.summaries(
        of: epochs.enumerated().map { index, epoch in
          run(name, seed: UInt64(index + 1), [.testAccuracy: (1...30).map { $0 >= epoch ? 0.9 : 0.5 }])
        }
      ).first
    }
    let experiments = ["A": runs("A", [5, 6, 5, 7, 5, 6, 5]), "B": runs("B", [15, 14, 16, 15, 17, 15, 14])]
      .compactMapValues { $0 }
    let until = FigureSpec(experiment: "A", metric: .testAccuracy, reading: .epochsUntil(0.8))
    let expected = Self.finding(
      .relation(until, .less(than: FigureReference(experiment: "B"), by: 5, atMost: nil)), experiments)
    for text in [
      "A.epochs_until(test_accuracy, 0.8) <= B.epochs_until(test_accuracy, 0.8) - 5",
      "A.epochs_until(test_accuracy, 0.8) + 5 <= B.epochs_until(test_accuracy, 0.8)",
    ] {
      let found = try Self.finding(text, experiments)
      #expect(found.judgement == expected.judgement && found.sentence == expected.sentence)
      #expect(found.verdict == .holds)
    }
  }
}
