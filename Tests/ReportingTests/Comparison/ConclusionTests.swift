import Experiments
import Testing

@testable import Reporting

private func sentence(_ first: [Metric: [Double]], _ second: [Metric: [Double]], secondSeeds: [UInt64]? = nil)
  -> String
{
  func runs(_ name: String, _ figures: [Metric: [Double]], _ seeds: [UInt64]?) -> [RunSummary] {
    let count = figures.values.map(\.count).max() ?? 0
    return (0..<count).map { index in
      run(name, seed: seeds?[index] ?? UInt64(index), figures.mapValues { [$0[index]] })
    }
  }
  let experiments = ExperimentSummary.summaries(of: runs("A", first, nil) + runs("B", second, secondSeeds))
  return Comparison(experiments).conclusions.map(\.sentence).joined(separator: "|")
}

@Test func singleRunsSettleNothing() {
  #expect(
    sentence([.testAccuracy: [0.75], .testLoss: [0.5]], [.testAccuracy: [0.5], .testLoss: [0.25]])
      == "A is ahead of B in test_accuracy (by 0.2500) and behind in test_loss (by 0.2500); one run each settles nothing."
  )
  #expect(
    sentence([.testLoss: [0.5]], [.testLoss: [0.25]])
      == "A is behind B in test_loss (by 0.2500); one run each settles nothing.")
  #expect(
    sentence([.testLoss: [0.5]], [.testLoss: [0.5]])
      == "A is level with B in test_loss; one run each settles nothing.")
}

@Test func oneSideWithASingleRun() {
  #expect(
    sentence([.testLoss: [0.5, 0.5]], [.testLoss: [0.25]], secondSeeds: [7])
      == "A is behind B in test_loss (by 0.2500); one run of B settles nothing.")
}

/// Six pairs are the minimum for such words. In test_loss the differences are ±0.1 in turn, so their mean is zero.
@Test func clearDifferencesAreNamed() {
  let high = [0.90, 0.91, 0.92, 0.90, 0.91, 0.92]
  let low = [0.80, 0.82, 0.81, 0.80, 0.82, 0.81]
  #expect(
    sentence(
      [.testAccuracy: high, .testLoss: [0.5, 0.7, 0.5, 0.7, 0.5, 0.7]],
      [.testAccuracy: low, .testLoss: [0.6, 0.6, 0.6, 0.6, 0.6, 0.6]])
      == "A is better than B in test_accuracy (by 0.1000); no clear difference in test_loss.")
  #expect(sentence([.testLoss: high], [.testLoss: low]) == "A is worse than B in test_loss (by 0.1000).")
}

/// Differences 0.10, 0.09, 0.11: mean 0.1, s = 0.01, standard error 0.01/√3, t(0.975; 2) = 4.30265, so the interval is
/// ±0.02484. Six seeds are the minimum. Differences −1/8, 1/4, −1/8: mean 0, which no number of seeds settles; s² = 3/64,
/// standard error 1/8, ±0.53783.
@Test func fewRunsGetTheirIntervalAndNoVerdict() {
  #expect(
    sentence(
      [.testAccuracy: [0.90, 0.91, 0.92], .testLoss: [0.5, 0.75, 0.5]],
      [.testAccuracy: [0.80, 0.82, 0.81], .testLoss: [0.625, 0.5, 0.625]])
      == "3 pairs are too few to settle A − B: test_accuracy +0.1000 (95 % CI +0.0752 to +0.1248; about 6 seeds would "
      + "do), test_loss +0.0000 (95 % CI -0.5378 to +0.5378; no number of seeds would do).")
}

/// Values without any overlap, one run short of six pairs or of four and four.
@Test(arguments: [(5, 0), (3, 10), (4, 10), (6, 0)]) func theNumberOfRunsDecides(count: Int, offset: UInt64) {
  let high = [0.90, 0.91, 0.92, 0.90, 0.91, 0.92]
  let low = [0.80, 0.82, 0.81, 0.80, 0.82, 0.81]
  let text = sentence(
    [.testLoss: Array(low.prefix(count))], [.testLoss: Array(high.prefix(count))],
    secondSeeds: (0..<UInt64(count)).map { $0 + offset })
  #expect(text.contains("better") == (count == 6 || (count == 4 && offset > 0)), "\(text)")
  #expect(text.contains("too few") == !text.contains("better"))
}

@Test func unclearAndEqualDifferences() {
  #expect(
    sentence(
      [.testLoss: [0.5, 0.7, 0.6, 0.5, 0.7, 0.6]], [.testLoss: [0.6, 0.5, 0.7, 0.6, 0.5, 0.7]])
      == "A and B show no clear difference in test_loss.")
  #expect(sentence([.testLoss: [0.5, 0.7]], [.testLoss: [0.5, 0.7]]) == "A is level with B in test_loss.")
  #expect(
    sentence([.testLoss: [0.5, 0.75]], [.testLoss: [0.25, 0.5]])
      == "A and B differ by the same in every pair, in test_loss (+0.2500).")
}

@Test func divergedRunsLeaveNothingToCompare() {
  let experiments = ExperimentSummary.summaries(of: [
    run("A", [.testLoss: [0.5]]), run("B", [.testLoss: [.nan]], divergedAtEpoch: 1),
  ])
  #expect(
    Comparison(experiments).conclusions.map(\.sentence) == ["The run of B diverged."])
}

/// On either side all or some of the runs diverged.
@Test func divergedRunsAreNamed() {
  func sentence(_ first: [Double], _ second: [Double]) -> String {
    let runs = [("A", first), ("B", second)].flatMap { name, values in
      values.enumerated().map {
        run(name, seed: UInt64($0), [.testLoss: [$1]], divergedAtEpoch: $1.isNaN ? 1 : nil)
      }
    }
    return Comparison(ExperimentSummary.summaries(of: runs)).conclusions.map(\.sentence).joined()
  }
  #expect(
    sentence([0.5, 0.7, 0.6, 0.5, 0.7, 0.6, 0.6, 0.5], [.nan, 0.5, 0.7, 0.6, 0.5, 0.7, 0.5, .nan])
      == "2 of 8 runs of B diverged; of the others, A and B show no clear difference in test_loss.")
  #expect(
    sentence([0.5, 0.75, 0.5, 0.5], [.nan, 0.5, 0.75, .nan]).hasPrefix(
      "2 of 4 runs of B diverged; of the others, 2 pairs are too few to settle A − B: test_loss +0.000 ("))
  #expect(sentence([0.5, 0.7], [.nan, .nan]) == "All 2 runs of B diverged.")
  #expect(
    sentence([.nan, 0.7], [.nan, .nan]) == "1 of 2 runs of A and all 2 runs of B diverged.")
}

@Test func epochsUntilAThreshold() {
  // Six seeds, the minimum for an interval of 95 %: A reaches it in epoch 1, B in epoch 3 or never.
  func sentence(_ late: [Double]) -> String {
    let runs = (1...6).flatMap { seed in
      [
        run("A", seed: seed, [.testLoss: [0.1, 0.1, 0.1]]), run("B", seed: seed, [.testLoss: late]),
      ]
    }
    let options = Comparison.Options(thresholds: [Threshold(metric: .testLoss, value: 0.2)])
    return Comparison(ExperimentSummary.summaries(of: runs), options: options).conclusions.map(\.sentence)
      .joined()
  }
  #expect(
    sentence([0.5, 0.5, 0.1])
      == "A is level with B in test_loss; A reaches test_loss ≤ 0.2 earlier (by 2 epochs).")
  #expect(
    sentence([0.5, 0.5, 0.5]).hasSuffix("; A reaches test_loss ≤ 0.2, the median run of B never does."))
  #expect(sentence([0.1, 0.5, 0.1]).hasSuffix("; both reach test_loss ≤ 0.2 after as many epochs."))
}

/// Six seeds are the minimum for an interval of 95 % of a median. With three pairs each interval has 98.33 %, for which
/// it takes seven: 2 · 2⁻⁶ is above 1/60, 2 · 2⁻⁷ is not.
@Test func manyPairsReachThresholdsLessClearly() {
  func comparison(_ names: [String], seeds count: UInt64) -> Comparison {
    let runs = names.flatMap { name in
      (1...count).map { seed in
        run(name, seed: seed, [.testLoss: name == "A" ? [0.1, 0.1] : [0.5, 0.1]])
      }
    }
    return Comparison(
      ExperimentSummary.summaries(of: runs),
      options: Comparison.Options(thresholds: [Threshold(metric: .testLoss, value: 0.2)]))
  }
  let one = comparison(["A", "B"], seeds: 6)
  #expect(one.epochDifferences.map(\.standing) == [.lower] && one.comparisonCount == nil)
  let three = comparison(["A", "B", "C"], seeds: 6)
  #expect(three.epochDifferences.map(\.verdict) == [.lower, .lower, .equal])
  #expect(three.epochDifferences.map(\.standing) == [.tooFewRuns, .tooFewRuns, .equal])
  #expect(
    three.conclusions[0].sentence.hasSuffix(
      "; 6 pairs are too few to settle the epochs until test_loss ≤ 0.2 among so many; it takes 7."))
  #expect(
    comparison(["A", "B", "C"], seeds: 7).epochDifferences.map(\.standing) == [.lower, .lower, .equal])
}
