import Testing
import Text

@Suite struct PrecisionTests {
  @Test(arguments: [
    (0.846, "0.8460"), (1, "1.0000"), (0.098, "0.0980"), (0, "0.0000"), (-0.0143, "-0.0143"),
    // Smaller than half of the fourth decimal, but not zero.
    (0.00003, "0.00003"), (1e-9, "1.0e-09"), (.nan, "nan"), (.infinity, "inf"),
  ])
  func sharesHaveFourDecimals(value: Double, text: String) {
    #expect(Precision.share.text(value) == text)
  }

  @Test(arguments: [
    (24365.8958, "24370"), (1234.5, "1234"), (99.996, "100.0"), (2.302585, "2.303"), (0.9999951, "1.000"),
    (0.5, "0.5000"), (0.0634, "0.06340"), (0.0001234, "0.0001234"), (0.00001234, "1.234e-05"),
    (0, "0.0000"), (9_999_999, "10000000"), (3.4028e38, "3.403e+38"), (-24365.9, "-24370"), (.nan, "nan"),
  ])
  func figuresHaveFourSignificantDigits(value: Double, text: String) {
    #expect(Precision.figure.text(value) == text)
  }

  @Test(arguments: [(3, "3"), (25.5, "25.5"), (0, "0")])
  func countsAreWholeWhereTheyCan(value: Double, text: String) {
    #expect(Precision.count.text(value, among: [1.5]) == text)
  }

  /// The largest number decides, so that a mean and its deviation can be compared digit by digit.
  @Test(arguments: [
    ([24365.8958, 20208.071], ["24370", "20210"]), ([0.06341, 0.00123], ["0.06341", "0.00123"]),
    ([1.234, 12.34], ["1.23", "12.34"]), ([2.5, 0], ["2.500", "0.000"]), ([0.5, .nan], ["0.5000", "nan"]),
    // A number that is not zero does not read as zero.
    ([24365.8958, 0.5], ["24365.9", "0.5"]), ([0.9981, 1e-9], ["0.9981", "1.000e-09"]),
    ([3e38, 2], ["3.000e+38", "2.000"]),
  ])
  func numbersOfAStatementHaveTheSameDecimals(values: [Double], texts: [String]) {
    #expect(Precision.figure.texts(values) == texts)
  }

  @Test func anAccuracyKeepsItsDecimalsBesideASmallDeviation() {
    #expect(Precision.share.texts([0.99812, 0.0004]) == ["0.9981", "0.0004"])
    #expect(Precision.share.texts([0.99812, 0.00003]) == ["0.99812", "0.00003"])
  }

  @Test(arguments: [
    (0.01, "+0.0100"), (-0.01, "-0.0100"), (0.0, "+0.0000"), (.infinity, "inf"), (.nan, "nan"),
  ])
  func differencesHaveASign(value: Double, text: String) {
    #expect(Precision.share.text(value, isSigned: true) == text)
  }
}

@Test func signsAreSpelledInASCII() {
  #expect("✓ 0.85 ± 0.01 − “β” → …三".asciiSpelling == "+ 0.85 +- 0.01 - \"beta\" -> ~?")
  #expect("plain".asciiSpelling == "plain")
}
