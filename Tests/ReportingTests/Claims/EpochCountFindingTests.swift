import Experiments
import Testing

@testable import Reporting

private let other = FigureReference(experiment: "B")

/// Epochs until a threshold: medians, with runs that never reach it.
@Suite struct EpochCountFindingTests {
  private static let until = FigureSpec(
    experiment: "A", metric: .testAccuracy, reading: .epochsUntil(0.8))

  /// Runs of 30 epochs that reach 0.8 in the given epoch, or never for 0.
  private static func runs(_ name: String, _ epochs: [Int], divergesAt: Int? = nil) -> ExperimentSummary? {
    ExperimentSummary.summaries(
      of: epochs.enumerated().map { index, epoch in
        run(
          name, seed: UInt64(index + 1),
          [.testAccuracy: (1...30).map { epoch > 0 && $0 >= epoch ? 0.9 : 0.5 }],
          divergedAtEpoch: epoch == 0 ? divergesAt : nil)
      }
    ).first
  }

  private static func finding(_ relation: RelationSpec, _ a: [Int], _ b: [Int] = [], divergesAt: Int? = nil)
    -> ClaimFinding
  {
    var experiments: [String: ExperimentSummary] = [:]
    experiments["A"] = runs("A", a, divergesAt: divergesAt)
    experiments["B"] = runs("B", b, divergesAt: divergesAt)
    return ClaimFinding(
      ClaimSpec(name: "c", says: "s", figure: until, relation: relation), experiments,
      confidence: .percent95)
  }

  @Test func medianWithinBounds() {
    let found = Self.finding(.between(low: nil, high: 19), [16, 15, 17, 16, 18, 14, 16, 17])
    #expect(found.judgement.value == 16)
    #expect(found.verdict == .holds)
    #expect(Self.finding(.between(low: 20, high: nil), [16, 15, 17, 16, 18, 14]).verdict == .fails)
  }

  /// A run that never reaches the threshold counts as later than any epoch, even if it diverged.
  @Test func neverCountsAsLater() throws {
    let found = Self.finding(
      .less(than: other, by: 5, atMost: nil), [5, 6, 5, 6, 5, 6, 5], [0, 0, 0, 0, 0, 0, 0], divergesAt: 3)
    #expect(found.judgement.value == -.infinity)
    #expect(found.verdict == .holds)
    #expect(found.otherObservations?.base.neverCount == 7 && found.otherObservations?.base.divergedCount == 7)
    #expect(found.sentence.contains("; 7 of 7 runs of B never get there, all diverged"))
    #expect(found.valueText == "−∞")
    let single = Self.finding(.between(low: 25, high: nil), [0, 0, 0, 0, 0, 0])
    #expect(single.verdict == .holds && single.valueText == "never")
  }

  /// A run that reaches the threshold and diverges later counts like the others.
  @Test func divergedRunsAreNamed() {
    let some = Self.finding(.between(low: nil, high: 25), [16, 15, 17, 16, 18, 14, 16, 17, 0], divergesAt: 3)
    #expect(some.verdict == .holds)
    #expect(some.sentence.contains("; 1 of 9 runs of A never get there, 1 diverged"))
    let late = ExperimentSummary.summaries(
      of: (1...6).map { seed in
        run("A", seed: seed, [.testAccuracy: [0.5, 0.9, 0.5]], divergedAtEpoch: seed == 1 ? 3 : nil)
      })[0]
    let found = ClaimFinding(
      ClaimSpec(name: "c", says: "s", figure: Self.until, relation: .between(low: nil, high: 2)), ["A": late],
      confidence: .percent95)
    #expect(found.verdict == .holds)
    #expect(found.sentence.contains("; 1 of 6 runs of A diverged later"))
  }

  /// A diverged network calls every sample the same class, which is right for some.
  @Test func theAccuracyOfADivergedNetworkReachesNothing() {
    let diverged = ExperimentSummary.summaries(
      of: (1...6).map { run("A", seed: $0, [.testAccuracy: [0.3, 0.5, 0.5]], divergedAtEpoch: 2) })[0]
    let found = ClaimFinding(
      ClaimSpec(
        name: "c", says: "s",
        figure: FigureSpec(experiment: "A", metric: .testAccuracy, reading: .epochsUntil(0.4)),
        relation: .between(low: 3, high: nil)), ["A": diverged], confidence: .percent95)
    #expect(found.verdict == .holds && found.valueText == "never")
  }

  /// Medians 15 and 5; twice the first minus the second is 25, whatever the seeds do. The median of the sums would be 26.
  @Test func mediansAreAdded() throws {
    let claim = ClaimSpec(
      name: "c", says: "s",
      statement: .assertion(
        try Assertion(
          parsing: "2 * A.epochs_until(test_accuracy, 0.8) - B.epochs_until(test_accuracy, 0.8) <= 26")))
    func summary(_ name: String, _ epochs: [Int]) -> ExperimentSummary {
      ExperimentSummary.summaries(
        of: epochs.enumerated().map { index, epoch in
          run(name, seed: UInt64(index + 1), [.testAccuracy: (1...20).map { $0 < epoch ? 0.5 : 0.9 }])
        })[0]
    }
    let found = ClaimFinding(
      claim,
      ["A": summary("A", [15, 15, 15, 15, 15, 15, 16]), "B": summary("B", [4, 4, 4, 5, 5, 5, 5])],
      confidence: .percent95)
    #expect(found.judgement.value == 25 && found.count == 7)
    #expect(found.verdict == .holds || found.verdict == .undecided)
    #expect(found.judgement.interval?.contains(25) == true)
  }

  /// Of twenty runs none diverged: the share is below 0.168 with a confidence of 95 % (Clopper and Pearson: 1 − 0.025^(1/20)).
  @Test func theShareOfDivergedRunsIsAClaim() throws {
    func found(_ text: String, diverged: UInt64) throws -> ClaimFinding {
      let runs = (1...20).map { seed in
        run("A", seed: UInt64(seed), [.testLoss: [1]], divergedAtEpoch: seed <= diverged ? 1 : nil)
      }
      return ClaimFinding(
        ClaimSpec(name: "c", says: "s", statement: .assertion(try Assertion(parsing: text))),
        ["A": ExperimentSummary.summaries(of: runs)[0]], confidence: .percent95)
    }
    #expect(try found("A.diverged_share <= 0.17", diverged: 0).verdict == .holds)
    #expect(try found("A.diverged_share <= 0.16", diverged: 0).verdict == .undecided)
    #expect(try found("A.diverged_share <= 0.17", diverged: 20).verdict == .fails)
    let some = try found("A.diverged_share >= 0.01", diverged: 10)
    #expect(some.judgement.value == 0.5 && some.verdict == .holds)
    #expect(
      some.sentence.hasPrefix("Reproduced: share of diverged runs of A is 0.5000 (95 % CI ")
        && some.sentence.contains("10 of 20 runs of A diverged"))
  }

  @Test func neitherReaching() {
    let found = Self.finding(.equal(to: other, within: 5), [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])
    #expect(found.verdict == .undecided && found.obstacle == .noThresholdReached)
  }

  /// The median lies outside the range of n runs with probability 2 · 2⁻ⁿ: 1/16 for five runs, 1/32 for six.
  @Test func aMediansIntervalNeedsSixRuns() {
    let five = Self.finding(.between(low: nil, high: 19), [16, 15, 17, 16, 18])
    #expect(five.verdict == .undecided && five.obstacle == .tooFewForMedian(needed: 6))
    #expect(five.seedsNeeded == 6)
    #expect(Self.finding(.between(low: nil, high: 19), [16, 15, 17, 16, 18, 16]).verdict == .holds)
  }

  @Test func acrossABoundSomeSeedsWouldSettleIt() throws {
    let found = Self.finding(.between(low: nil, high: 16), [10, 12, 14, 16, 18, 20, 9, 11])
    #expect(found.verdict == .undecided && found.obstacle == .intervalCrossesBound)
    #expect(try #require(found.seedsNeeded) > 8)
  }
}
