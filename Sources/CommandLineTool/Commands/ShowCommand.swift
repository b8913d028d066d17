/// `bnlab show EXPERIMENT`
public struct ShowCommand: CommandPayload, Equatable, Sendable {
  /// A name or a path.
  public var experiment = ""
  public var spec = SpecOptions()
  public var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "show", abstract: "Show an experiment: its resolved spec, its layers and its sources.",
      argument: .experiment(\.experiment),
      options: SpecOptions.options.map { $0.within(\.spec) }
        + OutputOptions.options.map { $0.within(\.output) })
  }
}
