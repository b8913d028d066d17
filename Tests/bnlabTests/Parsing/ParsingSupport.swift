@testable import CommandLineTool
@testable import bnlab

/// Parses a command line written with single spaces.
func parse(_ line: String) throws(CommandLineError) -> Invocation<any bnlab.Command> {
  try CommandLineParser(.root, width: 80).parse(line.split(separator: " ").map(String.init))
}

/// The command that a line asks for; nil where it asks for another one, for help or for the version.
func command<Payload: bnlab.Command>(_ line: String, as: Payload.Type = Payload.self)
  throws(CommandLineError) -> Payload?
{
  switch try parse(line) {
  case .command(let command): command as? Payload
  case .help, .version: nil
  }
}

/// What is wrong with a command line; nil where nothing is.
func problem(_ line: String) -> UsageProblem? {
  do throws(CommandLineError) {
    _ = try parse(line)
    return nil
  } catch {
    return error.problem
  }
}
