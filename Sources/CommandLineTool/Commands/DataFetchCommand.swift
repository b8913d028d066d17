/// `bnlab data fetch [DATASET...]`
public struct DataFetchCommand: CommandPayload, Equatable, Sendable {
  /// Empty for all.
  public var datasets: [FetchableDataset] = []
  /// A URL or a folder to take the files from, instead of the public mirrors.
  public var source: String?
  public var dataDirectory: String?
  public var quiet = false
  public var noColor = false

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "fetch", abstract: "Download data sets, or take them from a folder.",
      discussion: "Every file is checked by its SHA-256; a download that was broken off is resumed.",
      argument: .several(
        "dataset", \.datasets, .choice, isRequired: false, default: "all", help: "The data sets to fetch."),
      options: [
        .option(
          "--from", "url-or-dir", \.source, .text, default: "two public mirrors",
          help: "Take the files from here."),
        .dataDirectory(\.dataDirectory),
        .quiet(\.quiet),
        .noColor(\.noColor),
      ])
  }
}

/// A data set that is neither drawn by the program nor the user's own.
public enum FetchableDataset: String, CaseIterable, Sendable {
  case mnist
}
