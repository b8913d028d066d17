import Experiments
import Schema

/// One result in every format: as a document for people, as one table for CSV and as a JSON value.
public struct Report: Equatable, Sendable {
  public internal(set) var document: Document
  /// The columns and rows of the CSV.
  public let records: Table
  var json: JSON
  /// What was checked; nothing where a result checks nothing.
  public var junit: JUnit

  init(document: Document, records: Table, json: JSON, junit: JUnit = JUnit()) {
    self.document = document
    self.records = records
    self.json = json
    self.junit = junit
  }

  /// A single table; its rows stand in JSON under `name`.
  public init(_ table: Table, name: String, heading: String? = nil, remarks: [String] = []) {
    document = Document(
      (heading.map { [.heading($0)] } ?? []) + [.table(table.withoutBlankColumns)]
        + remarks.map { .paragraph($0) })
    records = table
    json = .object([
      .init("format", .integer(Self.jsonFormat(of: name))), .init("kind", .string(name)),
      .init(name, table.json),
    ])
    junit = JUnit()
  }

  /// The whole output, which ends with a newline.
  /// - Parameters:
  ///   - width: the columns to which `table` wraps its sentences.
  ///   - tableWidth: the columns to which `table` cuts titles and the like; nil, as for a file or a pipe: nothing is cut.
  public func text(_ format: ReportFormat, width: Int = 100, tableWidth: Int? = nil) -> String {
    switch format {
    case .table: document.text(width: width, tableWidth: tableWidth)
    case .markdown: document.markdown
    case .csv: records.csv
    case .json: json.pretty + "\n"
    case .junit: junit.xml
    }
  }

  /// The version of the JSON of a kind: raised when a member is renamed, removed or means something else; new members
  /// leave it as it is. experiments/studies/FORMATS.md describes the members.
  static func jsonFormat(of kind: String) -> Int {
    switch kind {
    // Of 1, seeds were texts in a plan, and what is never reached was null.
    case "comparison", "plan", "verdicts": 2
    default: 1
    }
  }
}
