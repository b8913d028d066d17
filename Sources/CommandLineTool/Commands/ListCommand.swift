/// `bnlab list`
public struct ListCommand: CommandPayload, Equatable, Sendable {
  public var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "list", abstract: "List the experiments and studies there are.",
      options: OutputOptions.options.map { $0.within(\.output) })
  }
}
