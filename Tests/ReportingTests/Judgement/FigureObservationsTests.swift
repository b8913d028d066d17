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

/// The epochs until 0.8 in runs with these curves, of seeds 0, 1 and so on.
private func epochs(_ curves: [[Double]], diverged: Int? = nil) -> FigureObservations {
  let runs = curves.enumerated().map { index, curve in
    run("A", seed: UInt64(index), [.testAccuracy: curve], divergedAtEpoch: index == diverged ? 2 : nil)
  }
  return FigureObservations(
    .epochsUntil(Threshold(metric: .testAccuracy, value: 0.8)), of: "A",
    ExperimentSummary.summaries(of: runs)[0])
}

@Test func medianCountsRunsThatNeverReachIt() {
  // The first epochs are 2, 3 and never; the middle one is 3.
  let three = epochs([[0.7, 0.8, 0.7], [0.1, 0.2, 0.9], [0.1, 0.2, 0.3]])
  #expect(three.values == [2, 3, .infinity])
  #expect(three.runCount == 3 && three.neverCount == 1)
  #expect(three.value == 3)
  // Halfway between 1 and 2.
  #expect(epochs([[0.9], [0.1, 0.9]]).value == 1.5)
  // There is nothing halfway between 1 and never.
  #expect(epochs([[0.9], [0.1]]).value == .infinity)
  #expect(epochs([[0.9], [0.1], [0.1]]).value == .infinity)
}

@Test func divergedRunsCountAsNeverUnlessTheyWereThereBefore() {
  #expect(epochs([[0.9, .nan], [0.1, .nan]], diverged: 0).values == [1, .infinity])
}

/// Of three runs with losses 1, 2 and NaN, the last diverged. Training takes 2, 4 and 9 seconds.
@Test(arguments: [
  (Figure.metric(.testLoss, at: .final), [1, 2], 1.5, 1), (.trainSeconds, [2, 4, 9], 5, 0),
  (.diverged, [0, 0, 1], 1, 0),
])
func eachFigureHasItsOwnValueOverTheRuns(figure: Figure, values: [Double], value: Double, excluded: Int) {
  let runs = [
    run("A", seed: 1, [.testLoss: [1]], trainSeconds: 2),
    run("A", seed: 2, [.testLoss: [2]], trainSeconds: 4),
    run("A", seed: 3, [.testLoss: [.nan]], divergedAtEpoch: 1, trainSeconds: 9),
  ]
  let observations = FigureObservations(figure, of: "a", ExperimentSummary.summaries(of: runs)[0])
  #expect(observations.values == values && observations.value == value)
  #expect(observations.runCount == 3 && observations.divergedCount == 1)
  #expect(observations.excludedCount == excluded)
  #expect(FigureObservations(figure, of: "a", nil).value == nil)
}
