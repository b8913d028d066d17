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

@Test func clearDifferencesAreNamed() {
  #expect(
    sentence(
      [.testAccuracy: [0.90, 0.91, 0.92], .testLoss: [0.5, 0.7, 0.6]],
      [.testAccuracy: [0.80, 0.82, 0.81], .testLoss: [0.6, 0.5, 0.7]])
      == "A is better than B in test_accuracy (by 0.1000); no clear difference in test_loss.")
  #expect(
    sentence([.testLoss: [0.90, 0.91, 0.92]], [.testLoss: [0.80, 0.82, 0.81]])
      == "A is worse than B in test_loss (by 0.1000).")
}

@Test func unclearAndEqualDifferences() {
  #expect(
    sentence([.testLoss: [0.5, 0.7, 0.6]], [.testLoss: [0.6, 0.5, 0.7]])
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
    sentence([0.5, 0.7, 0.6, 0.5], [.nan, 0.5, 0.7, .nan])
      == "2 of 4 runs of B diverged; of the others, A and B show no clear difference in test_loss.")
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
