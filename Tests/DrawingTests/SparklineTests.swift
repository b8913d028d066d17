import Drawing
import Testing

@Suite struct SparklineTests {
  @Test func theLowestAndTheHighestSpanTheLine() {
    #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6, 7], width: 8) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([3, 1, 2], width: 8) == "█▁▅")
  }

  /// Pairs of 8 values have the means 0.5, 2.5, 4.5; the last column is the last value, 7. Shares of the range: 0, 2/6.5,
  /// 4/6.5 and 1 of eight levels.
  @Test func columnsAreMeansAndTheLastValue() {
    #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6, 7], width: 4) == "▁▃▅█")
  }

  @Test func valuesThatAreNotFiniteAreLeftOut() {
    #expect(Sparkline.text([1, .nan, 2, .infinity], width: 4) == "▁ █ ")
    #expect(Sparkline.text([.nan, .nan], width: 4) == "")
  }

  @Test func equalValuesAreInTheMiddle() { #expect(Sparkline.text([2, 2, 2], width: 3) == "▅▅▅") }

  @Test func oneValueIsNoCurve() {
    #expect(Sparkline.text([1], width: 8) == "" && Sparkline.text([], width: 8) == "")
    #expect(Sparkline.text([1, 2], width: 1) == "")
  }
}
