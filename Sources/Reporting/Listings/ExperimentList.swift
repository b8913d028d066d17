import Experiments
import Schema

/// An experiment or a study as `bnlab list` shows it.
public struct ListedExperiment: Equatable, Sendable {
  public var name: String
  public var title: String?
  /// The article that it comes from.
  public var source: String?
  /// The path of the spec file; nil if it is built in.
  public var path: String?

  public init(name: String, title: String? = nil, source: String? = nil, path: String? = nil) {
    self.name = name
    self.title = title
    self.source = source
    self.path = path
  }
}

extension Report {
  /// Lists experiments in one table and studies in another. CSV has both in one table, whose last column tells them
  /// apart.
  public static func experiments(
    _ experiments: [ListedExperiment], studies: [ListedExperiment] = [], remarks: [String] = []
  ) -> Report {
    let kinds = [("experiment", experiments), ("study", studies)].filter { !$0.1.isEmpty }
    let anyFile = (experiments + studies).contains { $0.path != nil }
    let tables = kinds.map { kind, entries in
      var table = Table([
        .init("name", title: kind), .init("title", mayBeCut: true), .init("source", mayBeCut: true),
        .init("path", title: "file", mayBeCut: true),
      ])
      for entry in entries { table.append(cells(entry, anyFile: anyFile)) }
      return table
    }
    var records = Table(["name", "title", "source", "path", "kind"].map { Table.Column($0) })
    for (kind, entries) in kinds {
      for entry in entries { records.append(cells(entry, anyFile: anyFile) + [.text(kind)]) }
    }
    return Report(
      document: Document(
        tables.map { .table($0.withoutBlankColumns) } + remarks.map { .paragraph($0) }),
      records: records,
      json: .object([
        .init("format", .integer(jsonFormat(of: "experiments"))), .init("kind", .string("experiments")),
        .init("experiments", .array(experiments.map(json))), .init("studies", .array(studies.map(json))),
      ]))
  }

  private static func cells(_ entry: ListedExperiment, anyFile: Bool) -> [Cell] {
    [
      .text(entry.name), entry.title.map(Cell.text) ?? .blank, entry.source.map(Cell.text) ?? .blank,
      entry.path.map(Cell.text) ?? Cell(.none, shown: anyFile ? "built in" : ""),
    ]
  }

  private static func json(_ entry: ListedExperiment) -> JSON {
    .object([
      .init("name", .string(entry.name)), .init("title", .string(entry.title)),
      .init("source", .string(entry.source)), .init("path", .string(entry.path)),
    ])
  }
}
