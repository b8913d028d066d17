import System
import Testing

@Suite struct SingleLineTests {
  @Test func aSingleLineHasNoControlCharacters() {
    #expect("plain ± text".singleLine == "plain ± text")
    #expect("two\nlines\tand\r\nmore".singleLine == "two lines and more")
    #expect("\u{1B}[31mred".singleLine == "\u{FFFD}[31mred")
    #expect("a\u{2028}b\u{2029}c\u{85}d".singleLine == "a b c d")
    // With an override of the direction, this would be shown as "title csv.exe".
    #expect("title \u{202E}exe.vsc".singleLine == "title \u{FFFD}exe.vsc")
    for control in ["\u{61C}", "\u{200E}", "\u{200F}", "\u{202A}", "\u{2066}", "\u{2069}"] {
      #expect("a\(control)b".singleLine == "a\u{FFFD}b")
    }
    // Letters that are written from right to left stay, and so do joiners of emoji.
    #expect("\u{5D0}\u{5D1} 👩‍🔬".singleLine == "\u{5D0}\u{5D1} 👩‍🔬")
  }
}
