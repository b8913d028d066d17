import Experiments

/// The values of `--format`.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// Aligned text for a terminal.
  case table
  case markdown
  /// RFC 4180, one table.
  case csv
  /// Full precision under stable names, with the schema's version as `format`.
  case json
  /// JUnit's XML: what was checked, and what came of it.
  case junit
}
