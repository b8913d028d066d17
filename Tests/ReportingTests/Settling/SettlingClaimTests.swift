import Experiments
import Testing

@testable import Reporting

/// Claims with planted figures for all seeds up to 64.
@Suite struct SettlingClaimTests {
  private func claim(low: Double?, high: Double?, than other: String? = nil) -> ClaimSpec {
    ClaimSpec(
      name: "c", says: "", figure: FigureSpec(experiment: "a", metric: .testLoss),
      relation: other.map { .less(than: FigureReference(experiment: $0), by: 0, atMost: nil) }
        ?? .between(low: low, high: high))
  }

  /// - Parameter value: the loss of a seed; nil: the run diverged.
  private func runs(
    _ experiment: String = "A", _ seeds: ClosedRange<UInt64> = 1...64, _ value: (UInt64) -> Double?
  )
    -> RunPool
  {
    [
      experiment: Dictionary(
        uniqueKeysWithValues: seeds.map { seed in
          let value = value(seed)
          return (
            seed,
            run(experiment, seed: seed, [.testLoss: [value ?? .nan]], divergedAtEpoch: value == nil ? 1 : nil)
          )
        })
    ]
  }

  private func settle(_ claim: ClaimSpec, seeds: [UInt64] = [1, 2, 3, 4], _ runs: RunPool) -> SettlingClaim {
    var settling = SettlingClaim(
      claim, in: "s", confidence: .percent95, subjects: [("a", "A", seeds)], runs: runs)
    while settling.isOpen { settling.look(at: runs) }
    return settling
  }

  /// Even seeds 1, odd ones 0. Four values: mean 0.5, s = √(1/3), t(0.9875; 3) = 4.18: 0.5 ± 1.21, which crosses 0.
  /// Eight values at 99.17 %: s = √(2/7), t(0.99585; 7) = 3.62: 0.5 ± 0.68. Sixteen at 99.59 %: s = √(4/15),
  /// t(0.99795; 15) = 3.36: 0.5 ± 0.43, above 0.
  @Test func seedsAreAddedUntilTheClaimIsDecided() {
    let runs = runs { $0 % 2 == 0 ? 1 : 0 }
    let settled = settle(claim(low: 0, high: nil), runs)
    #expect(settled.state == .decided && settled.finding.verdict == .holds)
    #expect(settled.finding.look == Look(number: 3, seedCount: 16) && settled.finding.count == 16)
    #expect(settled.finding.sentence.hasPrefix("Reproduced at look 3 with 16 seeds: "))
    #expect(settled.finding.sentence.contains("(99.59 % CI "))
    let refuted = settle(claim(low: 1, high: nil), runs)
    #expect(refuted.finding.verdict == .fails && refuted.lookNumber == 3)
  }

  @Test func aDecidedClaimStaysDecided() {
    // The first four losses lie far below 9, all others above.
    let runs = runs { $0 <= 4 ? Double($0) / 100 : 100 }
    var settled = settle(claim(low: nil, high: 9), runs)
    #expect(settled.finding.verdict == .holds && settled.lookNumber == 1)
    settled.look(at: runs)
    #expect(settled.finding.verdict == .holds && settled.lookNumber == 1)
    #expect(settled.nextSeeds == nil && settled.missingRuns([:]).isEmpty)
  }

  /// The runs of seeds 5 to 64 are there, but look 1 is about four.
  @Test func aLookTakesInItsOwnSeedsOnly() {
    let runs = runs { $0 <= 4 ? Double($0 % 2) : 9 }
    let settling = SettlingClaim(
      claim(low: 0, high: nil), in: "s", confidence: .percent95, subjects: [("a", "A", [1, 2, 3, 4])],
      runs: runs)
    #expect(settling.finding.count == 4 && settling.isOpen)
    #expect(settling.finding.judgement.value == 0.5)
    #expect(settling.nextSeeds == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(settling.missingRuns(runs).isEmpty)
    let missing = settling.missingRuns(["A": runs["A"]?.filter { $0.key < 7 } ?? [:]])
    #expect(missing.map(\.experiment) == ["A", "A"] && missing.map(\.seed) == [7, 8])
  }

  private func settle(
    _ runs: RunPool, less other: [UInt64], seeds: [UInt64] = [1, 2, 3, 4]
  ) -> SettlingClaim {
    SettlingClaim(
      claim(low: nil, high: nil, than: "b"), in: "s", confidence: .percent95,
      subjects: [("a", "A", seeds), ("b", "B", other)], runs: runs)
  }

  /// The seed has no effect on B, so that its only run is the constant ¼ in every pair.
  @Test func noSeedsAreAddedWhereTheyHaveNoEffect() {
    var runs = runs { $0 % 2 == 0 ? 1 : 0 }
    var same = run("B", seed: 1, [.testLoss: [0.25]])
    same.spec = spec(shuffle: false)
    runs["B"] = [1: same]
    var settling = settle(runs, less: [1])
    #expect(settling.finding.count == 4 && settling.finding.judgement.value == 0.25 && settling.isOpen)
    let missing = settling.missingRuns(["A": runs["A"]?.filter { $0.key < 8 } ?? [:], "B": [1: same]])
    #expect(missing.map(\.experiment) == ["A"] && missing.map(\.seed) == [8])
    settling.look(at: runs)
    #expect(settling.finding.count == 8 && settling.finding.look?.seedCount == 8)
  }

  /// If it has none on either side, look 1 decides, however many seeds there are.
  @Test func withoutChanceTheFirstLookDecides() {
    var runs: RunPool = [:]
    for (name, loss) in [("A", 0.5), ("B", 0.25)] {
      for seed in 1...3 as ClosedRange<UInt64> {
        var run = run(name, seed: seed, [.testLoss: [loss]])
        run.spec = spec(shuffle: false)
        runs[name, default: [:]][seed] = run
      }
    }
    let settled = settle(runs, less: [1, 2, 3], seeds: [1, 2, 3])
    #expect(settled.state == .decided && settled.finding.verdict == .fails && settled.finding.count == 1)
    #expect(settled.finding.judgement.interval == nil)
    #expect(
      settled.finding.sentence
        == "Not reproduced at look 1 with 3 seeds: test_loss of a − b is +0.2500, claimed < 0.0000; "
        + "the seed has no effect on a, so its 3 runs count as one; the seed has no effect on b, so its 3 runs count as one; "
        + "nothing is left to chance, so the value itself decides.")
  }

  @Test func aClaimWhoseRunsFailIsGivenUp() {
    let runs = runs("A", 1...6) { $0 % 2 == 0 ? 1 : 0 }
    let settling = settle(claim(low: 0, high: nil), runs)
    #expect(
      settling.state == .runFailed && settling.finding.verdict == .undecided && settling.lookNumber == 1)
  }

  /// What no number of seeds can settle is left out at the first look.
  @Test func someClaimsCannotBeSettled() {
    #expect(settle(claim(low: 0, high: nil), runs { _ in nil }).state == .unsettleable)
    // Diverged losses count as higher than any other, so a claim of a low loss cannot be supported …
    let half = runs { $0 % 4 == 0 ? nil : Double($0 % 2) }
    #expect(settle(claim(low: nil, high: 9), half).state == .unsettleable)
    // … but refuted.
    let refuted = settle(claim(low: nil, high: -0.1), half)
    #expect(refuted.state == .decided && refuted.finding.verdict == .fails)
    // No seed in common, so no pairs.
    let apart = SettlingClaim(
      claim(low: nil, high: nil, than: "b"), in: "s", confidence: .percent95,
      subjects: [("a", "A", [1, 2]), ("b", "B", [3, 4])],
      runs: runs("A") { Double($0) }.merging(runs("B") { Double($0) }) { first, _ in first })
    #expect(apart.state == .unsettleable)
  }

  /// Equal losses say nothing of how large others may be: 64 of them do not decide either, and there are no more runs.
  @Test func equalLossesDecideNothing() {
    let open = settle(claim(low: 0, high: nil), runs { _ in 1 })
    #expect(open.state == .runFailed && open.lookNumber == 5 && open.finding.verdict == .undecided)
  }

  /// Accuracies of 1 keep the mean above (α/2)^(1/n). With four at 97.5 % that is 0.0125^(1/4) = 0.334, with eight at
  /// 99.17 % 0.00415^(1/8) = 0.504.
  @Test func equalAccuraciesDecideByTheirRange() {
    let perfect = (1...8 as ClosedRange<UInt64>).map { run("A", seed: $0, [.testAccuracy: [1]]) }
    let runs = ["A": Dictionary(uniqueKeysWithValues: perfect.map { ($0.seed, $0) })]
    func settle(_ low: Double) -> SettlingClaim {
      let claim = ClaimSpec(
        name: "c", says: "", figure: FigureSpec(experiment: "a", metric: .testAccuracy),
        relation: .between(low: low, high: nil))
      var settling = SettlingClaim(
        claim, in: "s", confidence: .percent95, subjects: [("a", "A", [1, 2, 3, 4])], runs: runs)
      while settling.isOpen { settling.look(at: runs) }
      return settling
    }
    #expect(settle(0.3).finding.verdict == .holds && settle(0.3).lookNumber == 1)
    #expect(settle(0.5).finding.verdict == .holds && settle(0.5).lookNumber == 2)
    #expect(settle(0.51).finding.verdict == .undecided)
  }

  @Test func theRemarkNamesWhatIsOpen() {
    let decided = settle(claim(low: 0, high: nil), runs { $0 % 2 == 0 ? 1 : 0 })
    let left = settle(claim(low: 0, high: nil), runs { _ in nil })
    let open = SettlingClaim(
      claim(low: 0, high: nil), in: "t", confidence: .percent95, subjects: [("a", "A", [1, 2])],
      runs: runs { Double($0) })
    #expect(
      [decided, left, open].remark(timeText: "90 s")
        == "Settle: 1 of 3 claims are decided, 1 of them after seeds were added. "
        + "Open when the time of 90 s was up: t/c. Left out, because more seeds cannot settle them: s/c.")
  }
}
