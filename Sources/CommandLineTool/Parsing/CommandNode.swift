/// A command in the tree of commands. `Command` is what all its command lines are read as.
public struct CommandNode<Command> {
  enum Content {
    case group([CommandNode])
    case leaf((_ arguments: [String]) throws(UsageProblem) -> Command)
  }

  var name: String
  var abstract: String
  var discussion: String
  var argument: ArgumentSummary?
  var options: [ArgumentSummary]
  var content: Content
  /// The subcommand of a group that runs if the command line names none.
  var usualSubcommand: String?

  /// - Parameter usual: the name of the subcommand that is meant where none is named. The group takes its options.
  public static func group(
    _ name: String, abstract: String, discussion: String = "", usual: String? = nil,
    _ subcommands: [CommandNode]
  ) -> CommandNode {
    CommandNode(
      name: name, abstract: abstract, discussion: discussion, argument: nil,
      options: subcommands.first { $0.name == usual }?.options ?? [], content: .group(subcommands),
      usualSubcommand: usual)
  }

  /// - Parameter command: turns the payload into the type that all commands of the tree share.
  public static func leaf<Payload: CommandPayload>(
    _ payload: Payload.Type, _ command: @escaping (Payload) -> Command
  ) -> CommandNode {
    let syntax = Payload.syntax
    return CommandNode(
      name: syntax.name, abstract: syntax.abstract, discussion: syntax.discussion,
      argument: syntax.argument?.summary, options: syntax.options.map(\.summary),
      content: .leaf { arguments throws(UsageProblem) in
        command(try ArgumentReader<Payload>.read(arguments))
      })
  }

  var subcommands: [CommandNode] {
    switch content {
    case .group(let subcommands): subcommands
    case .leaf: []
    }
  }
}
