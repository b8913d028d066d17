import Testing

@testable import Reporting

/// 0.010 · 4 = 0.04, 0.020 · 3 = 0.06, 0.025 · 2 = 0.05, which must not be below 0.06, and 0.9 · 1.
@Test func eachStepIsNoSmallerThanTheOneBefore() {
  let adjusted = holmAdjusted([0.025, 0.9, 0.010, 0.020])
  for (value, expected) in zip(adjusted, [0.06, 0.9, 0.04, 0.06]) { #expect(agrees(value, expected)) }
}

@Test func adjustedValuesStayProbabilities() {
  #expect(holmAdjusted([0.6, 0.5, 0.7]) == [1, 1, 1])
  #expect(holmAdjusted([0.03]) == [0.03])
  #expect(holmAdjusted([]) == [])
  // Equal values have equal results.
  #expect(Set(holmAdjusted([0.25, 0.25, 0.25])) == [0.75])
}

/// Values of statsmodels 0.15.0's `multipletests(p, method="holm")`; R's `p.adjust(p, "holm")` is defined alike.
@Test func valuesAreThoseOfStatsmodels() {
  let adjusted = holmAdjusted([0.0012, 0.2, 0.0411, 0.0004, 0.0411, 0.7, 0.013])
  for (value, expected) in zip(adjusted, [0.0072, 0.4, 0.1644, 0.0028, 0.1644, 0.7, 0.065]) {
    #expect(agrees(value, expected))
  }
}
