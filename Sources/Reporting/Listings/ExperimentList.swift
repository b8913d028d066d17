import Experiments
import Schema
import Text

extension Report {
  /// Lists experiments and studies by the article that they come from. CSV has all of them in one table, whose column
  /// `kind` tells studies from experiments.
  public static func experiments(
    _ experiments: [ListedExperiment], studies: [ListedExperiment] = [], remarks: [String] = []
  ) -> Report {
    var records = Table(
      ["name", "title", "source", "path", "kind", "group", "url", "where"].map { Table.Column($0) })
    for entry in experiments { records.append(entry.record("experiment")) }
    for entry in studies { records.append(entry.record("study")) }
    return Report(
      document: Document(blocks(experiments, studies) + remarks.map { .paragraph($0) }),
      records: records,
      json: .object([
        .init("format", .integer(jsonFormat(of: "experiments"))), .init("kind", .string("experiments")),
        .init("experiments", .array(experiments.map(\.json))),
        .init("studies", .array(studies.map(\.json))),
      ]))
  }

  /// The articles in the order of their first study, or experiment if they have no study; then the other groups.
  private static func blocks(_ experiments: [ListedExperiment], _ studies: [ListedExperiment])
    -> [Document.Block]
  {
    let articles = (studies + experiments).map(\.group).distinct.filter {
      if case .article = $0 { true } else { false }
    }
    // So that the titles of all tables start in the same column.
    let nameWidth = (experiments + studies).map(\.name.displayWidth).max() ?? 0
    return (articles + [.bnlab, .example, .local]).flatMap { group -> [Document.Block] in
      let members = [("experiment", experiments), ("study", studies)].map { kind, entries in
        (kind: kind, entries: entries.filter { $0.group == group })
      }.filter { !$0.entries.isEmpty }
      guard !members.isEmpty else { return [] }
      return group.heading
        + members.map { .table(table($0.entries, kind: $0.kind, of: group, nameWidth: nameWidth)) }
    }
  }

  private static func table(
    _ entries: [ListedExperiment], kind: String, of group: ListedExperiment.Group, nameWidth: Int
  ) -> Table {
    var columns: [Table.Column] = [
      .init("name", title: kind, minimumWidth: nameWidth), .init("title", mayBeCut: true),
    ]
    switch group {
    case .article, .bnlab: break
    case .example: columns.append(.init("source", mayBeCut: true))
    case .local: columns.append(.init("path", title: "file", isPath: true))
    }
    let rows = entries.map { entry -> [String: Cell] in
      [
        "name": .text(entry.name), "title": entry.title.map(Cell.text) ?? .blank,
        "source": entry.source.map { .text($0.tutorial) } ?? .blank,
        "path": entry.path.map(Cell.text) ?? .blank,
      ]
    }
    return Table(columns, rows: rows).withoutBlankColumns
  }
}

extension ListedExperiment.Group {
  fileprivate var heading: [Document.Block] {
    switch self {
    case .article(let source):
      [.heading(source.tutorial)] + (source.url.map { [.paragraph($0)] } ?? [])
    case .bnlab: [.heading("bnlab's own")]
    case .example: [.heading("Examples, in no study")]
    case .local: [.heading("Yours")]
    }
  }
}

extension ListedExperiment {
  fileprivate func record(_ kind: String) -> [Cell] {
    [
      .text(name), title.map(Cell.text) ?? .blank, source.map { .text($0.tutorial) } ?? .blank,
      path.map(Cell.text) ?? .blank, .text(kind), .text(group.key),
      source?.url.map(Cell.text) ?? .blank, source?.place.map(Cell.text) ?? .blank,
    ]
  }

  fileprivate var json: JSON {
    .object([
      .init("name", .string(name)), .init("title", .string(title)),
      .init("source", .string(source?.tutorial)), .init("path", .string(path)),
      .init("group", .string(group.key)), .init("url", .string(source?.url)),
      .init("where", .string(source?.place)),
    ])
  }
}
