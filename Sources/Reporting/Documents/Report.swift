import Experiments
import Schema

/// A result in every format: a document for people, one table for CSV, a JSON value, and JUnit checks.
public struct Report: Equatable, Sendable {
  public internal(set) var document: Document
  /// The table for CSV.
  public internal(set) var records: Table
  var json: JSON
  /// The checks; empty if the result checks nothing.
  public var junit: JUnit

  init(document: Document, records: Table, json: JSON, junit: JUnit = JUnit()) {
    self.document = document
    self.records = records
    self.json = json
    self.junit = junit
  }

  /// Makes a report of a single table, whose rows are the member `name` in JSON.
  /// - Parameter commands: command lines to copy, under these words.
  public init(
    _ table: Table, name: String, heading: String? = nil, remarks: [String] = [],
    commands: (title: String, lines: [String])? = nil
  ) {
    document = Document(
      (heading.map { [.heading($0)] } ?? [])
        // A heading without rows says less than the remarks.
        + (table.rows.isEmpty && !remarks.isEmpty ? [] : [.table(table.withoutBlankColumns)])
        + remarks.map { .paragraph($0) } + (commands.map { [.lines($0.title, $0.lines)] } ?? []))
    records = table
    json = .object([
      .init("format", .integer(Self.jsonFormat(of: name))), .init("kind", .string(name)),
      .init(name, table.json),
    ])
    junit = JUnit()
  }

  /// The whole report, which ends with a newline.
  /// - Parameter layout: of the format `table`.
  public func text(_ format: ReportFormat, _ layout: TextLayout = .plain) -> String {
    switch format {
    case .table: document.text(layout)
    case .markdown: document.markdown
    case .csv: records.csv
    case .json: json.pretty + "\n"
    case .junit: junit.xml
    }
  }

  /// The version of the JSON of a kind. It is raised when a member is renamed, removed or changes its meaning, but not for
  /// new members. experiments/studies/FORMATS.md describes the members.
  static func jsonFormat(of kind: String) -> Int {
    switch kind {
    // In version 1 the seeds of a plan were strings, and a threshold that is never reached was null.
    case "comparison", "plan", "verdicts": 2
    // In version 1 an inspection had a summary of the data.
    case "inspection": 2
    default: 1
    }
  }
}
