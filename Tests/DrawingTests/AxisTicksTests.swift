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

  @Test func decadesAreShares() {
    #expect(AxisTicks(decadesFrom: -3, to: 0).ticks.map(\.label) == ["0.1 %", "1 %", "10 %", "100 %"])
    #expect(AxisTicks(sharesTo: 0.1, count: 2).ticks.map(\.label) == ["0 %", "5 %", "10 %"])
  }

  @Test func whatIsNoRangeHasAtMostOneTick() {
    #expect(AxisTicks(from: 2, to: 2, count: 5).ticks.map(\.value) == [2])
    #expect(AxisTicks(from: 0, to: .leastNonzeroMagnitude, count: 5).ticks.isEmpty)
    #expect(AxisTicks(from: .nan, to: 2, count: 5).ticks.isEmpty)
    #expect(AxisTicks(from: -1e308, to: 1e308, count: 5).ticks.count <= 101)
  }
}
