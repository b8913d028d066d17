import Experiments

/// The values of `--format`.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// Aligned text for a terminal.
  case table
  case markdown
  /// RFC 4180, one table.
  case csv
  /// Full precision and stable names, with the version of the layout as `format`.
  case json
  /// JUnit XML: the checks and their outcomes.
  case junit
}
