import Testing

@testable import Reporting

@Test func runsAreGroupedByNameAndSortedBySeed() {
  let runs = [
    run("B", seed: 2, title: "two", [.testLoss: [1]]), run("A", seed: 5, [.testLoss: [2]]),
    run("B", seed: 1, title: "two", [.testLoss: [3]]), run("A", seed: 5, [.testLoss: [4]]),
  ]
  let summaries = ExperimentSummary.summaries(of: runs)
  #expect(summaries.map(\.name) == ["B", "A"])
  #expect(summaries[0].title == "two")
  #expect(summaries[0].runs.map(\.seed) == [1, 2])
  // A later run replaces an earlier one with the same seed.
  #expect(summaries[1].figure(.testLoss, at: .final).sample.values == [4])
  #expect(ExperimentSummary.summaries(of: []) == [])
}

@Test func divergedRunsAreCountedApart() {
  let summary = ExperimentSummary.summaries(of: [
    run("A", seed: 1, [.testAccuracy: [0.8]]), run("A", seed: 2, [.testAccuracy: [0.5]], divergedAtEpoch: 1),
    run("A", seed: 3, [.testAccuracy: [0.9]]),
  ])[0]
  #expect(summary.divergedRuns.map(\.seed) == [2])
  #expect(summary.soundRuns.count == 2)
  #expect(summary.figure(.testAccuracy, at: .final).sample.values == [0.8, 0.9])
}

@Test func metricsAreThoseComputedOrPublished() {
  let summary = ExperimentSummary.summaries(of: [
    run("A", [.testAccuracy: [0.8], .trainLoss: [1]], published: [.testLoss: 0.2])
  ])[0]
  #expect(summary.metrics == [.trainLoss, .testLoss, .testAccuracy])
}

@Test func epochCountsAreARangeWhereTheyDiffer() {
  let summary = ExperimentSummary.summaries(of: [
    run("A", seed: 1, [.testLoss: [1, 2]], trainSeconds: 1),
    run("A", seed: 2, [.testLoss: [1]], trainSeconds: 2),
  ])[0]
  #expect(summary.epochCounts == 1...2)
  #expect(summary.trainSeconds.mean == 1.5)
}
