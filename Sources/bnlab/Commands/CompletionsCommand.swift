import CommandLineTool

/// `bnlab completions bash|zsh|fish`
struct CompletionsCommand: Command, Equatable, Sendable {
  /// A shell, or a kind of names.
  var subject = Subject.shell(.bash)
  var messages = MessageOptions()

  enum Subject: Equatable, Sendable {
    case shell(Shell)
    case names(NameKind)
  }

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "completions", abstract: "Print what makes a shell complete commands, options and names.",
      discussion: """
        bash: eval "$(bnlab completions bash)" in ~/.bashrc. zsh: eval "$(bnlab completions zsh)" in ~/.zshrc, after \
        compinit. fish: bnlab completions fish > ~/.config/fish/completions/bnlab.fish. Names of experiments and studies \
        are asked for each time, so those in the current folder count. With a kind of names instead of a shell, these \
        names are printed, a line each.
        """,
      argument: .one(
        "shell", \.subject, .completionSubject, help: "The shell, or a kind of names."),
      options: [.noColor(\.messages.noColor)])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    switch subject {
    case .shell(let shell): context.print(CommandNode.root.completions(for: shell))
    case .names(let kind): context.print(try kind.names(context).map { $0 + "\n" }.joined())
    }
    return .success
  }
}

extension ValueReader where Value == CompletionsCommand.Subject {
  fileprivate static var completionSubject: ValueReader {
    let shells = Shell.allCases.map { (name: $0.rawValue, value: Value.shell($0)) }
    let kinds = NameKind.allCases.map { (name: $0.rawValue, value: Value.names($0)) }
    return .choice(of: shells + kinds)
  }
}
