import Testing

@testable import Reporting

/// Two seeds, so that the two patterns are ++ and +−; |Σd|/√Σd² of the pairs:
/// 0 and 1: d = −1, −1: 2/√2 and 0. 0 and 2: d = −3, −1: 4/√10 and 2/√10. 1 and 2: d = −2, 0: 1 and 1.
/// The largest ones are 1.414 and 1. So the first two pairs are reached by one pattern of two, the last one by both.
@Test func theLargestStatisticIsCounted() throws {
  let test = try #require(MaxTTest([[0, 1, 3], [0, 1, 1]]))
  #expect(test.method == .exact && test.seedCount == 2)
  #expect(test.p(0, 1) == 0.5 && test.p(0, 2) == 0.5 && test.p(1, 2) == 1)
  #expect(test.p(1, 0) == 0.5 && test.p(1, 1) == 1)
}

@Test func twoExperimentsHaveTheSignFlipTest() throws {
  for row in try StatisticsFixture.load().signFlip where 2...MaxTTest.exactLimit ~= row.differences.count {
    let test = try #require(MaxTTest(row.differences.map { [0.5, 0.5 + $0] }))
    #expect(test.p(0, 1) == row.p, "\(row.differences)")
  }
}

@Test func pValuesAgreeWithExactArithmetic() throws {
  for row in try StatisticsFixture.load().largestT {
    let test = try #require(MaxTTest(row.figures))
    #expect(test.method == .exact)
    for pair in row.pairs { #expect(test.p(pair.one, pair.other) == pair.p, "\(row.figures)") }
  }
}

@Test func whatCannotBeTested() throws {
  #expect(MaxTTest([]) == nil && MaxTTest([[1, 2]]) == nil && MaxTTest([[1], [2]]) == nil)
  // Experiments that differ by rounding alone.
  #expect(try #require(MaxTTest([[0.1 + 0.2, 0.3], [0.5, 0.5], [0.7, 0.7]])).p(0, 1) == 1)
}

/// A constant shift of −1 in 20 seeds: only the observed pattern and its opposite reach it, and none that is drawn.
@Test func manySeedsAreSampled() throws {
  let test = try #require(MaxTTest([[Double]](repeating: [1, 2, 2], count: 20), samples: 99))
  #expect(test.method == .sampled(99))
  #expect(test.p(0, 1) == 0.01 && test.p(1, 2) == 1)
}

/// Tables of equal cells: the seeds differ, and each figure has noise, normal or skewed.
private struct NullTables {
  var numbers: RandomNumbers
  let isSkewed: Bool

  private mutating func noise() -> Double { isSkewed ? numbers.exponential() : numbers.normal() }

  mutating func next(seeds: Int, cells: Int) -> [[Double]] {
    (0..<seeds).map { _ in
      let common = 3 * noise()
      return (0..<cells).map { _ in common + noise() }
    }
  }
}

/// Of 400 tables of equal cells, some pair is called different in about 5 % (exactly: p ≤ 6/128), with a standard
/// deviation of √(400 · 0.05 · 0.95) = 4.4: 20 ± 13.
@Test(arguments: [false, true]) func equalCellsAreRarelyCalledDifferent(isSkewed: Bool) throws {
  var tables = NullTables(numbers: RandomNumbers(seed: 5), isSkewed: isSkewed)
  var (found, missed) = (0, 0)
  for _ in 0..<400 {
    var table = tables.next(seeds: 8, cells: 5)
    let test = try #require(MaxTTest(table))
    let pairs = (0..<5).flatMap { one in (0..<one).map { (one, $0) } }
    if pairs.contains(where: { test.p($0.0, $0.1) <= 0.05 }) { found += 1 }
    // One cell that is really better by eight deviations is told from all others.
    for row in table.indices { table[row][3] += 8 }
    let shifted = try #require(MaxTTest(table))
    if (0..<5).contains(where: { $0 != 3 && shifted.p(3, $0) > 0.05 }) { missed += 1 }
  }
  #expect(found <= 33 && found >= 4, "\(found)")
  #expect(missed <= 8, "\(missed)")
}

/// Differences 3, −1, 2 and 2 of two experiments: |Σd| is 6, and over the 8 patterns of the first three signs it is 6, 2, 8,
/// 4, 0, 4, 2, 2. Two patterns reach 6, so p = 1/4. For α = 1/8 only one may: the statistic has to exceed 6, which takes
/// more than the four seeds. For α = 0.1 none but the largest may, 8: 4 · (8/6)² = 7.1.
@Test func seedsAreAddedUntilTheStatisticIsLargeEnough() throws {
  let test = try #require(MaxTTest([[3, 0], [-1, 0], [2, 0], [2, 0]]))
  #expect(test.p(0, 1) == 0.25)
  #expect(test.seedsNeeded(0, 1, errorRate: 0.125) == 5)
  #expect(test.seedsNeeded(0, 1, errorRate: 0.1) == 8)
  #expect(test.seedsNeeded(0, 0, errorRate: 0.1) == nil)
}
