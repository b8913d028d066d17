/// `bnlab data verify`
public struct DataVerifyCommand: CommandPayload, Equatable, Sendable {
  public var dataDirectory: String?
  public var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "verify", abstract: "Check the files of the data sets by their SHA-256.",
      options: [.dataDirectory(\.dataDirectory)] + OutputOptions.options.map { $0.within(\.output) })
  }
}
