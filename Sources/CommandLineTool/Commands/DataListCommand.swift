/// `bnlab data list`
public struct DataListCommand: CommandPayload, Equatable, Sendable {
  public var dataDirectory: String?
  public var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "list", abstract: "List the data sets and where they are on this machine.",
      options: [.dataDirectory(\.dataDirectory)] + OutputOptions.options.map { $0.within(\.output) })
  }
}
