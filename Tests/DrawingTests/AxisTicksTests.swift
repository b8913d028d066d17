import Testing

@testable import Drawing

@Suite struct AxisTicksTests {
  @Test func roundNumbersWithinTheRange() {
    #expect(
      AxisTicks(from: -0.5, to: 255.5, count: 6).ticks.map(\.label) == [
        "0", "50", "100", "150", "200", "250",
      ])
    #expect(
      AxisTicks(from: 0, to: 1, count: 6).ticks.map(\.label) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(AxisTicks(from: -1.85, to: 1.89, count: 6).ticks.map(\.label) == ["-1", "0", "1"])
  }

  /// Powers of ten where there are some, otherwise also twice and five times these.
  @Test func logarithmicAxesHavePowersOfTen() {
    #expect(
      AxisTicks(logarithmicFrom: 0.002, to: 30, count: 6).ticks.map(\.label) == ["0.01", "0.1", "1", "10"])
    #expect(
      AxisTicks(logarithmicFrom: 0.3, to: 6, count: 6).ticks.map(\.label) == ["0.5", "1", "2", "5"])
    // Thirteen powers are too many: every third one.
    #expect(AxisTicks(logarithmicFrom: 1e-6, to: 1e6, count: 5).ticks.count == 5)
    #expect(AxisTicks(logarithmicFrom: 0, to: 1, count: 5).ticks.isEmpty)
  }

  @Test func whatIsNoRangeHasAtMostOneTick() {
    #expect(AxisTicks(from: 2, to: 2, count: 5).ticks.map(\.value) == [2])
    #expect(AxisTicks(from: 0, to: .leastNonzeroMagnitude, count: 5).ticks.isEmpty)
    #expect(AxisTicks(from: .nan, to: 2, count: 5).ticks.isEmpty)
    #expect(AxisTicks(from: -1e308, to: 1e308, count: 5).ticks.count <= 101)
  }
}
