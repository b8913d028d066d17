import CommandLineTool

/// A command: how its command line is written, and what it does.
///
/// A new command needs a file in this folder and a line in the tree below.
protocol Command: CommandPayload {
  var messages: MessageOptions { get }

  /// Does what the command line asks for.
  /// - Throws: `Failures`, or any single error, which `Failure` turns into a message.
  func execute(in context: ProgramContext) throws -> ExitStatus
}

extension CommandNode where Command == any bnlab.Command {
  static var root: CommandNode {
    .group(
      "bnlab", abstract: "Reproduce the comparisons of five batch-normalization tutorials.",
      discussion: """
        An experiment is given by its name, as 'bnlab list' shows it, or as the path of a spec file. Results go to standard \
        output, progress and messages to standard error.
        """,
      [
        .leaf(RunCommand.self),
        .leaf(CompareCommand.self),
        .leaf(ReproduceCommand.self),
        .leaf(ListCommand.self),
        .leaf(ShowCommand.self),
        .leaf(CheckCommand.self),
        .leaf(InitCommand.self),
        .leaf(InspectCommand.self),
        .leaf(PlotCommand.self),
        .leaf(ReportCommand.self),
        .group(
          "runs", abstract: "List and remove what is in the folder of runs.",
          discussion: "Without a subcommand: list, whose options it takes.", usual: "list",
          [.leaf(RunsListCommand.self), .leaf(RunsRemoveCommand.self)]),
        .group(
          "data", abstract: "Fetch, verify, list and export the data sets.",
          [
            .leaf(DataFetchCommand.self),
            .leaf(DataVerifyCommand.self),
            .leaf(DataListCommand.self),
            .leaf(DataExportCommand.self),
          ]),
        .group(
          "batch", abstract: "Print a script that spreads a command's runs over many machines.",
          discussion: """
            Runs are independent of each other, so every scheduler can spread them. Each task trains a share of the runs, as \
            with --shard; then the command itself gathers the results. On one machine --jobs does the same.
            """,
          [
            .leaf(BatchCommand<Slurm>.self),
            .leaf(BatchCommand<GNUParallel>.self),
            .leaf(BatchCommand<GitHubActions>.self),
          ]),
        .leaf(BenchCommand.self),
        .leaf(CompletionsCommand.self),
        .leaf(ManCommand.self),
        .leaf(SchemaCommand.self),
      ])
  }

  private static func leaf<Payload: bnlab.Command>(_ command: Payload.Type) -> CommandNode {
    .leaf(command) { $0 }
  }
}
