import Testing

@testable import CommandLineTool

/// A small tree of commands for these tests, independent of bnlab's own.
@Suite struct CommandTreeTests {
  private struct Greeting: CommandPayload, Equatable {
    var name = ""
    var times = 1
    var loud = false

    static var syntax: CommandSyntax<Self> {
      CommandSyntax(
        name: "greet", abstract: "Greet somebody.",
        argument: .one("name", \.name, .text, help: "Whom to greet."),
        options: [
          .option("--times", "n", \.times, .wholeNumber(1...9), default: "1", help: "How often."),
          .flag("--loud", \.loud, help: "Shout."),
        ],
        rule: { $0.loud && $0.name == "cat" ? .unexpectedArgument("cat") : nil })
    }
  }

  private let parser = CommandLineParser<Greeting>(
    .group("tool", abstract: "A tool.", [.leaf(Greeting.self) { $0 }]), width: 80)

  private func greeting(_ arguments: String...) throws(CommandLineError) -> Greeting? {
    switch try parser.parse(arguments) {
    case .command(let greeting): greeting
    case .help, .version: nil
    }
  }

  @Test func aLeafIsReadAsItsPayload() throws {
    #expect(try greeting("greet", "Ada", "--times", "2") == Greeting(name: "Ada", times: 2))
    #expect(try greeting("greet", "--loud", "Ada") == Greeting(name: "Ada", loud: true))
  }

  @Test func mistakesNameTheCommandAndItsUsage() {
    let error = #expect(throws: CommandLineError.self) { try greeting("greet", "Ada", "--time", "2") }
    #expect(error?.problem == .unknownOption("--time", nearest: "--times"))
    #expect(error?.commandPath == ["tool", "greet"])
    #expect(error?.usage == "tool greet [--times <n>] [--loud] <name>")
  }

  /// A rule finds mistakes that only the whole command line shows.
  @Test func aCommandMayHaveARule() {
    let error = #expect(throws: CommandLineError.self) { try greeting("greet", "cat", "--loud") }
    #expect(error?.problem == .unexpectedArgument("cat"))
  }

  @Test func theHelpFollowsFromTheTree() throws {
    guard case .help(let text) = try parser.parse([]) else {
      Issue.record("no help")
      return
    }
    #expect(text.contains("USAGE: tool <subcommand>"))
    #expect(text.contains("greet                   Greet somebody."))
  }

  @Test func aGroupMayHaveAUsualSubcommand() throws {
    struct Calm: CommandPayload {
      var isLoud = false
      static var syntax: CommandSyntax<Self> {
        CommandSyntax(name: "list", abstract: "List.", options: [.flag("--loud", \.isLoud, help: "Shout.")])
      }
    }
    let parser = CommandLineParser<String>(
      .group(
        "tool", abstract: "A tool.",
        [
          .group(
            "pets", abstract: "Pets.", usual: "list",
            [.leaf(Calm.self) { $0.isLoud ? "LIST" : "list" }, .leaf(Greeting.self) { $0.name }])
        ]), width: 80)
    func text(_ arguments: String...) throws -> String {
      switch try parser.parse(arguments) {
      case .command(let text), .help(let text): text
      case .version: "version"
      }
    }
    #expect(try text("pets") == "list" && text("pets", "--loud") == "LIST" && text("pets", "list") == "list")
    #expect(try text("pets", "greet", "Ada") == "Ada")
    #expect(try text("pets", "--help").contains("--loud") && text("pets", "--help").contains("SUBCOMMANDS"))
    #expect(throws: CommandLineError.self) { try text("pets", "lst") }
    #expect(throws: CommandLineError.self) { try text("pets", "--lod") }
  }
}
