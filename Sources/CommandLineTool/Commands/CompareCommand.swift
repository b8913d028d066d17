/// `bnlab compare EXPERIMENT...`
public struct CompareCommand: CommandPayload, Equatable, Sendable {
  /// Names or paths; none where a study's are meant.
  public var experiments: [String] = []
  public var spec = SpecOptions()
  public var training = TrainingOptions()
  public var comparison = ComparisonOptions()
  public var checks = CheckOptions()
  public var output = ResultOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "compare", abstract: "Run what has not been run yet, then compare the experiments.",
      discussion: """
        Prints final and best figures (mean ± standard deviation over the seeds), the published ones beside them, \
        and the differences between experiments, paired by seed.
        """,
      argument: .several(
        "experiment", \.experiments, .text, isRequired: false,
        help:
          "The experiments' names or spec files; with --claims also the study's own names, or none for all."),
      options: SpecOptions.optionsWithGrid.map { $0.within(\.spec) }
        + ComparisonOptions.options.map { $0.within(\.comparison) }
        + CheckOptions.options.map { $0.within(\.checks) }
        + TrainingOptions.options.map { $0.within(\.training) }
        + ResultOptions.options.map { $0.within(\.output) },
      rule: { command in
        command.experiments.isEmpty && command.checks.claims == nil
          ? .missingArgument("<experiment> ...") : nil
      })
  }
}
