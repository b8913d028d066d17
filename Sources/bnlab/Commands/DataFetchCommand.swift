import CommandLineTool
import Datasets
import Runs

/// `bnlab data fetch [DATASET...]`
struct DataFetchCommand: Command, Equatable, Sendable {
  /// The data sets to fetch; empty: MNIST, which the articles use.
  var datasets: [MNISTFamily] = []
  /// A URL or a folder to take the files from, instead of the public mirrors.
  var source: String?
  var dataDirectory: String?
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "fetch", abstract: "Download data sets, or take them from a folder.",
      discussion: "Every file is checked by its digest; a download that was broken off is resumed.",
      argument: .several(
        "dataset", \.datasets, .choice, isRequired: false, default: "mnist", help: "The data sets to fetch."),
      options: [
        .option(
          "--from", "url-or-dir", \.source, .folder, default: "public mirrors",
          help: "Take the files from here."),
        .dataDirectory(\.dataDirectory),
        .quiet(\.messages.quiet),
        .noColor(\.messages.noColor),
      ])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let datasets = datasets.isEmpty ? [.mnist] : datasets
    for dataset in datasets {
      try fetch(dataset, in: context)
    }
    return .success
  }

  /// Where the files are taken from; nil: the public mirrors.
  private var sources: [FetchSource]? {
    get throws {
      do {
        return try source.map { [try FetchSource($0)] }
      } catch {
        throw Failure("\(error)", .usage)
      }
    }
  }

  private func fetch(_ dataset: MNISTFamily, in context: ProgramContext) throws {
    let display = FetchDisplay(console: context.console)
    let paths = try MNISTFetch(
      dataset, into: context.dataPlaces(dataDirectory), sources: try sources,
      environment: context.variables, onEvent: { display.show($0) },
      isCancelled: { context.interruption.isRequested }
    ).run()
    for path in paths { context.print(path + "\n") }
  }
}
