import Testing

@testable import CommandLineTool

private let clear = "\r\u{1B}[K"
private let clearLineAbove = "\u{1B}[A\u{1B}[K"

@Suite struct LiveLinesTests {
  private var lines = LiveLines()

  private mutating func update(_ texts: [String], above: String = "", width: Int = 80) -> String {
    lines.update(texts.map(LiveLine.init), above: above, width: width)
  }

  @Test mutating func theFirstLinesEraseNothing() {
    #expect(update(["a", "b"]) == "a\nb")
    #expect(lines.shown.map(\.text) == ["a", "b"])
  }

  /// The cursor is at the end of the last of three lines, so two lines above it are cleared, too.
  @Test mutating func laterLinesReplaceAllOfThem() {
    _ = update(["a", "b", "c"])
    #expect(update(["d"]) == clear + clearLineAbove + clearLineAbove + "d")
    #expect(update(["e", "f"]) == clear + "e\nf")
    #expect(update([]) == clear + clearLineAbove)
    #expect(update(["g"]) == "g")
  }

  /// Ten columns are two rows of a window of eight.
  @Test mutating func whatANarrowerWindowHasWrappedIsErased() {
    _ = update(["0123456789", "a"])
    #expect(update(["b"], width: 8) == clear + clearLineAbove + clearLineAbove + "b")
  }

  @Test mutating func nothingNewWritesNothing() {
    _ = update(["a"])
    #expect(update(["a"]) == "")
  }

  @Test mutating func messagesArePrintedAbove() {
    #expect(update([], above: "first\n") == "first\n")
    _ = update(["a"])
    #expect(update(["a"], above: "second\n") == clear + "second\na")
  }

  /// Three columns are left for ^C.
  @Test mutating func aLineNeverWrapsOrControlsTheTerminal() {
    #expect(update(["0123456789"], width: 12) == "01234567…")
    #expect(update(["a\u{1B}[2Jb\nc"]) == clear + "a\u{FFFD}[2Jb c")
    _ = update(["abc"], width: 0)
    #expect(lines.shown.map(\.text) == ["…"])
  }

  @Test mutating func coloursTakeNoColumns() {
    var line = LiveLine("12")
    line.append("345678", .cyan)
    #expect(lines.update([line], width: 9) == "12\u{1B}[36m345…\u{1B}[0m")
    #expect(lines.shown[0].width == 6)
  }
}
