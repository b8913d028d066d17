import Testing

@testable import CommandLineTool

@Suite struct LiveLinesTests {
  @Test func theFirstLinesEraseNothing() {
    var lines = LiveLines()
    #expect(lines.update(["a", "b"], width: 80) == "a\nb")
    #expect(lines.shown == ["a", "b"])
  }

  /// The cursor is at the end of the last of three lines, so the first line is two lines above it.
  @Test func laterLinesReplaceAllOfThem() {
    var lines = LiveLines()
    _ = lines.update(["a", "b", "c"], width: 80)
    #expect(lines.update(["d"], width: 80) == "\r\u{1B}[2A\u{1B}[Jd")
    #expect(lines.update(["e", "f"], width: 80) == "\r\u{1B}[Je\nf")
    #expect(lines.update([], width: 80) == "\r\u{1B}[1A\u{1B}[J")
    #expect(lines.update(["g"], width: 80) == "g")
  }

  @Test func nothingNewWritesNothing() {
    var lines = LiveLines()
    _ = lines.update(["a"], width: 80)
    #expect(lines.update(["a"], width: 80) == "")
  }

  @Test func messagesArePrintedAbove() {
    var lines = LiveLines()
    #expect(lines.update([], above: "first\n", width: 80) == "first\n")
    _ = lines.update(["a"], width: 80)
    #expect(lines.update(["a"], above: "second\n", width: 80) == "\r\u{1B}[Jsecond\na")
  }

  @Test func aLineNeverWrapsOrControlsTheTerminal() {
    var lines = LiveLines()
    #expect(lines.update(["0123456789"], width: 10) == "01234567…")
    #expect(lines.update(["a\u{1B}[2Jb\nc"], width: 80) == "\r\u{1B}[Ja\u{FFFD}[2Jb c")
    _ = lines.update(["abc"], width: 0)
    #expect(lines.shown == ["…"])
  }
}
