import Testing

@testable import CommandLineTool
@testable import bnlab

@Suite struct CommandLineParserTests {
  private func helpText(_ line: String) throws -> String {
    guard case .help(let text) = try parse(line) else { return "no help" }
    return text
  }

  @Test(arguments: ["", "-h", "--help", "help", "help --help", "--help run", "-h --nonsense"])
  func theProgramsHelp(line: String) throws {
    #expect(try helpText(line).contains("\nUSAGE: bnlab <subcommand>\n"))
  }

  @Test(arguments: [
    "run --help", "run A -h", "help run", "run --nonsense --help", "help run -h", "run --epochs --help",
  ])
  func aCommandsHelp(line: String) throws {
    #expect(try helpText(line).contains("\nUSAGE: bnlab run [<options>] <experiment> ...\n"))
  }

  @Test(arguments: ["data fetch --help", "help data fetch", "data fetch mnist -h"])
  func aNestedCommandsHelp(line: String) throws {
    #expect(try helpText(line).contains("\nUSAGE: bnlab data fetch "))
  }

  @Test(arguments: ["data", "data -h", "help data"])
  func aGroupsHelp(line: String) throws {
    #expect(try helpText(line).contains("\nUSAGE: bnlab data <subcommand>\n"))
  }

  @Test(arguments: ["--version", "run A --version", "data --version"])
  func version(line: String) throws {
    guard case .version = try parse(line) else {
      Issue.record("'\(line)' does not ask for the version")
      return
    }
  }

  @Test func afterDashesNothingIsAnOption() throws {
    let command = try #require(
      try command("run --fresh -- --help --fresh -- -h", as: RunCommand.self))
    #expect(command.training.fresh)
    #expect(command.experiments == ["--help", "--fresh", "--", "-h"])
  }

  @Test func unknownSubcommands() {
    let names = CommandNode.root.subcommands.map(\.name)
    #expect(problem("rnu A") == .unknownSubcommand("rnu", nearest: "run", known: names))
    #expect(problem("help comprae") == .unknownSubcommand("comprae", nearest: "compare", known: names))
    #expect(problem("zzzzzz") == .unknownSubcommand("zzzzzz", nearest: nil, known: names))
    #expect(
      problem("data fech")
        == .unknownSubcommand("fech", nearest: "fetch", known: ["fetch", "verify", "list", "export"]))
    #expect(problem("help run extra") == .unexpectedArgument("extra"))
    #expect(problem("help --verbose") == .unknownOption("--verbose", nearest: nil))
  }

  @Test func optionsBelongAfterTheirSubcommand() {
    #expect(
      problem("--quiet run A") == .optionBeforeSubcommand("--quiet", example: "bnlab run --quiet"))
    #expect(
      problem("data --out=x export")
        == .optionBeforeSubcommand("--out", example: "bnlab data export --out"))
    #expect(problem("--verson") == .unknownOption("--verson", nearest: "--version"))
    #expect(problem("--nonsense") == .unknownOption("--nonsense", nearest: nil))
  }

  @Test func theMessageNamesTheCommandAndItsUsage() throws {
    let error = try #require(throws: CommandLineError.self) { try parse("run A --epoch 3") }
    #expect(error.exitStatus == .usage)
    #expect(error.exitStatus.rawValue == 64)
    #expect(
      error.message == """
        Error: Unknown option '--epoch'. Did you mean '--epochs'?
        Usage: bnlab run [<options>] <experiment> ...
          See 'bnlab run --help' for more information.

        """)
  }

  @Test func theMessageOfAGroup() throws {
    let error = try #require(throws: CommandLineError.self) { try parse("data fetsh") }
    #expect(
      error.message == """
        Error: Unknown subcommand 'fetsh'. Did you mean 'fetch'?
        Usage: bnlab data <subcommand>
          See 'bnlab data --help' for more information.

        """)
  }
}
