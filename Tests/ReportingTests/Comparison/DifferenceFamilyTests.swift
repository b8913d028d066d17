import Experiments
import Testing

@testable import Reporting

private func sixteenths(_ values: [Double]) -> [Double] { values.map { $0 / 16 } }

/// x − y is 3, 2, 1, 1, 2, 0 sixteenths. The p-values of the three pairs are those of SciPy 1.17.1's `ttest_rel`.
private let three =
  experiment("x", .testLoss, sixteenths([8, 8, 8, 8, 8, 8]))
  + experiment("y", .testLoss, sixteenths([5, 6, 7, 7, 6, 8]))
  + experiment("z", .testLoss, sixteenths([9, 7, 10, 6, 9, 6]))

/// 0.0172 · 3 = 0.0517 is no longer below 0.05; 0.2354 · 2; 0.8220.
@Test func severalPairsAreJudgedByHolm() {
  let comparison = Comparison(three)
  let expected = [
    ("x − y", 0.01722454968034138, 3.0), ("x − z", 0.8220441884436617, 1), ("y − z", 0.23538747727819012, 2),
  ]
  for (difference, (label, p, factor)) in zip(comparison.differences, expected) {
    #expect(difference.pair.label == label)
    #expect(agrees(difference.inference.p, p, 1e-10))
    #expect(agrees(difference.family.holmP, p * factor, 1e-10))
  }
  #expect(comparison.differences[0].verdict.name == "higher")
  #expect(comparison.differences.map(\.standing) == [.unclear, .unclear, .unclear])
  let text = comparison.report().unwrapped
  #expect(text.contains("Holm p") && text.contains("x and y show no clear difference in test_loss."))
  #expect(text.contains("3 comparisons; 0.15 would differ by chance. The sentences go by the p after Holm's"))
}

@Test func aSinglePairIsJudgedAlone() {
  let comparison = Comparison(Array(three.prefix(2)))
  #expect(comparison.differences.map(\.standing) == [.worse])
  #expect(comparison.comparisonCount == nil && comparison.chanceDifferences == nil)
  let text = comparison.report().unwrapped
  #expect(!text.contains("Holm") && !text.contains("by chance"))
}

/// Each metric has a correction of its own; a difference without a p-value is not counted.
@Test func onlyTestsOfAMetricAreCounted() {
  let equal = experiment("w", .testLoss, sixteenths([8, 8, 8, 8, 8, 8]))
  let comparison = Comparison(Array(three.prefix(2)) + equal)
  // x − y, x − w (equal in every seed) and y − w.
  #expect(comparison.differences.map(\.family.count) == [2, 2, 2])
  #expect(comparison.differences[1].family.holmP == nil && comparison.differences[1].standing == .equal)
  #expect(agrees(comparison.differences[0].family.holmP, 2 * 0.01722454968034138, 1e-10))
  #expect(comparison.differences.map(\.standing) == [.worse, .equal, .better])
}

/// 34 · (1 − 0.95) = 1.7.
@Test func chanceIsCounted() {
  let many = (0...34).flatMap { index in
    experiment("x\(index)", .testLoss, [1, 2, 3, 4, 5, 6].map { Double($0 * (index + 3) % 37) })
  }
  let comparison = Comparison(many)
  #expect(comparison.pairs.count == 34 && comparison.comparisonCount == 34)
  #expect(comparison.chanceDifferences == 1.7)
  #expect(comparison.report().unwrapped.contains("34 comparisons; 1.7 would differ by chance."))
}
