/// How a shell completes an argument or the value of an option.
public enum Completion: Equatable, Sendable {
  /// Nothing is offered: a number, or free text.
  case nothing
  case files
  case folders
  /// One of these words.
  case words([String])
  /// Names that `PROGRAM completions KIND` prints when the shell asks, a line each; files where none fits.
  case names(kind: String)
}

extension ValueReader {
  /// The same reader, of values that a shell completes in this way.
  public func completed(by completion: Completion) -> Self {
    var reader = self
    reader.completion = completion
    return reader
  }
}

/// The shells that completions are written for.
public enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish
}

extension CommandNode {
  /// The script that makes a shell complete this program's command lines.
  public func completions(for shell: Shell) -> String {
    switch shell {
    case .bash: bashCompletions
    case .zsh: zshCompletions
    case .fish: fishCompletions
    }
  }

  /// All commands below this one and itself, each with the words that call it, without the program's name.
  var allCommands: [(path: String, node: CommandNode)] {
    func commands(_ node: CommandNode, _ path: [String]) -> [(String, CommandNode)] {
      [(path.joined(separator: " "), node)]
        + node.subcommands.flatMap { commands($0, path + [$0.name]) }
    }
    return commands(self, [])
  }

  /// For each command the one above it, a space, and the word that calls it from there.
  var commandSteps: [String] {
    allCommands.dropFirst().map { command in
      let words = command.path.split(separator: " ")
      return words.dropLast().joined(separator: " ") + " " + (words.last ?? "")
    }
  }

  /// For each command whose argument is a command line, such as `batch slurm`, a space, and the command that begins there.
  var innerCommands: [String] {
    let names = Set(subcommands.map(\.name))
    return allCommands.flatMap { path, node -> [String] in
      guard case .words(let words)? = node.argument?.completion, names.isSuperset(of: words) else {
        return []
      }
      return words.map { "\(path) \($0)" }
    }
  }

  /// The branches of bash's and zsh's `case "$command $word"`, which bring the variable `command` to the next word. The
  /// first one begins where it stands.
  var commandBranches: String {
    func pattern(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: " | ") }
    let steps = "\(pattern(commandSteps))) command=\"${command:+$command }$word\" ;;"
    let inner = innerCommands.isEmpty ? [] : ["      \(pattern(innerCommands))) command=$word ;;"]
    return ([steps] + inner).joined(separator: "\n")
  }

  /// The options of all commands that take a value, each with the words that call its command.
  var optionsWithValue: [(path: String, option: ArgumentSummary)] {
    allCommands.flatMap { path, node in node.options.filter { $0.valueName != nil }.map { (path, $0) } }
  }

  /// The options by their long names, `--help` and `--version` included.
  var completedOptions: [ArgumentSummary] {
    (options + Self.commonOptions).map { option in
      var option = option
      option.name = option.name.split(separator: " ").last.map(String.init) ?? option.name
      return option
    }
  }
}

extension ArgumentSummary {
  /// The first sentence of the help, for a list of options.
  var shortHelp: String {
    var words: [Substring] = []
    for word in help.split(separator: " ") {
      words.append(word)
      if word.hasSuffix(".") { break }
    }
    let sentence = words.joined(separator: " ")
    return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}

extension String {
  /// The text as one word of a POSIX shell.
  public var shellQuoted: String {
    let plain = !isEmpty && unicodeScalars.allSatisfy { Self.plainCharacters.contains($0) }
    return plain
      ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  private static let plainCharacters = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,+@%=".unicodeScalars)
}
