import Testing

@testable import Reporting

@Test func bestFiguresHaveTheirMedianEpoch() {
  let summary = ExperimentSummary.summaries(of: [
    run("A", seed: 1, [.testAccuracy: [0.7, 0.9, 0.8]]), run("A", seed: 2, [.testAccuracy: [0.9, 0.8, 0.7]]),
    run("A", seed: 3, [.testAccuracy: [0.7, 0.8, 0.9]]),
  ])[0].figure(.testAccuracy, at: .best)
  #expect(summary.observations.map(\.epoch) == [2, 1, 3])
  #expect(summary.medianEpoch == 2)
  #expect(summary.sample.mean == 0.9)
}

@Test func publishedFiguresAreHeldAgainstASingleRun() throws {
  // Mean 2, s = √2, n = 2: the prediction interval is 2 ± 12.7062·√2·√1.5 = 2 ± 22.008.
  let figure = experiment("A", .testLoss, [1, 3])[0].figure(.testLoss, at: .final)
  let inside = figure.comparison(withPublished: 24)
  #expect(inside.isInside == true)
  #expect(inside.difference == -22)
  #expect(agrees(try #require(inside.prediction).high, 2 + 12.706204736174705 * 3.0.squareRoot()))
  #expect(figure.comparison(withPublished: 24.1).isInside == false)
}

@Test func oneRunCannotTell() {
  let comparison = experiment("A", .testLoss, [1])[0].figure(.testLoss, at: .final).comparison(
    withPublished: 2)
  #expect(comparison.difference == -1)
  #expect(comparison.prediction == nil)
  #expect(comparison.isInside == nil)
}

@Test func allDivergedLeavesNothing() {
  let summary = ExperimentSummary.summaries(of: [run("A", [.testLoss: [.nan]], divergedAtEpoch: 1)])[0]
  let figure = summary.figure(.testLoss, at: .final)
  #expect(figure.observations.isEmpty)
  #expect(figure.sample.mean == nil)
  #expect(figure.medianEpoch == nil)
  #expect(figure.comparison(withPublished: 1).difference == nil)
}
