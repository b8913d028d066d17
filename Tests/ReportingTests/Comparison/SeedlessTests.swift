import Experiments
import Testing

@testable import Reporting

/// Runs that are the same by construction count as one, even if their figures differ as those of damaged files might.
@Suite struct SeedlessTests {
  private func comparison(_ other: [Double], otherShuffles: Bool) -> Comparison {
    Comparison(
      experiment("A", .testLoss, [0.5, 0.5, 0.5, 0.5, 0.5], spec: spec(shuffle: false))
        + experiment("B", .testLoss, other, spec: spec(shuffle: otherShuffles)))
  }

  @Test func theyAreOneRunAndNoTest() {
    let comparison = comparison([0.25, 0.25, 0.25, 0.25, 0.25], otherShuffles: false)
    let difference = comparison.differences[0]
    #expect(difference.verdict == .single(0.25) && difference.inference.p == nil)
    #expect(difference.permutationTest == nil && difference.basis == .unpaired(1, 1))
    #expect(comparison.experiments[0].figure(.testLoss, at: .final).sample.count == 1)
    let text = comparison.report().unwrapped
    #expect(
      text.contains(
        "Warning: the seed has no effect on A: no random initial weights, no dropout, and the"))
    #expect(
      text.contains(
        "A is behind B in test_loss (by 0.2500); the seed has no effect on A and B, so there is no spread"))
    #expect(!text.contains("pairs") && !text.contains("±") && !text.contains("--seeds"))
    #expect(comparison.report().text(.json).contains("\"seed_has_effect\": false"))
  }

  /// The mean of B is 0.375, over runs that do differ.
  @Test func theOtherSideKeepsItsRuns() {
    let comparison = comparison([0.25, 0.5, 0.25, 0.5], otherShuffles: true)
    let difference = comparison.differences[0]
    #expect(difference.basis == .unpaired(1, 4) && difference.verdict == .single(0.125))
    #expect(comparison.conclusions[0].sentence.contains("the seed has no effect on A, so"))
  }

  /// Equal figures alone do not make runs the same.
  @Test func equalFiguresAreNotEnough() {
    let equal = [0.5, 0.5, 0.5, 0.5, 0.5]
    let comparison = Comparison(
      experiment("A", .testLoss, equal, spec: spec()) + experiment("B", .testLoss, equal, spec: spec()))
    #expect(comparison.differences[0].basis == .paired(5))
    #expect(!comparison.report().unwrapped.contains("Warning"))
  }

  @Test func theyCannotWinAGrid() {
    let cells = ["x+m=1", "x+m=2"].enumerated().flatMap { index, name in
      experiment(name, .testLoss, [Double](repeating: Double(index), count: 6), spec: spec(shuffle: false))
    }
    let comparison = Comparison(cells, options: Comparison.Options(isGrid: true))
    #expect(comparison.bestCell?.verdict == .tooFewSeeds)
    #expect(comparison.report().unwrapped.contains("there are cells on which the seed has no effect"))
  }

  @Test func epochsUntilAreThoseOfOneRun() {
    let threshold = Threshold(metric: .testLoss, value: 0.6)
    let comparison = Comparison(
      experiment("A", .testLoss, [Double](repeating: 0.5, count: 8), spec: spec(shuffle: false))
        + experiment("B", .testLoss, [Double](repeating: 0.5, count: 8), spec: spec(shuffle: false)),
      options: Comparison.Options(thresholds: [threshold]))
    #expect(comparison.epochDifferences.map(\.verdict) == [.tooFewRuns])
    #expect(threshold.interval(of: comparison.experiments[0], .percent95) == nil)
  }
}
