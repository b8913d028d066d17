import CommandLineTool
import Reporting

/// How the results of commands that check nothing are printed.
struct OutputOptions: Equatable, Sendable {
  var format: ReportFormat = .table

  static var options: [OptionDefinition<Self>] {
    [
      .option(
        "--format", "format", \.format, .choice(of: formats), default: ReportFormat.table.rawValue,
        help: "How results are printed.")
    ]
  }

  /// All but JUnit's XML, which would be empty.
  private static let formats = ReportFormat.allCases.filter { $0 != .junit }
}
