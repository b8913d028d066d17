import Experiments
import Testing

@testable import Reporting

private let accuracy = FigureSpec(experiment: "A", metric: .testAccuracy)
private let other = FigureReference(experiment: "B")

/// The finding on a claim, with runs of one epoch for the seeds 1, 2 and so on.
private func finding(
  _ relation: RelationSpec, _ a: [Double], _ b: [Double] = [], figure: FigureSpec = accuracy,
  confidence: Double? = nil
) -> ClaimFinding {
  let claim = ClaimSpec(
    name: "c", says: "s", figure: figure, relation: relation, confidence: confidence)
  var experiments: [String: ExperimentSummary] = [:]
  experiments["A"] = experiment("A", .testAccuracy, a).first
  experiments["B"] = experiment("B", .testAccuracy, b).first
  return ClaimFinding(claim, experiments, confidence: .percent95)
}

@Suite struct ClaimFindingTests {
  /// Differences 0.1, 0.2, 0.3: mean 0.2, s = 0.1, t(0.975; 2) = 4.30265, half-width 4.30265 · 0.1/√3 = 0.24841.
  /// The interval is −0.04841 to 0.44841.
  private static let wide = ([0.6, 0.7, 0.8], [0.5, 0.5, 0.5])

  @Test func theIntervalInsideTheRegionReproduces() throws {
    let found = finding(.greater(than: other, by: 0, atMost: nil), [0.90, 0.91, 0.92], [0.80, 0.82, 0.81])
    #expect(found.verdict == .holds)
    #expect(found.obstacle == nil && found.seedsNeeded == nil)
    #expect(found.count == 3 && found.isDifference)
    #expect(agrees(found.judgement.value, 0.1, 1e-12))
  }

  @Test func theIntervalOutsideRefutes() {
    #expect(
      finding(.less(than: other, by: 0, atMost: nil), [0.90, 0.91, 0.92], [0.80, 0.82, 0.81]).verdict
        == .fails)
    #expect(finding(.between(low: 0.95, high: nil), [0.90, 0.91, 0.92]).verdict == .fails)
    #expect(
      finding(.equal(to: other, within: 0.01), [0.90, 0.91, 0.92], [0.80, 0.82, 0.81]).verdict
        == .fails)
  }

  @Test func theIntervalAcrossABoundSettlesNothing() throws {
    let found = finding(.greater(than: other, by: 0, atMost: nil), Self.wide.0, Self.wide.1)
    #expect(found.verdict == .undecided && found.obstacle == .intervalCrossesBound)
    let interval = try #require(found.judgement.interval)
    #expect(agrees(interval.low, -0.048_413_77, 1e-6) && agrees(interval.high, 0.448_413_77, 1e-6))
    // s = 0.1, distance 0.2: t(0.975; 3) · 0.1/√4 = 3.18245 · 0.05 = 0.159 is the first below it.
    #expect(found.seedsNeeded == 4)
    #expect(found.sentence.hasSuffix("; about 4 seeds would settle it."))
  }

  /// A claim with missing runs is not judged, even if the other runs are clear.
  @Test func missingSeedsLeaveAClaimUnjudged() {
    let claim = ClaimSpec(name: "c", says: "s", figure: accuracy, relation: .between(low: 0, high: 1))
    let runs = experiment("A", .testAccuracy, [0.5, 0.6, 0.7])
    let found = ClaimFinding(
      claim, ["A": runs[0]], confidence: .percent95, missingSeeds: ["A": [4, 5], "B": [1]])
    #expect(found.verdict == .notJudged && found.seedsNeeded == nil)
    #expect(found.obstacle == .missingSeeds(experiment: "A", [4, 5]))
    #expect(found.sentence.hasSuffix("; A has no finished run of seeds 4..5."))
    let other = ClaimFinding(claim, ["A": runs[0]], confidence: .percent95, missingSeeds: ["B": [1]])
    #expect(other.verdict == .holds)
  }

  /// The margin counts: the same runs support "larger" and refute "larger by a fifth".
  @Test func theMarginBelongsToTheClaim() {
    let (a, b) = ([0.90, 0.91, 0.92], [0.80, 0.82, 0.81])
    #expect(finding(.greater(than: other, by: 0.05, atMost: nil), a, b).verdict == .holds)
    #expect(finding(.greater(than: other, by: 0.1, atMost: nil), a, b).verdict == .undecided)
    #expect(finding(.greater(than: other, by: 0.2, atMost: nil), a, b).verdict == .fails)
    #expect(finding(.greater(than: other, by: 0.01, atMost: 0.05), a, b).verdict == .fails)
    #expect(finding(.near(value: 0.9, within: 0.1), a).verdict == .holds)
  }

  /// If the value lies at the bound, no number of seeds settles the claim.
  @Test func aValueAtTheBoundIsNeverSettled() {
    let found = finding(.near(value: 0.5, within: 0.25), [0.5, 0.75, 1])
    #expect(found.obstacle == .intervalCrossesBound && found.seedsNeeded == nil)
    #expect(
      found.sentence.hasSuffix(
        "; no number of seeds settles it as long as the value lies at the bound itself."))
  }

  /// Half a point away with a deviation of 10 points it takes about (1.96 · 20)² = 1537 seeds; a twentieth of that, 153,700.
  @Test func tooManySeedsAreNotSaidToBeNone() {
    #expect(finding(.between(low: 0.495, high: nil), [0.4, 0.5, 0.6]).seedsNeeded == 1540)
    let far = finding(.between(low: 0.4995, high: nil), [0.4, 0.5, 0.6])
    #expect(far.seedsNeeded == nil)
    #expect(far.sentence.hasSuffix("; it would take more than 10000 seeds to settle it."))
  }

  @Test func oneRunSettlesNothing() {
    let found = finding(.between(low: 0, high: 1), [0.5])
    #expect(found.verdict == .undecided && found.obstacle == .oneRun && found.judgement.interval == nil)
    #expect(found.judgement.value == 0.5)
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

  /// Losses 0.50 and 0.51 of A, whose third run diverged; 0.20, 0.215 and 0.22 of B.
  private static func withDiverged(_ relation: RelationSpec, only seeds: Set<UInt64> = [1, 2, 3])
    -> ClaimFinding
  {
    let runs = [
      run("A", seed: 1, [.testLoss: [0.5]]), run("A", seed: 2, [.testLoss: [0.51]]),
      run("A", seed: 3, [.testLoss: [.nan]], divergedAtEpoch: 1),
    ]
    return ClaimFinding(
      ClaimSpec(
        name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .testLoss), relation: relation),
      [
        "A": ExperimentSummary.summaries(of: runs.filter { seeds.contains($0.seed) })[0],
        "B": experiment("B", .testLoss, [0.2, 0.215, 0.22])[0],
      ], confidence: .percent95)
  }

  /// The interval of the remaining runs, 0.505 ± 12.7062 · 0.005 = 0.4415 to 0.5685, would support the claims.
  @Test func remainingRunsDoNotReproduceAClaim() {
    for relation in [RelationSpec.between(low: nil, high: 1.5), .between(low: 0.1, high: nil)] {
      let some = Self.withDiverged(relation)
      #expect(some.verdict == .undecided && some.obstacle == .someDiverged && some.seedsNeeded == nil)
      #expect(some.observations.base.divergedCount == 1 && some.count == 2)
      #expect(some.sentence.contains("1 of 3 runs of A diverged and are left out"))
      #expect(Self.withDiverged(relation, only: [1, 2]).verdict == .holds)
    }
    #expect(Self.withDiverged(.greater(than: other, by: 0, atMost: nil)).obstacle == .someDiverged)
  }

  /// A diverged run is worse than any other: a claim that the remaining runs are too bad for is refuted, one that they are
  /// too good for is not.
  @Test func remainingRunsMayRefuteAClaim() {
    #expect(Self.withDiverged(.between(low: nil, high: 0.1)).verdict == .fails)
    #expect(Self.withDiverged(.less(than: other, by: 0, atMost: nil)).verdict == .fails)
    #expect(Self.withDiverged(.between(low: 0.9, high: nil)).obstacle == .someDiverged)
    #expect(Self.withDiverged(.between(low: 0.9, high: nil), only: [1, 2]).verdict == .fails)
  }

  /// Worse accuracies are smaller, worse losses larger. In a difference the other side's runs count the other way.
  @Test func divergedRunsCountAsWorse() {
    func divergence(_ metric: Metric, _ own: Bool, _ others: Bool) -> Interval {
      func observations(_ name: String, _ diverged: Bool) -> SumObservations {
        SumObservations(
          FigureObservations(
            .metric(metric, at: .final), of: name,
            ExperimentSummary.summaries(of: [
              run(name, seed: 1, [metric: [0.5]], divergedAtEpoch: diverged ? 1 : nil)
            ])[0]))
      }
      return Divergence(observations("A", own), minus: observations("B", others)).stretched(
        Interval(low: 1, high: 2))
    }
    #expect(divergence(.testAccuracy, true, false) == Interval(low: -.infinity, high: 2))
    #expect(divergence(.testAccuracy, false, true) == Interval(low: 1, high: .infinity))
    #expect(divergence(.testLoss, true, false) == Interval(low: 1, high: .infinity))
    #expect(divergence(.testLoss, true, true) == Interval(low: -.infinity, high: .infinity))
    #expect(divergence(.testLoss, false, false) == Interval(low: 1, high: 2))
  }

  @Test func whereAllDivergedTheSentenceSaysSo() {
    let all = Self.withDiverged(.between(low: nil, high: 1.5), only: [3])
    #expect(all.obstacle == .allDiverged(experiment: "A") && all.verdict == .undecided)
    #expect(
      all.sentence
        == "Inconclusive: test_loss of A, claimed ≤ 1.500; the only run of A diverged; about 6 seeds would settle it."
    )
  }

  /// A loss that diverged is larger than any other, so it refutes an upper bound and does not support a lower one. Of five
  /// runs with equal chances that all had bad luck, chance alone makes one in 32; from six on it is less than one in 40.
  @Test func whereEnoughRunsDivergedTheClaimIsRefuted() {
    func found(_ relation: RelationSpec, runs count: UInt64) -> ClaimFinding {
      ClaimFinding(
        ClaimSpec(
          name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .testLoss), relation: relation),
        [
          "A": ExperimentSummary.summaries(
            of: (1...count).map { run("A", seed: $0, [.testLoss: [.nan]], divergedAtEpoch: 1) })[0]
        ], confidence: .percent95)
    }
    let refuted = found(.between(low: nil, high: 1.5), runs: 6)
    #expect(refuted.verdict == .fails && refuted.obstacle == nil && refuted.judgement.value == nil)
    #expect(
      refuted.sentence == "Not reproduced: test_loss of A, claimed ≤ 1.500; all 6 runs of A diverged.")
    #expect(found(.between(low: nil, high: 1.5), runs: 5).verdict == .undecided)
    #expect(found(.between(low: 1.5, high: nil), runs: 6).verdict == .undecided)
    #expect(found(.near(value: 1, within: 0.5), runs: 6).verdict == .fails)
    // No accuracy is worse than 0.
    func ofAccuracy(_ low: Double) -> Verdict {
      ClaimFinding(
        ClaimSpec(
          name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .testAccuracy),
          relation: .between(low: low, high: nil)),
        [
          "A": ExperimentSummary.summaries(
            of: (1...6).map { run("A", seed: $0, [.testAccuracy: [0.1]], divergedAtEpoch: 1) })[0]
        ], confidence: .percent95
      ).verdict
    }
    #expect(ofAccuracy(0) == .undecided && ofAccuracy(0.01) == .fails)
  }

  /// A's accuracy counts as 0, the worst there is; B's is 0.9, so that half of both is 0.45.
  @Test func onlyDivergedFiguresAreTheWorst() throws {
    func verdict(_ text: String) throws -> Verdict {
      ClaimFinding(
        ClaimSpec(name: "c", says: "s", statement: .assertion(try Assertion(parsing: text))),
        [
          "A": ExperimentSummary.summaries(
            of: (1...8).map { run("A", seed: $0, [.testAccuracy: [0.1]], divergedAtEpoch: 1) })[0],
          "B": experiment("B", .testAccuracy, [0.89, 0.91, 0.9, 0.9, 0.89, 0.91, 0.9, 0.9])[0],
        ], confidence: .percent95
      ).verdict
    }
    #expect(try verdict("0.5 * A.test_accuracy + 0.5 * B.test_accuracy >= 0.3") == .undecided)
    #expect(try verdict("0.5 * A.test_accuracy + 0.5 * B.test_accuracy >= 0.5") == .fails)
    #expect(try verdict("A.test_accuracy >= B.test_accuracy - 0.95") == .undecided)
    #expect(try verdict("A.test_accuracy >= B.test_accuracy - 0.85") == .fails)
    #expect(try verdict("B.test_accuracy >= A.test_accuracy + 0.85") == .undecided)
    #expect(try verdict("B.test_accuracy >= A.test_accuracy + 0.95") == .fails)
  }

  /// With five runs the claim says how many it takes, and --settle adds them.
  @Test func fewDivergedRunsNeedMore() {
    let few = ClaimFinding(
      ClaimSpec(
        name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .testAccuracy),
        relation: .between(low: 0.5, high: nil)),
      [
        "A": ExperimentSummary.summaries(
          of: (1...5).map { run("A", seed: $0, [.testAccuracy: [0.1]], divergedAtEpoch: 1) })[0]
      ], confidence: .percent95)
    #expect(few.verdict == .undecided && few.seedsNeeded == 6 && few.canBeSettled)
    #expect(few.sentence.hasSuffix("all 5 runs of A diverged; about 6 seeds would settle it."))
  }

  /// No accuracy is above 1, so that no interval of its mean is.
  @Test func intervalsStayWithinBounds() {
    let found = ClaimFinding(
      ClaimSpec(
        name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .testAccuracy),
        relation: .between(low: nil, high: 1)),
      ["A": experiment("A", .testAccuracy, [0.8, 0.96])[0]], confidence: .percent95)
    #expect(found.verdict == .holds && found.judgement.interval?.high == 1)
    #expect(found.judgement.interval?.low == 0)
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
    #expect(finding(relation, Self.wide.0, Self.wide.1, confidence: 0.8).verdict == .holds)
  }

  @Test func twoMetricsOfOneExperimentArePairs() {
    let runs = [1, 2, 3].map { seed in
      run(
        "A", seed: UInt64(seed),
        [.trainAccuracy: [0.7 + Double(seed) / 100], .testAccuracy: [0.8 + Double(seed) / 200]])
    }
    let claim = ClaimSpec(
      name: "c", says: "s", figure: FigureSpec(experiment: "A", metric: .trainAccuracy),
      relation: .less(than: FigureReference(metric: .testAccuracy), by: 0.05, atMost: nil))
    let found = ClaimFinding(
      claim, ["A": ExperimentSummary.summaries(of: runs)[0]], confidence: .percent95)
    #expect(found.verdict == .holds)
    #expect(found.subject == "train_accuracy − test_accuracy of A")
  }
}
