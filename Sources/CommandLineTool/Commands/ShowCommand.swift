/// `bnlab show EXPERIMENT`, or a study
public struct ShowCommand: CommandPayload, Equatable, Sendable {
  /// A name or a path.
  public var experiment = ""
  public var spec = SpecOptions()
  public var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "show", abstract: "Show an experiment: its resolved spec, its layers and its sources.",
      discussion: "Of a study: its sources, its experiments with their seeds, and what it claims.",
      argument: .one(
        "experiment", \.experiment, .text, help: "The experiment's or the study's name or file."),
      options: SpecOptions.options.map { $0.within(\.spec) }
        + OutputOptions.options.map { $0.within(\.output) })
  }
}
