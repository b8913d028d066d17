/// `bnlab compare EXPERIMENT...`
public struct CompareCommand: CommandPayload, Equatable, Sendable {
  /// Names or paths, at least one.
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
      argument: .experiments(\.experiments),
      options: SpecOptions.optionsWithGrid.map { $0.within(\.spec) }
        + ComparisonOptions.options.map { $0.within(\.comparison) }
        + CheckOptions.options.map { $0.within(\.checks) }
        + TrainingOptions.options.map { $0.within(\.training) }
        + ResultOptions.options.map { $0.within(\.output) })
  }
}
