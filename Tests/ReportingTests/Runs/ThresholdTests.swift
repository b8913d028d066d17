import Experiments
import Testing

@testable import Reporting

@Test(arguments: [(Metric.testAccuracy, "test_accuracy ≥ 0.8"), (.testLoss, "test_loss ≤ 0.8")])
func directionIsTheMetrics(metric: Metric, text: String) {
  let threshold = Threshold(metric: metric, value: 0.8)
  #expect(threshold.isReached(by: 0.8))
  #expect(threshold.isReached(by: 0.9) == metric.higherIsBetter)
  #expect(!threshold.isReached(by: .nan))
  #expect(threshold.description == text)
}

private func summary(_ curves: [[Double]], diverged: Int? = nil) -> ThresholdSummary {
  let runs = curves.enumerated().map { index, curve in
    run("A", seed: UInt64(index), [.testAccuracy: curve], divergedAtEpoch: index == diverged ? 2 : nil)
  }
  return ThresholdSummary(
    Threshold(metric: .testAccuracy, value: 0.8), of: ExperimentSummary.summaries(of: runs)[0])
}

@Test func medianCountsRunsThatNeverReachIt() {
  // First epochs 2, 3 and never: the middle one is 3.
  let three = summary([[0.7, 0.8, 0.7], [0.1, 0.2, 0.9], [0.1, 0.2, 0.3]])
  #expect(three.observations.map(\.epoch) == [2, 3, nil])
  #expect(three.reachedCount == 2 && three.neverCount == 1)
  #expect(three.median == .epoch(3))
  // 1 and 2: halfway.
  #expect(summary([[0.9], [0.1, 0.9]]).median == .epoch(1.5))
  // 1 and never: there is nothing halfway.
  #expect(summary([[0.9], [0.1]]).median == .never)
  #expect(summary([[0.9], [0.1], [0.1]]).median == .never)
}

@Test func divergedRunsCountAsNeverUnlessTheyWereThereBefore() {
  #expect(summary([[0.9, .nan], [0.1, .nan]], diverged: 0).observations.map(\.epoch) == [1, nil])
}
