import Testing

@testable import Reporting

@Test func halfWidthFitsFromThatNumberOn() {
  // s = 1, margin 1: t(0.975; n − 1)/√n is 1.0496 for n = 6 (2.5706/2.4495) and 0.9248 for n = 7 (2.4469/2.6458).
  #expect(observationsNeeded(standardDeviation: 1, margin: 1) == 7)
  // Margin 0.1: about (1.96/0.1)² = 384; with Student's quantile 387 (1.96614/√387 = 0.09994, 1.96616/√386 = 0.10007).
  #expect(observationsNeeded(standardDeviation: 1, margin: 0.1) == 387)
}

@Test func withoutSpreadTwoAreEnough() {
  #expect(observationsNeeded(standardDeviation: 0, margin: 0.01) == 2)
}

@Test func someMarginsAreOutOfReach() {
  #expect(observationsNeeded(standardDeviation: 1, margin: 0) == nil)
  #expect(observationsNeeded(standardDeviation: 1, margin: 1e-6) == nil)
  #expect(observationsNeeded(standardDeviation: .nan, margin: 1) == nil)
  #expect(observationsNeeded(standardDeviation: 1, margin: .nan) == nil)
}
