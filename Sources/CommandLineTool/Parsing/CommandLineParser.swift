import Text

/// The meaning of a command line: a command, or a text to print.
public enum Invocation<Command> {
  case command(Command)
  /// A text for standard output.
  case help(String)
  case version
}

/// Reads command lines and writes their help, for any tree of commands.
public struct CommandLineParser<Command> {
  let root: CommandNode<Command>
  /// Columns of the help text.
  let width: Int

  /// - Parameters:
  ///   - root: the tree of commands.
  ///   - width: columns of the help text.
  public init(_ root: CommandNode<Command>, width: Int) {
    self.root = root
    self.width = width
  }

  /// Reads the arguments after the program's name. `-h`, `--help` and `--version` count anywhere before a `--`. A
  /// command that only has subcommands gives its help when it is called without one.
  public func parse(_ arguments: [String]) throws(CommandLineError) -> Invocation<Command> {
    let isHelpCommand = arguments.first == "help"
    var rest = isHelpCommand ? arguments.dropFirst() : arguments[...]
    var node = root
    var path = [root.name]
    while let next = node.subcommands.first(where: { $0.name == rest.first }) {
      rest.removeFirst()
      node = next
      path.append(next.name)
    }
    do throws(UsageProblem) {
      if isHelpCommand, !rest.contains(where: \.asksForHelp), let extra = rest.first {
        throw extra.looksLikeAnOption ? .unknownOption(extra, nearest: nil) : node.noSubcommand(extra)
      }
      return isHelpCommand
        ? .help(node.help(path: path, width: width)) : try invocation(of: node, path: path, rest)
    } catch {
      throw CommandLineError(problem: error, commandPath: path, usage: node.usage(path: path))
    }
  }

  private func invocation(
    of node: CommandNode<Command>, path: [String], _ arguments: ArraySlice<String>
  ) throws(UsageProblem) -> Invocation<Command> {
    let beforeDashes = arguments.prefix { $0 != "--" }
    if beforeDashes.contains(where: \.asksForHelp) { return .help(node.help(path: path, width: width)) }
    if beforeDashes.contains("--version") { return .version }
    switch node.content {
    case .leaf(let read):
      return .command(try read(Array(arguments)))
    case .group(let subcommands):
      if let usual = subcommands.first(where: { $0.name == node.usualSubcommand }),
        arguments.first?.looksLikeAnOption ?? true
      {
        return try invocation(of: usual, path: path, arguments)
      }
      guard let first = arguments.first else { return .help(node.help(path: path, width: width)) }
      throw first.looksLikeAnOption ? node.noOption(first, path: path) : node.noSubcommand(first)
    }
  }
}

extension CommandNode {
  fileprivate func noSubcommand(_ name: String) -> UsageProblem {
    let names = subcommands.map(\.name)
    if names.isEmpty { return .unexpectedArgument(name) }
    return .unknownSubcommand(name, nearest: nearestName(to: name, among: names), known: names)
  }

  /// A group takes no options itself: an option of a subcommand is in the wrong place here.
  fileprivate func noOption(_ token: String, path: [String]) -> UsageProblem {
    let name = token.prefix { $0 != "=" }
    guard let owner = subcommands.first(where: { $0.options.contains { $0.name == name } }) else {
      return .unknownOption(
        String(name), nearest: nearestName(to: token, among: ["--help", "--version"]))
    }
    let example = (path + [owner.name, String(name)]).joined(separator: " ")
    return .optionBeforeSubcommand(String(name), example: example)
  }
}

extension String {
  fileprivate var asksForHelp: Bool { self == "-h" || self == "--help" }
}
