import Testing
import Text

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("±", 1), ("γ β", 3), ("批量归一化", 10), ("e\u{301}", 1), ("🙂", 2), ("a\u{1B}b", 2),
  ])
  func columns(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func paddingCountsColumns() {
    #expect("ab".padded(to: 4) == "ab  ")
    #expect("ab".padded(to: 4, .right) == "  ab")
    #expect("归".padded(to: 4, .right) == "  归")
    #expect("abcde".padded(to: 4) == "abcde")
  }

  @Test func truncatedTextEndsWithAnEllipsis() {
    #expect("circles".truncated(to: 7) == "circles")
    #expect("circles".truncated(to: 5) == "circ…")
    // A wide character of which only half would fit is left out.
    #expect("归一化".truncated(to: 4) == "归…")
    #expect("circles".truncated(to: 0) == "")
  }
}
