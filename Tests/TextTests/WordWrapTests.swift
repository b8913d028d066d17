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
}
