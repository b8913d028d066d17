import Experiments

/// What a difference's place among all differences of a metric changes.
struct DifferenceFamily: Equatable, Sendable {
  /// Number of differences with a p-value.
  var count = 1
  /// The p-value of Student's t after Holm's correction for that number; nil if there is none.
  var holmP: Double?
  /// The p-value of the largest |t| over all cells of a grid; nil without a grid, or if the cells share too few seeds.
  var maxTP: Double?
  /// How the experiment stands to the other one if that is the best cell of a grid, chosen by the same figures; otherwise
  /// nil.
  var againstBest: CellTest.Standing?
  /// Number of seeds with which the test of the cells would tell the two apart.
  var seedsNeededAgainstBest: Int?

  var isAgainstBest: Bool { againstBest != nil }

  /// Whether a difference whose interval does not hold zero is clear among the others, too.
  func isClear(_ confidence: Confidence) -> Bool {
    count < 2 || holmP.map { $0 <= confidence.errorRate } ?? false
  }

  /// The confidence of one of the differences by the first step of Holm's correction.
  func confidenceOfEach(_ confidence: Confidence) -> Confidence { confidence.ofEach(max(count, 1)) }
}

extension [PairDifference] {
  /// Gives each difference of a metric its place among those of the same metric.
  /// - Parameters:
  ///   - tests: the tests of a grid's cells.
  ///   - best: the cell that the others are compared with because it is the best one; nil without such a choice.
  mutating func setFamilies(_ tests: [Metric: CellTest], best: String?) {
    for (_, places) in Dictionary(grouping: indices, by: { self[$0].metric }) {
      let tested = places.filter { self[$0].inference.p != nil }
      let adjusted = holmAdjusted(tested.compactMap { self[$0].inference.p })
      for place in places {
        let pair = self[place].pair
        self[place].family.count = tested.count
        self[place].family.maxTP = tests[self[place].metric]?.p(pair.experiment, pair.other)
        guard let best, pair.other == best else { continue }
        let (test, confidence) = (tests[self[place].metric], self[place].confidence)
        self[place].family.againstBest = test?.standing(pair.experiment, best, confidence) ?? .tooFewSeeds
        self[place].family.seedsNeededAgainstBest = test?.seedsNeeded(pair.experiment, best, confidence)
      }
      for (place, p) in zip(tested, adjusted) { self[place].family.holmP = p }
    }
  }
}

extension Comparison {
  /// Number of differences with a p-value or, of epochs, with an interval, if a pair is not the only one; otherwise nil.
  var comparisonCount: Int? {
    let tested = differences.filter { $0.inference.p != nil }.map(\.pair)
    let ofEpochs = epochDifferences.filter { $0.interval != nil }.map(\.pair)
    let all = tested + ofEpochs
    return all.contains { $0 != all[0] } ? all.count : nil
  }

  /// How many differences can be expected to have an interval without zero if nothing differs; nil for a single pair.
  var chanceDifferences: Double? {
    // Without the noise of binary fractions: 34 · (1 − 0.95) is 1.7.
    comparisonCount.map { (Double($0) * options.confidence.errorRate * 1e9).rounded() / 1e9 }
  }
}
