import Experiments
import Testing

@testable import Reporting

private func losses(_ name: String, _ values: [Double]) -> FigureObservations {
  FigureObservations(
    .metric(.testLoss, at: .final), of: name, experiment(name, .testLoss, values).first)
}

private let region = AllowedRegion(low: 0, high: 1)

/// A value always has a verdict; an interval may cross an end of the region.
@Test func assertionsAndClaimsShareTheVerdicts() {
  func ofValue(_ value: Double) -> Verdict {
    Judgement(value, of: [losses("A", [1])], in: region, missingSeeds: [:]).verdict
  }
  #expect(
    ofValue(0) == .holds && ofValue(1) == .holds && ofValue(1.5) == .fails && ofValue(-.infinity) == .fails)

  func ofInterval(_ values: [Double]) -> Judgement {
    let figure = SumObservations(losses("A", values))
    let estimate = Estimate(figure, minus: nil, confidence: .percent95)
    return Judgement(estimate, of: figure, minus: nil, in: region, missingSeeds: [:])
  }
  #expect(ofInterval([0.5, 0.51, 0.52]).verdict == .holds)
  #expect(ofInterval([1.5, 1.51, 1.52]).verdict == .fails)
  #expect(
    ofInterval([0.9, 1, 1.1]).verdict == .undecided
      && ofInterval([0.9, 1, 1.1]).obstacles == [.intervalCrossesBound])
}

@Test func missingRunsComeBeforeEverythingElse() {
  let figures = [losses("A", [1]), losses("B", []), losses("B", [])]
  func obstacles(_ missingSeeds: [String: [UInt64]]) -> [UndecidedReason] {
    Judgement(nil, of: figures, in: region, missingSeeds: missingSeeds).obstacles
  }
  #expect(obstacles([:]) == [.noRuns(experiment: "B")])
  #expect(
    obstacles(["B": [2], "A": [3, 4], "C": [1]])
      == [.missingSeeds(experiment: "A", [3, 4]), .missingSeeds(experiment: "B", [2])])
  #expect(
    Judgement(0.5, of: [figures[0]], in: region, missingSeeds: ["A": [3]]).verdict == .notJudged)
  let (figure, other) = (SumObservations(figures[0]), SumObservations(figures[1]))
  let estimate = Estimate(figure, minus: other, confidence: .percent95)
  let claim = Judgement(estimate, of: figure, minus: other, in: region, missingSeeds: [:])
  #expect(claim.verdict == .undecided && claim.obstacles == [.noRuns(experiment: "B")])
}

/// Two counts of epochs that are never reached have no difference.
@Test func aDifferenceOfInfinitiesIsUndecided() {
  let judgement = Judgement(
    .infinity - .infinity, of: [losses("A", [1])], in: .everything, missingSeeds: [:])
  #expect(judgement.verdict == .undecided && judgement.obstacles == [.noThresholdReached])
}
