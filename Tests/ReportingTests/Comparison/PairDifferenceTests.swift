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

/// Differences of means, variances over counts: 0.75 − 0.375 = 72/192, 1/16/3 = 4/192 and 1/32/2 = 3/192. So t² is
/// (72/192)² · 192/7 = 27/7, with 7² / (4²/2 + 3²/1) = 49/17 degrees of freedom. The pooled variance is
/// (2/16 + 1/32)/3 = 5/96, and J(3) = Γ(3/2) / (√(3/2) · Γ(1)) = √(π/6). The interval and p are those of SciPy 1.17.1's
/// `ttest_ind([0.5, 0.75, 1], [0.5, 0.25], equal_var=False)`.
@Test func otherSeedsAreComparedByWelch() throws {
  let second = ExperimentSummary.summaries(of: [
    run("B", seed: 8, [.testAccuracy: [0.5]]), run("B", seed: 9, [.testAccuracy: [0.25]]),
  ])
  let result = difference(experiment("A", .testAccuracy, [0.5, 0.75, 1]), second)
  #expect(result.basis == .unpaired(3, 2))
  #expect(result.inference.value == 0.375)
  guard case .estimate(let estimate) = result.inference else {
    Issue.record("no estimate")
    return
  }
  #expect(agrees(estimate.standardError, (7.0 / 192).squareRoot()))
  #expect(agrees(estimate.degreesOfFreedom, 49.0 / 17))
  #expect(agrees(estimate.p, 0.148027881803898, 1e-10))
  #expect(agrees(estimate.interval.low, -0.24693344955134555, 1e-10))
  #expect(agrees(estimate.interval.high, 0.9969334495513456, 1e-10))
  #expect(result.effectSize?.kind == .hedgesG)
  #expect(agrees(result.effectSize?.value, 0.375 / (5.0 / 96).squareRoot() * (Double.pi / 6).squareRoot()))
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

/// The verdict reads the interval, the standing counts the runs too. Differences of four pairs: −0.30, −0.31, −0.29, −0.31.
@Test func fewPairsHaveNoStanding() {
  let low = [0.50, 0.51, 0.52, 0.53, 0.50, 0.51]
  let high = [0.80, 0.82, 0.81, 0.84, 0.82, 0.83]
  let few = difference(
    experiment("A", .testAccuracy, Array(low.prefix(4))),
    experiment("B", .testAccuracy, Array(high.prefix(4))))
  #expect(few.verdict.name == "lower" && few.standing == .tooFewRuns && few.seedsNeeded == 6)
  let enough = difference(experiment("A", .testAccuracy, low), experiment("B", .testAccuracy, high))
  #expect(enough.verdict.name == "lower" && enough.standing == .worse && enough.seedsNeeded == nil)
}

/// Differences ±1 + 0.25: mean 0.25, s² = 6/5, so s = 1.0954. n = 77: t(0.975; 76) · s/√77 = 1.99167 · 1.0954/8.77496 =
/// 0.24863 ≤ 0.25; n = 76: 1.99210 · 1.0954/8.71780 = 0.25031 > 0.25.
@Test func seedsThatWouldSettleAPair() {
  let result = difference(
    experiment("A", .testAccuracy, [1.25, -0.75, 1.25, -0.75, 1.25, -0.75]),
    experiment("B", .testAccuracy, [0, 0, 0, 0, 0, 0]))
  #expect(result.standing == .unclear && result.seedsNeeded == 77)
}

/// 2/C(2n, n): 2/6, 2/20, 2/70 = 0.029, 2/252 = 0.0079; with less than 95 % still four.
@Test func unpairedRunsNeedEnoughDivisions() throws {
  let levels = [0.6: 4, 0.8: 4, 0.95: 4, 0.99: 5]
  for (level, count) in levels { #expect(try #require(Confidence(level)).minimumUnpairedCount == count) }
}
