/// A command in the tree of commands, its payload's type erased.
struct CommandNode {
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

  static func group(
    _ name: String, abstract: String, discussion: String = "", _ subcommands: [CommandNode]
  ) -> CommandNode {
    CommandNode(
      name: name, abstract: abstract, discussion: discussion, argument: nil, options: [],
      content: .group(subcommands))
  }

  static func leaf<Payload: CommandPayload>(_ command: @escaping (Payload) -> Command) -> CommandNode {
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
