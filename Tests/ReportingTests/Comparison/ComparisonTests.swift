import Experiments
import Testing

@testable import Reporting

private let single = ExperimentSummary.summaries(of: [
  run(
    "A", title: "plain", [.testAccuracy: [0.5, 0.75], .trainLoss: [1, 2]], published: [.testAccuracy: 0.7]),
  run("B", title: "BN", [.testAccuracy: [0.9, 0.875], .trainLoss: [1, 2]]),
])

@Test func metricsAreTheTestSetsAndThePublishedOnes() {
  #expect(Comparison(single).metrics == [.testAccuracy])
  let published = ExperimentSummary.summaries(of: [
    run("A", [.testLoss: [1], .trainLoss: [1], .trainAccuracy: [1]], published: [.trainAccuracy: 0.5])
  ])
  #expect(Comparison(published).metrics == [.trainAccuracy, .testLoss])
  #expect(Comparison(ExperimentSummary.summaries(of: [run("A", [.trainLoss: [1]])])).metrics == [.trainLoss])
}

@Test func singleRunsHaveOneTableOfDifferences() {
  #expect(
    Comparison(single).report().text(.table) == """
      Experiments

        experiment  title  runs  epochs  training
        ─────────────────────────────────────────
        A           plain     1       2     2.0 s
        B           BN        1       2     2.0 s

      test_accuracy (higher is better)

        experiment   final  behind    best  at epoch  published  difference
        ───────────────────────────────────────────────────────────────────
        B           0.8750          0.9000         1
        A           0.7500  0.1250  0.7500         2     0.7000     +0.0500

        best is chosen on the test set: it is the epoch at which the test figure itself is best.

      Differences

        pair   test_accuracy
        ────────────────────
        A − B        -0.1250

      In short

        - A is behind B in test_accuracy (by 0.1250); one run each settles nothing.

        Another seed can turn such differences round: --seeds 1..6 runs more seeds and gives intervals.

      """)
}

private let seeds =
  experiment("A", .testLoss, [0.25, 0.5, 0.75], published: [.testLoss: 9])
  + experiment("B", .testLoss, [1.25, 1.75, 1.5])

@Test func seedsHaveDeviationsIntervalsAndConclusions() {
  // A: mean 0.5, s = 0.25. Differences −1, −1.25, −0.75: mean −1, s = 0.25, standard error 0.25/√3 = 0.14434,
  // t(0.975; 2) = 4.30265: ±0.62104; t = −6.9282, p = 1 − t/√(t² + 2) = 0.0202; d_z = −4. Two of the 2³ patterns
  // of signs are as far from zero. Three pairs are too few for the interval of a median.
  let options = Comparison.Options(
    order: .asGiven, thresholds: [Threshold(metric: .testLoss, value: 0.5)])
  #expect(
    Comparison(seeds, options: options).report().text(.table) == """
      Experiments

        experiment  runs  epochs  training
        ──────────────────────────────────
        A              3       1     2.0 s
        B              3       1     2.0 s

      test_loss (lower is better)

        experiment  final, mean ± sd  behind  best, mean ± sd  at epoch  published  difference  95 % prediction
        ───────────────────────────────────────────────────────────────────────────────────────────────────────
        A            0.5000 ± 0.2500          0.5000 ± 0.2500         1      9.000      -8.500  outside
        B              1.500 ± 0.250   1.000    1.500 ± 0.250         1

      Epochs until test_loss ≤ 0.5

        experiment  median epoch  reached  never
        ────────────────────────────────────────
        A                      1        2      1
        B                  never        0      3

      Differences in test_loss

        pair   difference           95 % CI      p  permutation p  effect size  runs
        ───────────────────────────────────────────────────────────────────────────────
        A − B      -1.000  -1.621 to -0.379  0.020          0.250  d_z = -4.00  3 pairs

      Differences in epochs until test_loss ≤ 0.5

        pair   difference of medians  runs
        ─────────────────────────────────────
        A − B                     −∞  3 pairs

      In short

        - 3 pairs are too few to settle A − B: test_loss -1.000 (95 % CI -1.621 to -0.379; about 6 seeds
          would do).

        With fewer than 6 pairs, or 4 and 4 unpaired runs, no permutation test gets below 0.05. The
        intervals rest on the normal distribution; the numbers of seeds hold if differences and spread
        stay as they are.

      """)
}

@Test func theBestStandOut() {
  func emphases(_ table: Table, _ key: String) -> [Emphasis] {
    guard let column = table.columns.firstIndex(where: { $0.key == key }) else { return [] }
    return table.rows.map { $0[column].emphasis }
  }
  let tied = ExperimentSummary.summaries(
    of: seeds.flatMap(\.runs) + experiment("C", .testLoss, [0.75, 0.25, 0.5]).flatMap(\.runs))
  let table = Comparison(tied).figureTable(.testLoss)
  #expect(table.rows.map { $0[0].shown } == ["A", "C", "B"])
  #expect(
    emphases(table, "mean") == [.best, .best, .none] && emphases(table, "best") == [.best, .best, .none])
  // One experiment alone is not the best of several.
  #expect(emphases(Comparison(Array(seeds.prefix(1))).figureTable(.testLoss), "mean") == [.none])
}

@Test func theBestComesFirstAndDivergedOnesLast() {
  let experiments =
    ExperimentSummary.summaries(of: [run("C", [.testLoss: [.nan]], divergedAtEpoch: 1)]) + seeds.reversed()
  let comparison = Comparison(experiments)
  #expect(comparison.experiments(orderedBy: .testLoss).map(\.name) == ["A", "B", "C"])
  let text = comparison.report().text(.table)
  #expect(text.contains("  C                   diverged\n"))
  #expect(text.contains("Warning: C diverged in epoch 1: a figure was no longer finite."))
}

@Test func figuresCanBeTakenFromAnEpoch() {
  let comparison = Comparison(single, options: Comparison.Options(epoch: .epoch(1)))
  #expect(comparison.differences.map(\.inference) == [.single(0.5 - 0.9)])
  let table = comparison.figureTable(.testAccuracy)
  #expect(table.columns.map(\.title) == ["experiment", "epoch 1", "behind", "best", "at epoch", "published"])
  let best = Comparison(single, options: Comparison.Options(epoch: .best))
  #expect(best.differences.map(\.inference) == [.single(0.75 - 0.9)])
}

@Test func confidenceIsShownInPercent() throws {
  // 0.57 · 100 is 56.99999999999999 in binary.
  #expect(try #require(Confidence(0.57)).percentText == "57 %")
  #expect(try #require(Confidence(0.999)).percentText == "99.9 %")
}

@Test func noExperimentsNoTrouble() {
  for format in ReportFormat.allCases {
    #expect(!Comparison([]).report().text(format).isEmpty)
  }
  #expect(Comparison([]).curves.rows.isEmpty)
}

@Test func curvesHaveTheMeanOfEachEpoch() {
  let experiments = ExperimentSummary.summaries(of: [
    run("A", seed: 1, [.testLoss: [1, 2]]), run("A", seed: 2, [.testLoss: [3]]),
    run("A", seed: 3, [.testLoss: [.nan]], divergedAtEpoch: 1),
  ])
  let rows = Comparison(experiments).curves.csv.split(separator: "\n")
  #expect(rows[0] == "experiment,metric,epoch,runs,mean,sd,ci_low,ci_high")
  #expect(rows[1].hasPrefix("A,test_loss,1,2,2,1.4142135623730951,-10.70620473617"))
  #expect(rows[2] == "A,test_loss,2,1,2,,,")
}
