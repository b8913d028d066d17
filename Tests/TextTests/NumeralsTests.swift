import Testing
import Text

@Suite struct NumeralsTests {
  @Test(arguments: [
    (0.5, 0, "0"),  // halfway between two: rounded to the even digit
    (1.5, 0, "2"),
    (0.125, 2, "0.12"),
    (0.9788999, 4, "0.9789"),
    (-0.00001, 4, "0.0000"),
    (-0.0, 2, "0.00"),
    (-1.25, 1, "-1.2"),
    (1e20, 1, "100000000000000000000.0"),
    (.nan, 4, "nan"),
    (-.infinity, 4, "-inf"),
    (.infinity, 4, "inf"),
    (1.0, -3, "1"),
    (1.0, 99, "1.00000000000000000"),
  ])
  func fixedDecimals(value: Double, decimals: Int, text: String) {
    #expect(value.fixed(decimals) == text)
  }

  @Test func theLargestNumberFits() {
    let text = Double.greatestFiniteMagnitude.fixed(17)
    #expect(text.count == 309 + 1 + 17)
    #expect(Double(text) == .greatestFiniteMagnitude)
  }

  @Test(arguments: [
    (0.9789, "0.9789"),
    (0.0, "0.0000"),
    (9_999_999.0, "9999999.0000"),
    (1e7, "1.000e+07"),
    (-3.4028e38, "-3.403e+38"),
    (0.00005, "0.0001"),
    (0.00004, "4.0e-05"),
    (.nan, "nan"),
  ])
  func figuresStayReadable(value: Double, text: String) {
    #expect(value.figure(4) == text)
  }

  @Test(arguments: [(0.1, "0.1"), (20, "20"), (1e-7, "1e-07"), (-.infinity, "-inf"), (.nan, "nan")])
  func exactNumbersAreTheShortest(value: Double, text: String) {
    #expect(value.exact == text)
  }
}
