@testable import Reporting

extension CoverageSection {
  private static let allCounts = [2, 3, 5, 6, 8, 10, 30, 100, 200]
  /// Fewer have no interval.
  private static let medianCounts = [5, 6, 8, 10, 30, 100, 200]

  @Sendable private static func many(_ count: Int) -> Int { 2_000 }
  /// For what resamples.
  @Sendable private static func fewer(_ count: Int) -> Int { count <= 10 ? 2_000 : 800 }

  /// A bootstrap interval takes 9,999 resamples; here that would take hours.
  private static let resamples = 999
  /// Sign patterns that are drawn where all of them are too many. A p-value is valid with any number of them.
  private static let patterns = 199

  /// The size of the larger of two samples.
  private static func larger(_ count: Int) -> Int { (3 * count + 1) / 2 }

  static let all = intervals + tests + looks

  // MARK: Intervals of 95 %

  private static let intervals = [
    CoverageSection(
      title: "Mean: Student's t interval", quantity: .coverage, kinds: FigureKind.forMeans, counts: allCounts,
      studies: many
    ) { kind, count, numbers in
      Outcome(
        judged(.values(kind.figures(count, &numbers)), isMedian: false, bounds: kind.bounds), holds: kind.mean
      )
    },
    CoverageSection(
      title: "One further run: prediction interval", quantity: .coverage, kinds: FigureKind.forMeans,
      counts: allCounts, studies: many
    ) { kind, count, numbers in
      let interval = Sample(kind.figures(count, &numbers)).predictionInterval()
      return Outcome(interval, holds: kind.figure(&numbers))
    },
    CoverageSection(
      title: "Mean difference of pairs: paired t interval", quantity: .coverage, kinds: FigureKind.forMeans,
      counts: allCounts, studies: many
    ) { kind, count, numbers in
      Outcome(
        judged(.pairs(kind.pairs(count, &numbers)), isMedian: false, bounds: kind.differenceBounds),
        holds: kind.meanDifference)
    },
    CoverageSection(
      title: "Difference of means, n and 1.5 n unpaired runs: Welch's t interval", quantity: .coverage,
      kinds: FigureKind.forMeans, counts: allCounts, studies: many
    ) { kind, count, numbers in
      let (own, other) = (kind.figures(count, &numbers), kind.otherFigures(larger(count), &numbers))
      return Outcome(welchInference(Sample(own), Sample(other)).interval, holds: kind.meanDifference)
    },
    CoverageSection(
      title: "Median: expanded percentile bootstrap and sign test", quantity: .coverage,
      kinds: FigureKind.forMedians, counts: medianCounts, studies: fewer
    ) { kind, count, numbers in
      Outcome(
        judged(.values(kind.figures(count, &numbers)), isMedian: true, bounds: .unbounded), holds: kind.median
      )
    },
    CoverageSection(
      title: "Difference of medians of pairs: expanded percentile bootstrap", quantity: .coverage,
      kinds: FigureKind.forMedians, counts: medianCounts, studies: fewer
    ) { kind, count, numbers in
      Outcome(
        judged(.pairs(kind.pairs(count, &numbers)), isMedian: true, bounds: .unbounded),
        holds: kind.medianDifference)
    },
    CoverageSection(
      title: "Difference of medians, n and 1.5 n unpaired runs: expanded percentile bootstrap",
      quantity: .coverage, kinds: FigureKind.forMedians, counts: medianCounts.filter { $0 > 5 },
      studies: fewer
    ) { kind, count, numbers in
      let (own, other) = (kind.figures(count, &numbers), kind.otherFigures(larger(count), &numbers))
      guard case .estimate(_, let interval) = Bootstrap(resamples: resamples).medianDifference(own, other)
      else {
        return Outcome(nil, holds: kind.medianDifference)
      }
      return Outcome(interval, holds: kind.medianDifference)
    },
  ]

  /// The interval by which claims are judged; nil if there is none.
  private static func judged(
    _ observed: Estimate.Observed, isMedian: Bool, bounds: Interval, confidence: Confidence = .percent95,
    resamples: Int = resamples
  ) -> Interval? {
    let estimate = Estimate(
      observed, isMedian: isMedian, bounds: bounds, confidence: confidence, resamples: resamples)
    return estimate.obstacle(.everything) == nil ? estimate.interval : nil
  }

  // MARK: Tests at 5 %

  private static let tests = [
    CoverageSection(
      title: "Equal experiments, pairs: paired t test", quantity: .errors, kinds: FigureKind.forMeans,
      counts: allCounts, studies: many
    ) { kind, count, numbers in
      let rows = kind.table(count, experiments: 2, &numbers)
      return Outcome(p: PairedSample(rows.map { ($0[0], $0[1]) }).inference().p)
    },
    CoverageSection(
      title: "Equal experiments, pairs: sign-flip permutation test", quantity: .errors,
      kinds: FigureKind.forMeans, counts: allCounts, studies: fewer
    ) { kind, count, numbers in
      let rows = kind.table(count, experiments: 2, &numbers)
      let differences = PairedSample(rows.map { ($0[0], $0[1]) }).differences
      return Outcome(p: SignFlipTest(differences, samples: patterns)?.p)
    },
    // The test asks whether the differences are as likely to be positive as negative, not whether their mean is zero.
    CoverageSection(
      title: "Equal means, but one experiment without spread: sign-flip permutation test", quantity: .errors,
      kinds: [.skewed, .stronglySkewed], counts: allCounts, studies: fewer
    ) { kind, count, numbers in
      let differences = Sample(kind.figures(count, &numbers).map { $0 - kind.mean })
      return Outcome(p: SignFlipTest(differences, samples: patterns)?.p)
    },
    CoverageSection(
      title: "Equal experiments, n and 1.5 n unpaired runs: Welch's t test", quantity: .errors,
      kinds: FigureKind.forMeans, counts: allCounts, studies: many
    ) { kind, count, numbers in
      let (own, other) = (kind.figures(count, &numbers), kind.figures(larger(count), &numbers))
      return Outcome(p: welchInference(Sample(own), Sample(other)).p)
    },
    CoverageSection(
      title: "Any error among the six pairs of four equal experiments: paired t tests after Holm",
      quantity: .errors, kinds: FigureKind.forMeans, counts: allCounts, studies: fewer
    ) { kind, count, numbers in
      let rows = kind.table(count, experiments: 4, &numbers)
      let values = places.compactMap { place in
        PairedSample(rows.map { ($0[place.0], $0[place.1]) }).inference().p
      }
      return Outcome(p: holmAdjusted(values).min())
    },
    CoverageSection(
      title: "Any error among the six pairs of four equal experiments: largest |t|", quantity: .errors,
      kinds: FigureKind.forMeans, counts: allCounts, studies: fewer
    ) { kind, count, numbers in
      let test = MaxTTest(kind.table(count, experiments: 4, &numbers), samples: patterns)
      return Outcome(p: test.flatMap { test in places.map { test.p($0.0, $0.1) }.min() })
    },
  ]

  /// The pairs of four experiments.
  private static let places = (0..<4).flatMap { one in (0..<one).map { (one, $0) } }

  // MARK: Three looks with n, 2 n and 4 n seeds

  private static let looks = [
    CoverageSection(
      title: "A mean at the bound, decided at one of three looks", quantity: .errors,
      kinds: FigureKind.forMeans, counts: [3, 5, 8, 10, 30, 100], studies: many
    ) { kind, count, numbers in
      look(
        at: kind.figures(4 * count, &numbers), count, isMedian: false, bounds: kind.bounds, bound: kind.mean)
    },
    CoverageSection(
      title: "A median at the bound, decided at one of three looks", quantity: .errors,
      kinds: FigureKind.forMedians, counts: [8, 10, 30], studies: fewer
    ) { kind, count, numbers in
      look(
        at: kind.figures(4 * count, &numbers), count, isMedian: true, bounds: .unbounded, bound: kind.median)
    },
  ]

  /// As `SettlingClaim` looks at a claim whose value is the bound itself.
  private static func look(
    at values: [Double], _ first: Int, isMedian: Bool, bounds: Interval, bound: Double
  ) -> Outcome {
    var last: Interval?
    for number in 1...3 {
      let look = Look(number: number, seedCount: first << (number - 1))
      let confidence = look.confidence(of: .percent95)
      // With few resamples an interval is narrower, and decides more often than those of the program.
      last = judged(
        .values(Array(values[..<look.seedCount])), isMedian: isMedian, bounds: bounds, confidence: confidence,
        resamples: 99)
      if let last, !last.contains(bound) { break }
    }
    return Outcome(last, holds: bound)
  }
}

extension FigureKind {
  /// What bnlab knows about the figure and about the difference of two.
  fileprivate var bounds: Interval { isShare ? Interval(low: 0, high: 1) : .unbounded }
  fileprivate var differenceBounds: Interval { isShare ? Interval(low: -1, high: 1) : .unbounded }

  fileprivate func figures(_ count: Int, _ numbers: inout RandomNumbers) -> [Double] {
    (0..<count).map { _ in figure(&numbers) }
  }

  fileprivate func otherFigures(_ count: Int, _ numbers: inout RandomNumbers) -> [Double] {
    (0..<count).map { _ in otherFigure(&numbers) }
  }

  fileprivate func pairs(_ count: Int, _ numbers: inout RandomNumbers) -> [(Double, Double)] {
    (0..<count).map { _ in pair(&numbers) }
  }

  /// - Returns: [seeds][experiments].
  fileprivate func table(_ count: Int, experiments: Int, _ numbers: inout RandomNumbers) -> [[Double]] {
    (0..<count).map { _ in equals(experiments, &numbers) }
  }
}
