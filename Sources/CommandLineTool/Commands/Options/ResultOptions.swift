/// How the results of commands that check something are printed and kept.
public struct ResultOptions: Equatable, Sendable {
  public var format: ResultFormat = .table
  /// A file for the result; standard output has the table then.
  public var outputFile: String?
  /// Append the result to the file that GITHUB_STEP_SUMMARY names.
  public var summary = false
  public var noColor = false

  static var options: [OptionDefinition<Self>] {
    [
      .option(
        "--format", "format", \.format, .choice, default: ResultFormat.table.rawValue,
        help: "How results are printed."),
      .option(
        "--output", "file", \.outputFile, .text,
        help: """
          Write the result to this file, in the format; standard output has the table then. - is standard \
          output.
          """),
      .flag(
        "--summary", \.summary, help: "Append the result to the file that GITHUB_STEP_SUMMARY names."),
      .noColor(\.noColor),
    ]
  }
}

public enum ResultFormat: String, CaseIterable, Sendable {
  case table, markdown, csv, json, junit
}
