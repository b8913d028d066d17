/// `bnlab data export EXPERIMENT --out DIR`
public struct DataExportCommand: CommandPayload, Equatable, Sendable {
  /// A name or a path.
  public var experiment = ""
  public var outputDirectory = ""
  public var settings: [Setting] = []
  public var dataDirectory: String?
  public var quiet = false
  public var noColor = false

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "export", abstract: "Write an experiment's data as .npy files, exactly as the network sees them.",
      argument: .experiment(\.experiment),
      options: [
        .required(
          "--out", "dir", \.outputDirectory, .text,
          help: "The folder for train_x.npy, train_y.npy, test_x.npy and test_y.npy."),
        .repeated(
          "--set", "key=value", \.settings, .setting,
          help: "Replace a value of the spec. May be given several times."),
        .dataDirectory(\.dataDirectory),
        .quiet(\.quiet),
        .noColor(\.noColor),
      ])
  }
}
