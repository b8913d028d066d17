import Experiments
import Testing

@testable import Reporting

private func difference(_ first: [ExperimentSummary], _ second: [ExperimentSummary]) -> PairDifference {
  PairDifference(first[0], minus: second[0], metric: .testAccuracy, at: .final, confidence: .percent95)
}

@Test func runsAreMatchedBySeed() {
  // Seeds 1, 2, 3 against 2, 3, 4: the pairs are of seeds 2 and 3.
  let second = ExperimentSummary.summaries(of: [
    run("B", seed: 2, [.testAccuracy: [0.5]]), run("B", seed: 3, [.testAccuracy: [0.25]]),
    run("B", seed: 4, [.testAccuracy: [0.75]]),
  ])
  let result = difference(experiment("A", .testAccuracy, [0.5, 0.75, 1]), second)
  #expect(result.basis == .paired(2))
  // Differences 0.25 and 0.75: mean 0.5, s = 0.25·√2, d_z = √2; both signs of two patterns in four are as extreme.
  #expect(result.inference.value == 0.5)
  #expect(agrees(result.effectSize?.value, 2.0.squareRoot()))
  #expect(result.effectSize?.kind == .cohensDz)
  #expect(result.permutationTest?.p == 0.5)
  #expect(result.verdict == .unclear(0.5))
}

/// Means 0.75 and 0.375 with variances 1/16 and 1/32. The squared error of their difference is 1/48 + 1/64 = 7/192, its
/// degrees of freedom (7/192)² / ((1/48)²/2 + (1/64)²/1) = 49/17. The pooled variance is (2/16 + 1/32)/3 = 5/96, and
/// Hedges' correction for 3 degrees of freedom Γ(1.5)/√1.5. p was integrated numerically.
@Test func otherSeedsAreComparedByWelch() {
  let second = ExperimentSummary.summaries(of: [
    run("B", seed: 8, [.testAccuracy: [0.5]]), run("B", seed: 9, [.testAccuracy: [0.25]]),
  ])
  let result = difference(experiment("A", .testAccuracy, [0.5, 0.75, 1]), second)
  #expect(result.basis == .unpaired(3, 2))
  guard case .estimate(let estimate) = result.inference else {
    Issue.record("expected an estimate, not \(result.inference)")
    return
  }
  #expect(estimate.value == 0.375)
  #expect(agrees(estimate.standardError, (7.0 / 192).squareRoot()))
  #expect(agrees(estimate.degreesOfFreedom, 49.0 / 17))
  #expect(agrees(estimate.p, 0.148_027_881_804, 1e-9))
  #expect(result.effectSize?.kind == .hedgesG)
  #expect(agrees(result.effectSize?.value, 1.188_998_189_282, 1e-9))
  #expect(result.permutationTest == nil)
}

@Test func oneRunEachIsASingleDifference() {
  let result = difference(experiment("A", .testAccuracy, [0.75]), experiment("B", .testAccuracy, [0.5]))
  #expect(result.basis == .paired(1))
  #expect(result.verdict == .single(0.25))
  #expect(result.effectSize == nil && result.permutationTest == nil && result.inference.p == nil)
}

@Test func equalAndConstantDifferences() {
  let first = experiment("A", .testAccuracy, [0.75, 0.5])
  #expect(difference(first, experiment("B", .testAccuracy, [0.75, 0.5])).verdict == .equal)
  #expect(difference(first, experiment("B", .testAccuracy, [0.5, 0.25])).verdict == .constant(0.25))
}

@Test func clearDifferencesHaveADirection() {
  let low = experiment("A", .testAccuracy, [0.50, 0.51, 0.52, 0.53])
  let high = experiment("B", .testAccuracy, [0.80, 0.82, 0.81, 0.84])
  #expect(difference(low, high).verdict.name == "lower")
  #expect(difference(high, low).verdict.name == "higher")
}

@Test func divergedRunsLeaveTheirPair() {
  let second = ExperimentSummary.summaries(of: [
    run("B", seed: 1, [.testAccuracy: [0.1]], divergedAtEpoch: 1), run("B", seed: 2, [.testAccuracy: [0.5]]),
    run("B", seed: 3, [.testAccuracy: [0.5]]),
  ])
  #expect(difference(experiment("A", .testAccuracy, [0.5, 0.75, 1]), second).basis == .paired(2))
  let none = ExperimentSummary.summaries(of: [run("B", [.testAccuracy: [0.1]], divergedAtEpoch: 1)])
  #expect(difference(experiment("A", .testAccuracy, [0.5, 0.75]), none).verdict == .noRuns)
}
