import Testing

@testable import CommandLineTool

private struct Fetch: CommandPayload {
  var name = ""
  var format = "table"
  var folder = ""
  var isFresh = false

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "fetch", abstract: "Get it.",
      argument: .one("name", \.name, .word.completed(by: .names(kind: "things")), help: "Its name."),
      options: [
        .option(
          "--format", "f", \.format, .choice(of: [("table", "table"), ("csv", "csv")]), default: "table",
          help: "How it's printed. It may be both."),
        .option("--to", "dir", \.folder, .word.completed(by: .folders), default: ".", help: "Where."),
        .flag("--fresh", \.isFresh, help: "Anew."),
      ])
  }
}

extension ValueReader where Value == String {
  fileprivate static var word: ValueReader { .text }
}

private var tree: CommandNode<Fetch> {
  .group(
    "tool", abstract: "Do it.", discussion: "First.\n\n.Second - last.",
    [.group("data", abstract: "About data.", [.leaf(Fetch.self) { $0 }])])
}

@Suite struct CompletionTests {
  @Test func commandsAreCountedFromTheProgram() {
    #expect(tree.allCommands.map(\.path) == ["", "data", "data fetch"])
    #expect(tree.commandSteps == [" data", "data fetch"])
  }

  /// Each script knows each command, option, value and explanation.
  @Test(arguments: Shell.allCases) func scriptsAreComplete(shell: Shell) {
    let script = tree.completions(for: shell)
    for text in [
      "data", "fetch", "format", "to", "fresh", "help", "version", "table", "csv", "completions things",
    ] {
      #expect(script.contains(text) || shell != .fish && script.contains("names things"), "\(text)")
    }
    switch shell {
    case .bash:
      #expect(script.contains(#""data fetch --format") __tool_words table csv; return ;;"#))
      #expect(script.contains(#""data fetch --to") __tool_files -d; return ;;"#))
      #expect(script.contains(#""data fetch") __tool_names things ;;"#))
      #expect(script.hasSuffix("complete -F _tool tool\n"))
    case .zsh:
      #expect(script.hasPrefix("#compdef tool\n"))
      #expect(script.contains(#"'--format:How it'\''s printed'"#))
    case .fish:
      #expect(
        script.contains(#"-n '__tool_at data fetch' -l format -x -a 'table csv' -d 'How it\'s printed'"#))
      #expect(script.contains("-n '__tool_at data fetch' -l fresh -d 'Anew'\n"))
      #expect(script.contains("-n '__tool_at ' -a data -d 'About data.'\n"))
    }
  }

  @Test func wordsOfAShellAreQuotedWhereNeeded() {
    #expect("a-b.c/d=1+2".shellQuoted == "a-b.c/d=1+2")
    #expect("".shellQuoted == "''")
    #expect("a b".shellQuoted == "'a b'")
    #expect("it's $x".shellQuoted == #"'it'\''s $x'"#)
  }

  @Test func theManualPageEscapesWhatRoffReads() {
    let page = tree.manualPage(version: "1.2", sections: [("EXIT STATUS", [("0", "Done.")])])
    #expect(page.hasPrefix(".TH \"TOOL\" 1 \"\" \"tool 1.2\"\n.SH NAME\ntool \\- Do it\n"))
    #expect(page.contains(".SH DESCRIPTION\nFirst.\n.PP\n\\&.Second \\- last.\n"))
    #expect(page.contains(".SS \"tool data fetch\"\n"))
    #expect(page.contains(".TP\n\\fB\\-\\-format <f>\\fR\nHow it\\(aqs printed. It may be both."))
    #expect(page.hasSuffix(".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\nDone.\n"))
  }
}
