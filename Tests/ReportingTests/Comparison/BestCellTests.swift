import Experiments
import Testing

@testable import Reporting

private func grid(_ cells: [[Double]], reference: String? = nil) -> Comparison {
  Comparison(
    cells.enumerated().flatMap { experiment("x+m=\($0 + 1)", .testLoss, $1) },
    options: Comparison.Options(reference: reference, isGrid: true))
}

private let losses = [0.10, 0.11, 0.12, 0.10, 0.11, 0.12]
private let clear = [losses.map { $0 + 0.5 }, losses, [0.30, 0.31, 0.31, 0.30, 0.30, 0.32]]

/// The differences from the second cell hardly vary: of the 2⁵ patterns only the one without flips reaches them.
@Test func theBestCellIsTheReferenceAndWins() throws {
  let comparison = grid([[0.60, 0.62, 0.62, 0.60, 0.61, 0.63], losses, clear[2]])
  #expect(comparison.pairs.map(\.label) == ["x+m=1 − x+m=2", "x+m=3 − x+m=2"])
  let best = try #require(comparison.bestCell)
  #expect(best.verdict == .winner && best.p == 1.0 / 32 && best.rivals.isEmpty && best.seedCount == 6)
  #expect(comparison.differences.map(\.standing) == [.worse, .worse])
  let text = comparison.report().unwrapped
  #expect(text.contains("The best cell in test_loss, x+m=2, is better than each of the 2 other cells"))
  #expect(text.contains("max-t p = 0.031"))
  #expect(text.contains("2 comparisons; 0.1 would differ by chance. The sentences go by the max-t p"))
}

/// The question of the best cell remains where the user compares with another one.
@Test func aReferenceThatIsGivenStays() {
  let comparison = grid(clear, reference: "x+m=1")
  #expect(comparison.pairs.map(\.label) == ["x+m=2 − x+m=1", "x+m=3 − x+m=1"])
  #expect(comparison.bestCell?.experiment == "x+m=2")
}

/// Cells of several experiments are compared value by value, as without the question.
@Test func gridsOverSeveralExperimentsKeepTheirPairs() {
  let cells = ["A+m=1", "B+m=1", "A+m=2", "B+m=2"].flatMap { experiment($0, .testLoss, losses) }
  let comparison = Comparison(cells, options: Comparison.Options(isGrid: true))
  #expect(comparison.pairs.map(\.label) == ["A+m=1 − B+m=1", "A+m=2 − B+m=2"])
  #expect(comparison.bestCell?.cellCount == 4)
}

/// Three seeds have four patterns, so that no p-value is below 0.25.
@Test func threeSeedsNameNoWinner() throws {
  let comparison = grid(clear.map { Array($0.prefix(3)) })
  let best = try #require(comparison.bestCell)
  #expect(best.verdict == .tooFewSeeds && best.p == nil && best.rivals == ["x+m=3", "x+m=1"])
  let text = comparison.report().unwrapped
  #expect(text.contains("No cell wins in test_loss: x+m=2 is ahead of x+m=3 by"))
  #expect(!text.contains("better than") && !text.contains("worse than"))
}

/// The runner-up is one of two equal cells in disguise: it differs by ±0.01 in turn.
@Test func theBestCellMayHaveRivals() throws {
  let twin = zip(losses, [0.01, -0.01, 0.01, -0.01, 0.01, 0]).map { $0 + $1 }
  let comparison = grid([losses, twin, clear[2]])
  let best = try #require(comparison.bestCell)
  #expect(best.verdict == .unclear && best.rivals == ["x+m=2"])
  #expect(comparison.differences.map(\.standing) == [.unclear, .worse])
  #expect((comparison.differences[0].seedsNeeded ?? 0) > 6)
  #expect(best.sentence { $0 }.contains("cannot be told from x+m=2 (max-t p = "))
}

/// Differences 1, 1, 1, 1, 1 and 20: t = 25/6 / (7.757/√6) = 1.32, so that the interval of the mean holds 0. But all six have
/// the same sign, and of the 2⁵ patterns no other one reaches their sum: the test of the cells tells them apart. Both
/// sentences say so.
@Test func theSentencesOfABestCellAgree() throws {
  let far = zip(losses, [1.0, 1, 1, 1, 1, 20]).map { $0 + $1 }
  let comparison = grid([losses, far])
  let difference = comparison.differences[0]
  #expect(difference.verdict.name == "unclear" && difference.family.maxTP == 1.0 / 32)
  #expect(difference.standing == .worse && difference.seedsNeeded == nil)
  #expect(comparison.bestCell?.verdict == .winner)
  let text = comparison.report().unwrapped
  #expect(text.contains("x+m=2 is worse than x+m=1 in test_loss") && !text.contains("no clear difference"))
  // Differences that are all equal are of one sign too.
  let constant = grid([losses, losses.map { $0 + 0.5 }])
  #expect(constant.differences[0].standing == .worse && constant.bestCell?.verdict == .winner)
}

/// With 99 % the smallest p-value has to be 0.01, which takes eight seeds: 2/2⁷ = 0.016, 2/2⁸ = 0.008. With less than 95 % it
/// still takes six.
@Test func theMinimumNumberOfSeedsDependsOnTheConfidence() throws {
  func comparison(_ seeds: Int, _ level: Double) throws -> Comparison {
    let figures = (0..<seeds).map { Double($0 % 3) / 100 }
    return Comparison(
      [figures, figures.map { $0 + 0.5 + $0 / 10 }].enumerated().flatMap {
        experiment("x+m=\($0 + 1)", .testLoss, $1)
      }, options: Comparison.Options(isGrid: true, confidence: try #require(Confidence(level))))
  }
  for (seeds, level, isEnough) in [(7, 0.99, false), (8, 0.99, true), (5, 0.9, false), (6, 0.9, true)] {
    let found = try comparison(seeds, level)
    #expect(found.bestCell?.verdict == (isEnough ? .winner : .tooFewSeeds), "\(seeds) \(level)")
    #expect(found.differences[0].standing == (isEnough ? .worse : .tooFewRuns), "\(seeds) \(level)")
    #expect(found.differences[0].seedsNeeded == (isEnough ? nil : seeds + 1))
  }
  let text = try comparison(7, 0.99).report().unwrapped
  #expect(text.contains("too few seeds in common for a test: 7, and it needs 8."))
  #expect(
    text.contains("With fewer than 8 pairs, or 5 and 5 unpaired runs, no permutation test gets below 0.01."))
}

/// Cells with the same figures: none is ahead.
@Test func equalCellsAreLevel() throws {
  let text = grid([losses, losses, clear[2]]).report().unwrapped
  #expect(text.contains("No cell wins in test_loss: x+m=1 is level with x+m=2 and cannot be told from x+m=2"))
  #expect(!text.contains("ahead"))
}

/// Three seeds have four patterns of signs, so the largest |t| of the test is hardly ever large: Student's t tells better how
/// many it takes. The differences are 0.1 ± 0.1: t(0.975; n − 1) · 0.1/√n ≤ 0.1 from n = 7 on, for 2.447/√7 = 0.925 and
/// 2.571/√6 = 1.05.
@Test func theTestOfTheCellsTakesNoFewerSeeds() throws {
  let found = grid([[0.5, 0.5, 0.5], [0.5, 0.6, 0.7]]).differences[0]
  #expect(found.standing == .tooFewRuns && found.seedsNeeded.map { $0 >= 7 } == true)
}

/// A cell that lacks a seed limits the test to the seeds that all have; one that diverged is none of the cells.
@Test func onlyCommonSeedsAreTested() throws {
  let cells =
    experiment("x+m=1", .testLoss, losses) + experiment("x+m=2", .testLoss, Array(clear[0].prefix(5)))
    + ExperimentSummary.summaries(of: [run("x+m=3", [.testLoss: [.nan]], divergedAtEpoch: 1)])
  let comparison = Comparison(cells, options: Comparison.Options(isGrid: true))
  let best = try #require(comparison.bestCell)
  #expect(best.cellCount == 2 && best.seedCount == 5 && best.verdict == .tooFewSeeds)
}

@Test func aGridNeedsTwoCells() {
  #expect(grid([losses]).bestCell == nil)
  #expect(Comparison([], options: Comparison.Options(isGrid: true)).bestCell == nil)
}

/// At most 5 % of grids with five equal cells name a winner: 20 of 400, plus three standard deviations of 4.4.
@Test func equalCellsRarelyHaveAWinner() {
  var numbers = RandomNumbers(seed: 9)
  var winners = 0
  for _ in 0..<400 {
    let seeds = (0..<6).map { _ in numbers.normal() }
    let comparison = grid((0..<5).map { _ in seeds.map { $0 + numbers.normal() } })
    if comparison.bestCell?.verdict == .winner { winners += 1 }
  }
  #expect(winners <= 33, "\(winners)")
}
