import Foundation
import Testing

@testable import Reporting

@Suite struct CoverageTableTests {
  private static let command =
    "BNLAB_RENEW_STATISTICS=1 swift test -c release -Xswiftc -enable-testing --filter CoverageTableTests"

  /// With `BNLAB_RENEW_STATISTICS` in the environment all tables of the page are made again. Otherwise only the last cell of
  /// each row is, which has few studies. It has to be what the page says, and so have all names and numbers of seeds.
  @Test func thePageIsUpToDate() async throws {
    let page = try String(contentsOf: CoverageTable.page, encoding: .utf8)
    let parts = try #require(CoverageTable.parts(of: page))
    if ProcessInfo.processInfo.environment["BNLAB_RENEW_STATISTICS"] != nil {
      let table = CoverageTable.text(await CoverageTable.simulate(CoverageTable.cells))
      try Data((parts.before + table + parts.after).utf8).write(to: CoverageTable.page)
      return
    }
    let known = CoverageTable.texts(parts.table)
    let made = await CoverageTable.simulate(CoverageTable.cells.filter { $0.count == nil })
    #expect(
      CoverageTable.text(known.merging(made) { $1 }) == parts.table, "make it again: \(Self.command)")
  }

  /// 0, 1 and 2 successes in two trials at 1/3: 4/9, 4/9, 1/9; the mean is 2/3. Plus a number that is 0 or 10 with the
  /// same probability: 0 has 2/9, 1 has 2/9, 2 has 1/18 = 0.5 in all, so the median is not determined.
  @Test func discreteFiguresAreKnown() {
    let two = DiscreteDistribution.binomial(2, 1.0 / 3)
    for (value, expected) in zip(two.probabilities, [4.0 / 9, 4.0 / 9, 1.0 / 9]) {
      #expect(agrees(value, expected))
    }
    #expect(two.values == [0, 1, 2] && agrees(two.mean, 2.0 / 3) && two.median == 1)
    let sum = two.plus(DiscreteDistribution([0: 1, 10: 1]))
    #expect(sum.values == [0, 1, 2, 10, 11, 12] && agrees(sum.mean, 17.0 / 3) && sum.median.isNaN)
    #expect(agrees(DiscreteDistribution.geometric(0.25).mean, 3, 1e-6))
    // Of 3/4 of the runs that get there, 2/3 at 1: 1/4, 1/2, 1/4.
    let reached = DiscreteDistribution([0: 1, 1: 2]).reached(0.75)
    #expect(reached.values == [0, 1, .infinity] && reached.median == 1)
  }

  /// Means of 10,000 figures lie within four standard errors of what is said to be true, and no more than half of the figures
  /// on either side of the median, up to four standard errors of ½, which are 2 %. The error of a difference of two means is
  /// √2 times as large if both spread alike.
  @Test(arguments: FigureKind.forMeans + [.epochs, .tiedEpochs, .neverReached])
  func figuresHaveTheirMeanAndMedian(kind: FigureKind) {
    var numbers = RandomNumbers(seed: 77)
    let figures = (0..<10_000).map { _ in kind.figure(&numbers) }
    let others = (0..<10_000).map { _ in kind.otherFigure(&numbers) }
    if kind.mean.isFinite {
      let (own, other) = (Sample(figures), Sample(others))
      if let mean = own.mean, let otherMean = other.mean, let deviation = own.standardDeviation {
        #expect(abs(mean - kind.mean) < 4 * deviation / 100)
        #expect(abs(mean - otherMean - kind.meanDifference) < 6 * deviation / 100)
      }
    }
    let otherMedian = kind.median - kind.medianDifference
    for (values, median) in [(figures, kind.median), (others, otherMedian)] {
      #expect(values.count { $0 < median } < 5_200 && values.count { $0 > median } < 5_200)
    }
  }
}

extension FigureKind: CustomTestStringConvertible {
  var testDescription: String { name }
}
