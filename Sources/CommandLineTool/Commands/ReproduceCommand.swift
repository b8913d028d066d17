/// `bnlab reproduce [STUDY...]`
public struct ReproduceCommand: CommandPayload, Equatable, Sendable {
  /// Names or paths; empty for every study there is.
  public var studies: [String] = []
  /// Fewer seeds and samples, as each study says.
  public var quick = false
  public var training = TrainingOptions()
  public var output = ResultOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "reproduce", abstract: "Run whole studies and judge each of their claims.",
      discussion: """
        Runs what has not been run yet, after an estimate of the time; an interrupted call goes on where it was. Each \
        claim is reproduced, not reproduced or inconclusive. The exit status is 0 where all are reproduced, 1 where \
        one is not, and 2 where nothing worse than an inconclusive one is among them; what bnlab asks besides the \
        articles is counted apart.
        """,
      argument: .several(
        "study", \.studies, .text, isRequired: false, default: "every study",
        help: "The studies' names or files."),
      options: [.flag("--quick", \.quick, help: "Use fewer seeds and samples, for a first look.")]
        + TrainingOptions.options.map { $0.within(\.training) }
        + ResultOptions.options.map { $0.within(\.output) })
  }
}
