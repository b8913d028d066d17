/// `bnlab run EXPERIMENT...`
public struct RunCommand: CommandPayload, Equatable, Sendable {
  /// Names or paths, at least one.
  public var experiments: [String] = []
  public var spec = SpecOptions()
  public var training = TrainingOptions()
  public var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "run", abstract: "Train experiments and print their final figures beside the published ones.",
      discussion: """
        Each run leaves a folder with metrics.csv, run.json and weights.safetensors. One that is finished already \
        is not trained again; an interrupted one goes on from where it was.
        """,
      argument: .experiments(\.experiments),
      options: SpecOptions.optionsWithGrid.map { $0.within(\.spec) }
        + TrainingOptions.options.map { $0.within(\.training) }
        + OutputOptions.options.map { $0.within(\.output) })
  }
}

extension PositionalDefinition {
  static func experiments(_ path: WritableKeyPath<Payload, [String]>) -> Self {
    .several("experiment", path, .text, isRequired: true, help: "The experiments' names or spec files.")
  }

  static func experiment(_ path: WritableKeyPath<Payload, String>) -> Self {
    .one("experiment", path, .text, help: "The experiment's name or spec file.")
  }
}
