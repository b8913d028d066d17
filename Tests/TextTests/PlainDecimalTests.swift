import Testing
import Text

@Suite struct PlainDecimalTests {
  @Test(arguments: [
    (0, "0"), (-0.0, "-0"), (1, "1"), (0.846, "0.846"), (1e-5, "0.00001"), (1.5e-7, "0.00000015"),
    (-2.5e-6, "-0.0000025"), (1e16, "10000000000000000"), (1.25e20, "125000000000000000000"),
    (-1e22, "-10000000000000000000000"), (123456.789, "123456.789"),
    // 2⁵⁴ is the smallest integer that Swift writes with an exponent. It needs all of its 17 digits.
    (18_014_398_509_481_984, "18014398509481984"), (-18_014_398_509_481_984, "-18014398509481984"),
    (.nan, "nan"), (-.nan, "nan"),
    (.infinity, "inf"), (-.infinity, "-inf"),
  ])
  func hasNoExponent(value: Double, text: String) {
    #expect(PlainDecimal.text(value) == text)
  }

  @Test func readsBackTheSameDouble() {
    var generator = SystemRandomNumberGenerator()
    var values = [Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, .pi, 2 / 3]
    for _ in 0..<500 { values.append(Double(bitPattern: generator.next())) }
    for value in values where value.isFinite {
      let text = PlainDecimal.text(value)
      #expect(!text.contains("e"))
      #expect(PlainDecimal.value(Substring(text))?.bitPattern == value.bitPattern, "\(value)")
    }
  }

  @Test(arguments: ["", "-", "NaN", "infinity", "0x1p3", "1,5", " 1", "1e999", "--1", "1-2", "٣", "+1", ".5"])
  func refusesOtherTexts(text: String) {
    #expect(PlainDecimal.value(Substring(text)) == nil)
  }
}
