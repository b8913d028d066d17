/// How results are printed.
public struct OutputOptions: Equatable, Sendable {
  public var format: OutputFormat = .table
  public var noColor = false

  static var options: [OptionDefinition<Self>] {
    [
      .option(
        "--format", "format", \.format, .choice, default: OutputFormat.table.rawValue,
        help: "How results are printed."),
      .noColor(\.noColor),
    ]
  }
}

public enum OutputFormat: String, CaseIterable, Sendable {
  case table, markdown, csv, json
}

extension OptionDefinition {
  static func noColor(_ path: WritableKeyPath<Payload, Bool>) -> Self {
    .flag("--no-color", path, help: "Never colour anything, as with NO_COLOR in the environment.")
  }
}
