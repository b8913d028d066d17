extension CommandNode {
  /// For fish 3, as a file `PROGRAM.fish` in its folder of completions or by `source`.
  var fishCompletions: String {
    var lines =
      [
        "# Completions of \(name) for fish: \(name) completions fish | source",
        "function __\(name)_at --description 'Whether the command before the cursor is this one'",
        "  set -l command",
        "  for word in (commandline -opc)[2..-1]",
        "    switch \"$command $word\"",
        "      case \(commandSteps.map(\.fishQuoted).joined(separator: " "))",
        "        set -a command $word",
      ]
      + (innerCommands.isEmpty
        ? []
        : [
          "      case \(innerCommands.map(\.fishQuoted).joined(separator: " "))",
          "        set command $word",
        ]) + [
        "    end",
        "  end",
        "  test \"$command\" = \"$argv\"",
        "end",
        "complete -c \(name) -f",
      ]
    for (path, node) in allCommands {
      let start = "complete -c \(name) -n \("__\(name)_at \(path)".fishQuoted)"
      for option in node.completedOptions {
        let value = option.valueName == nil ? "" : option.completion.fishOfOption(name)
        lines.append(
          "\(start) -l \(option.name.drop { $0 == "-" })\(value) -d \(option.shortHelp.fishQuoted)")
      }
      for subcommand in node.subcommands {
        lines.append("\(start) -a \(subcommand.name) -d \(subcommand.abstract.fishQuoted)")
      }
      if node.subcommands.isEmpty, let argument = node.argument?.completion.fishOfArgument(name) {
        lines.append(start + argument)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The text as one word of fish, in single quotes, where a backslash escapes only a quote or another backslash.
  fileprivate var fishQuoted: String {
    "'" + reduce("") { $0 + ($1 == "'" || $1 == "\\" ? "\\\($1)" : String($1)) } + "'"
  }
}

extension Completion {
  fileprivate func fishOfOption(_ program: String) -> String {
    switch self {
    case .nothing: " -x"
    case .files: " -r -F"
    case .folders: " -x -a '(__fish_complete_directories)'"
    case .words(let words): " -x -a \(words.joined(separator: " ").fishQuoted)"
    case .names(let kind): " -r -a '(\(program) completions \(kind))'"
    }
  }

  /// Nil if nothing is offered.
  fileprivate func fishOfArgument(_ program: String) -> String? {
    switch self {
    case .nothing: nil
    case .files: " -F"
    case .folders: " -a '(__fish_complete_directories)'"
    case .words(let words): " -a \(words.joined(separator: " ").fishQuoted)"
    case .names(let kind): " -F -a '(\(program) completions \(kind))'"
    }
  }
}
