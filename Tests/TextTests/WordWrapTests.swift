import Testing
import Text

@Suite struct WordWrapTests {
  @Test func linesBreakAtSpaces() {
    #expect("one two three four".wrapped(to: 9) == ["one two", "three", "four"])
    #expect("one two".wrapped(to: 7) == ["one two"])
    #expect("".wrapped(to: 7) == [""])
  }

  @Test func lineEndsAreKept() {
    #expect("a b\n\nc".wrapped(to: 10) == ["a b", "", "c"])
  }

  @Test func aLongWordStaysWhole() {
    let address = "https://example.org/a/long/path"
    #expect("see \(address) now".wrapped(to: 10) == ["see", address, "now"])
  }

  @Test func aNegativeWidthGivesOneWordPerLine() {
    #expect("a b".wrapped(to: -5) == ["a", "b"])
  }

  @Test func namesBreakAfterTheirSigns() {
    #expect("none-gains-after-the-leap".brokenName(to: 12) == ["none-gains-", "after-the-", "leap"])
    #expect("…one-a − …two-b".brokenName(to: 9) == ["…one-a −", "…two-b"])
    #expect("A+model.1=relu".brokenName(to: 20) == ["A+model.1=relu"])
    #expect("abcdefgh-i".brokenName(to: 4) == ["abcd", "efgh", "-i"])
    #expect("abc".brokenName(to: 0) == ["abc"])
  }
}
