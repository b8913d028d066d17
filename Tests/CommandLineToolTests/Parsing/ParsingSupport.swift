@testable import CommandLineTool

/// Parses a command line written with single spaces.
func parse(_ line: String) throws(CommandLineError) -> Invocation {
  try CommandLineParser(width: 80).parse(line.split(separator: " ").map(String.init))
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
