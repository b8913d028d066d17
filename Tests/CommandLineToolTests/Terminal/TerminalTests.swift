import Testing

@testable import CommandLineTool

@Suite struct TerminalTests {
  private func terminal(
    isTerminal: Bool = true, _ variables: [String: String] = [:], noColor: Bool = false, width: Int? = 120
  ) -> Terminal {
    Terminal(
      isTerminal: isTerminal, environment: Environment { variables[$0] }, noColor: noColor,
      measuredWidth: { width })
  }

  @Test func colourOnlyOnATerminalThatMayHaveIt() {
    #expect(terminal().usesColor)
    #expect(!terminal(isTerminal: false).usesColor)
    #expect(!terminal(["NO_COLOR": "1"]).usesColor)
    #expect(!terminal(["TERM": "dumb"]).usesColor)
    #expect(!terminal(noColor: true).usesColor)
  }

  /// Everything else gets plain lines without control characters.
  @Test func linesAreRewrittenWhereColoursAndUnicodeAre() {
    #expect(terminal().rewritesLines && terminal(["LANG": "de_DE.UTF-8"]).rewritesLines)
    for variables in [["NO_COLOR": "1"], ["TERM": "dumb"], ["LC_ALL": "C"]] {
      #expect(!terminal(variables).rewritesLines)
    }
    #expect(!terminal(noColor: true).rewritesLines && !terminal(isTerminal: false).rewritesLines)
  }

  @Test func width() {
    #expect(terminal(["COLUMNS": "60"]).width == 60)
    #expect(terminal().width == 120)
    #expect(terminal(width: nil).width == 80)
  }

  @Test func aPipeIsNotATerminal() {
    let pipe = Pipe()
    let terminal = Terminal(
      fileDescriptor: pipe.input, environment: Environment { _ in nil }, noColor: false)
    #expect(!terminal.isTerminal)
    #expect(terminal.width == 80)
  }

  @Test func styles() {
    #expect(TextStyle.red.applied(to: "Error:", on: terminal()) == "\u{1B}[31mError:\u{1B}[0m")
    #expect(TextStyle.bold.applied(to: "A", on: terminal(noColor: true)) == "A")
  }
}
