import CommandLineTool
import Reporting

/// How the results of commands that check something are printed and kept.
struct ResultOptions: Equatable, Sendable {
  var format: ReportFormat = .table
  /// A file for the result; standard output has the table then.
  var outputFile: String?
  /// Whether the result is appended to the file that GITHUB_STEP_SUMMARY names.
  var summary = false

  static var options: [OptionDefinition<Self>] {
    [
      .option(
        "--format", "format", \.format, .choice, default: ReportFormat.table.rawValue,
        help: "How results are printed."),
      .option(
        "--output", "file", \.outputFile, .file,
        help: """
          Write the result to this file, in the chosen format; the table is then printed to standard output. - is \
          standard output.
          """),
      .flag(
        "--summary", \.summary, help: "Append the result to the file that GITHUB_STEP_SUMMARY names."),
    ]
  }
}
