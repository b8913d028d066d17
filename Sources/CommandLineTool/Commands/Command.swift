/// What bnlab is asked to do. A new command is a file beside this one, a case here and its line in the tree below.
public enum Command: Equatable, Sendable {
  case run(RunCommand)
  case compare(CompareCommand)
  case reproduce(ReproduceCommand)
  case list(ListCommand)
  case show(ShowCommand)
  case check(CheckCommand)
  case data(DataCommand)
  case bench(BenchCommand)
}

/// What `bnlab data` is asked to do.
public enum DataCommand: Equatable, Sendable {
  case fetch(DataFetchCommand)
  case verify(DataVerifyCommand)
  case list(DataListCommand)
  case export(DataExportCommand)
}

extension CommandNode {
  static var root: CommandNode {
    .group(
      "bnlab", abstract: "Reproduce the comparisons of five batch-normalization tutorials.",
      discussion: """
        An experiment is a name, as 'bnlab list' shows them, or a path to a spec file. Results go to standard \
        output, progress and messages to standard error.
        """,
      [
        .leaf(Command.run),
        .leaf(Command.compare),
        .leaf(Command.reproduce),
        .leaf(Command.list),
        .leaf(Command.show),
        .leaf(Command.check),
        .group(
          "data", abstract: "Fetch, verify, list and export the data sets.",
          [
            .leaf { .data(.fetch($0)) },
            .leaf { .data(.verify($0)) },
            .leaf { .data(.list($0)) },
            .leaf { .data(.export($0)) },
          ]),
        .leaf(Command.bench),
      ])
  }
}
