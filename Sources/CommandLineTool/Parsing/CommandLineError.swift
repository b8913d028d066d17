/// A command line that is not understood: exit status 64.
public struct CommandLineError: Error, Equatable, Sendable {
  public let problem: UsageProblem
  /// `["bnlab", "data", "fetch"]`: the command as far as it was understood.
  public let commandPath: [String]
  /// The usage of that command, in one line.
  public let usage: String

  public var exitStatus: ExitStatus { .usage }

  /// The text for standard error.
  public var message: String {
    """
    Error: \(problem.wording.singleLine)
    Usage: \(usage)
      See '\(commandPath.joined(separator: " ")) --help' for more information.

    """
  }
}

/// A mistake in a command line.
public enum UsageProblem: Error, Equatable, Sendable {
  /// `instead`: where the name is no mere slip, another option with a value that does what was probably meant.
  case unknownOption(String, nearest: String?, instead: String? = nil)
  /// An option that was given before the subcommand that it belongs to.
  case optionBeforeSubcommand(String, example: String)
  case unknownSubcommand(String, nearest: String?, known: [String])
  case missingValue(option: String)
  case unexpectedValue(String, flag: String)
  case missingArgument(String)
  case missingOption(String)
  case unexpectedArgument(String)
  case invalidValue(String, for: String, ValueProblem)
  case excludeEachOther(String, String)
  /// An option that has no effect without another one.
  case needsOther(String, String)
}

/// A mistake in a value.
public enum ValueProblem: Error, Equatable, Sendable {
  case empty
  case notAWholeNumber(from: String, to: String)
  case notANumber(from: String, to: String)
  case notOneOf([String], nearest: String?)
  /// A mistake that only this value's reader knows. The text is the end of a sentence that names the value, with its
  /// full stop.
  case other(String)
}
