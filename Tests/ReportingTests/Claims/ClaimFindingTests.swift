import Experiments
import Testing

@testable import Reporting

private let accuracy = FigureSpec(experiment: "A", metric: .testAccuracy)
private let other = FigureReference(experiment: "B")

/// The finding on one claim, with one-epoch runs of seeds 1, 2 and so on.
private func finding(
  _ relation: RelationSpec, _ a: [Double], _ b: [Double] = [], figure: FigureSpec = accuracy,
  confidence: Double? = nil
) -> ClaimFinding {
  let claim = ClaimSpec(
    name: "c", says: "s", figure: figure, relation: relation, confidence: confidence)
  var experiments: [String: ExperimentSummary] = [:]
  experiments["A"] = experiment("A", figure.metric, a).first
  experiments["B"] = experiment("B", figure.metric, b).first
  return ClaimFinding(claim, experiments, confidence: .percent95)
}

@Suite struct ClaimFindingTests {
  /// Differences 0.1, 0.2, 0.3: mean 0.2, s = 0.1, t(0.975; 2) = 4.30265, half-width 4.30265 · 0.1/√3 = 0.24841.
  /// The interval is −0.04841 to 0.44841.
  private static let wide = ([0.6, 0.7, 0.8], [0.5, 0.5, 0.5])

  @Test func theIntervalInsideTheRegionReproduces() throws {
    let found = finding(.greater(than: other, by: 0, atMost: nil), [0.90, 0.91, 0.92], [0.80, 0.82, 0.81])
    #expect(found.verdict == .reproduced)
    #expect(found.obstacle == nil && found.seedsNeeded == nil)
    #expect(found.count == 3 && found.isDifference)
    #expect(agrees(found.value, 0.1, 1e-12))
  }

  @Test func theIntervalOutsideRefutes() {
    #expect(
      finding(.less(than: other, by: 0, atMost: nil), [0.90, 0.91, 0.92], [0.80, 0.82, 0.81]).verdict
        == .notReproduced)
    #expect(finding(.between(low: 0.95, high: nil), [0.90, 0.91, 0.92]).verdict == .notReproduced)
    #expect(
      finding(.equal(to: other, within: 0.01), [0.90, 0.91, 0.92], [0.80, 0.82, 0.81]).verdict
        == .notReproduced)
  }

  @Test func theIntervalAcrossABoundSettlesNothing() throws {
    let found = finding(.greater(than: other, by: 0, atMost: nil), Self.wide.0, Self.wide.1)
    #expect(found.verdict == .inconclusive && found.obstacle == .crosses)
    let interval = try #require(found.interval)
    #expect(agrees(interval.low, -0.048_413_77, 1e-6) && agrees(interval.high, 0.448_413_77, 1e-6))
    // s = 0.1, distance 0.2: t(0.975; 3) · 0.1/√4 = 3.18245 · 0.05 = 0.159 is the first below it.
    #expect(found.seedsNeeded == 4)
    #expect(found.sentence.hasSuffix("; about 4 seeds would settle it."))
  }

  /// What was to be judged is not there, however clear the rest is.
  @Test func missingSeedsLeaveAClaimOpen() {
    let claim = ClaimSpec(name: "c", says: "s", figure: accuracy, relation: .between(low: 0, high: 1))
    let runs = experiment("A", .testAccuracy, [0.5, 0.6, 0.7])
    let found = ClaimFinding(
      claim, ["A": runs[0]], confidence: .percent95, missingSeeds: ["A": [4, 5], "B": [1]])
    #expect(found.verdict == .inconclusive && found.seedsNeeded == nil)
    #expect(found.obstacle == .missingSeeds(experiment: "A", [4, 5]))
    #expect(found.sentence.hasSuffix("; A has no finished run of seeds 4..5."))
    let other = ClaimFinding(claim, ["A": runs[0]], confidence: .percent95, missingSeeds: ["B": [1]])
    #expect(other.verdict == .reproduced)
  }

  /// The margin counts: the same runs bear out "larger" and refute "larger by a fifth".
  @Test func theMarginBelongsToTheClaim() {
    let (a, b) = ([0.90, 0.91, 0.92], [0.80, 0.82, 0.81])
    #expect(finding(.greater(than: other, by: 0.05, atMost: nil), a, b).verdict == .reproduced)
    #expect(finding(.greater(than: other, by: 0.1, atMost: nil), a, b).verdict == .inconclusive)
    #expect(finding(.greater(than: other, by: 0.2, atMost: nil), a, b).verdict == .notReproduced)
    #expect(finding(.greater(than: other, by: 0.01, atMost: 0.05), a, b).verdict == .notReproduced)
    #expect(finding(.near(value: 0.9, within: 0.1), a).verdict == .reproduced)
  }

  /// A value right at the bound: no number of seeds would do.
  @Test func aValueAtTheBoundIsNeverSettled() {
    let found = finding(.near(value: 0.5, within: 0.25), [0.5, 0.75, 1])
    #expect(found.obstacle == .crosses && found.seedsNeeded == nil)
    #expect(found.sentence.hasSuffix("more seeds would not settle it: the value lies at the bound itself."))
  }

  @Test func withoutVariationTheValueItselfDecides() {
    #expect(finding(.between(low: 0.5, high: nil), [0.5, 0.5]).verdict == .reproduced)
    #expect(finding(.between(low: 0.6, high: nil), [0.5, 0.5]).verdict == .notReproduced)
    // No difference is neither more nor less.
    #expect(
      finding(.greater(than: other, by: 0, atMost: nil), [0.5, 0.6], [0.5, 0.6]).verdict == .notReproduced)
    #expect(finding(.equal(to: other, within: 0), [0.5, 0.6], [0.5, 0.6]).verdict == .reproduced)
  }

  @Test func oneRunSettlesNothing() {
    let found = finding(.between(low: 0, high: 1), [0.5])
    #expect(found.verdict == .inconclusive && found.obstacle == .oneRun && found.interval == nil)
    #expect(found.value == 0.5)
  }

  @Test func noRunsSettleNothing() {
    #expect(finding(.between(low: 0, high: 1), []).obstacle == .noRuns(experiment: "A"))
    #expect(
      finding(.less(than: other, by: 0, atMost: nil), [0.5, 0.6]).obstacle == .noRuns(experiment: "B"))
    #expect(
      finding(
        .between(low: 0, high: 1), [0.5, 0.6],
        figure: FigureSpec(experiment: "A", metric: .testAccuracy, reading: .epoch(2))
      ).obstacle == .noRuns(experiment: "A"))
  }

  @Test func divergedRunsAreLeftOutAndCounted() {
    let runs = [
      run("A", seed: 1, [.testLoss: [0.5]]), run("A", seed: 2, [.testLoss: [0.6]]),
      run("A", seed: 3, [.testLoss: [.nan]], divergedAtEpoch: 1),
    ]
    let claim = ClaimSpec(
      name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .testLoss),
      relation: .between(low: nil, high: 1.5))
    let some = ClaimFinding(
      claim, ["A": ExperimentSummary.summaries(of: runs)[0]], confidence: .percent95)
    #expect(some.verdict == .reproduced)
    #expect(some.first.divergedCount == 1 && some.count == 2)
    #expect(some.sentence.contains("1 of 3 runs of A diverged and are left out"))
    let all = ClaimFinding(
      claim, ["A": ExperimentSummary.summaries(of: [runs[2]])[0]], confidence: .percent95)
    #expect(all.obstacle == .allDiverged(experiment: "A") && all.verdict == .inconclusive)
  }

  @Test func pairsNeedTheSameSeeds() {
    let claim = ClaimSpec(
      name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .testLoss),
      relation: .less(than: other, by: 0, atMost: nil))
    let found = ClaimFinding(
      claim,
      [
        "A": ExperimentSummary.summaries(of: [run("A", seed: 1, [.testLoss: [0.5]])])[0],
        "B": ExperimentSummary.summaries(of: [run("B", seed: 2, [.testLoss: [0.6]])])[0],
      ], confidence: .percent95)
    #expect(found.obstacle == .noCommonSeeds)
  }

  @Test func aClaimsOwnConfidenceCounts() {
    let relation = RelationSpec.greater(than: other, by: 0, atMost: nil)
    // 80 %: t(0.9; 2) = 1.88562, half-width 0.10887, and zero is outside.
    #expect(finding(relation, Self.wide.0, Self.wide.1, confidence: 0.8).verdict == .reproduced)
  }

  @Test func twoMetricsOfOneExperimentArePairs() {
    let runs = [1, 2, 3].map { seed in
      run(
        "A", seed: UInt64(seed),
        [.trainAccuracy: [0.7 + Double(seed) / 100], .testAccuracy: [0.8 + Double(seed) / 100]])
    }
    let claim = ClaimSpec(
      name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .trainAccuracy),
      relation: .less(than: FigureReference(metric: .testAccuracy), by: 0.05, atMost: nil))
    let found = ClaimFinding(
      claim, ["A": ExperimentSummary.summaries(of: runs)[0]], confidence: .percent95)
    #expect(found.verdict == .reproduced)
    #expect(found.subject == "train_accuracy − test_accuracy of A")
  }
}

/// Epochs until a threshold: medians, with runs that never get there.
@Suite struct EpochCountFindingTests {
  private static let until = FigureSpec(
    experiment: "A", metric: .testAccuracy, reading: .epochsUntil(0.8))

  /// Runs of 30 epochs that reach 0.8 in the given epoch; 0: never.
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
    #expect(found.value == 16)
    #expect(found.verdict == .reproduced)
    #expect(Self.finding(.between(low: 20, high: nil), [16, 15, 17, 16, 18, 14]).verdict == .notReproduced)
  }

  /// A run that never gets there counts as later than any epoch, a diverged one with it.
  @Test func neverCountsAsLater() throws {
    let found = Self.finding(
      .less(than: other, by: 5, atMost: nil), [5, 6, 5, 6, 5, 6, 5], [0, 0, 0, 0, 0, 0, 0], divergesAt: 3)
    #expect(found.value == -.infinity)
    #expect(found.verdict == .reproduced)
    #expect(found.second?.neverCount == 7 && found.second?.divergedCount == 0)
    #expect(found.valueText == "−∞")
    let single = Self.finding(.between(low: 25, high: nil), [0, 0, 0, 0, 0, 0])
    #expect(single.verdict == .reproduced && single.valueText == "never")
  }

  @Test func neitherReaching() {
    let found = Self.finding(.equal(to: other, within: 5), [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])
    #expect(found.verdict == .inconclusive && found.obstacle == .neitherReaches)
  }

  /// Of n runs the median lies outside smallest to largest with probability 2 · 2⁻ⁿ: 1/16 for five, 1/32 for six.
  @Test func aMediansIntervalNeedsSixRuns() {
    let five = Self.finding(.between(low: nil, high: 19), [16, 15, 17, 16, 18])
    #expect(five.verdict == .inconclusive && five.obstacle == .tooFewForMedian(needed: 6))
    #expect(five.seedsNeeded == 6)
    #expect(Self.finding(.between(low: nil, high: 19), [16, 15, 17, 16, 18, 16]).verdict == .reproduced)
  }

  @Test func acrossABoundSomeSeedsWouldSettleIt() throws {
    let found = Self.finding(.between(low: nil, high: 16), [10, 12, 14, 16, 18, 20, 9, 11])
    #expect(found.verdict == .inconclusive && found.obstacle == .crosses)
    #expect(try #require(found.seedsNeeded) > 8)
  }
}
