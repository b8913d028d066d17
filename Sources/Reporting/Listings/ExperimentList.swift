/// An experiment or a study as `bnlab list` shows it.
public struct ListedExperiment: Equatable, Sendable {
  public var name: String
  public var title: String?
  /// The tutorial that it comes from.
  public var source: String?
  /// The spec's file; nil: it is built in.
  public var path: String?

  public init(name: String, title: String? = nil, source: String? = nil, path: String? = nil) {
    self.name = name
    self.title = title
    self.source = source
    self.path = path
  }
}

extension Report {
  public static func experiments(_ experiments: [ListedExperiment], remarks: [String] = []) -> Report {
    var table = Table([
      .init("name", title: "experiment"), .init("title", mayBeCut: true), .init("source", mayBeCut: true),
      .init("path", title: "file", mayBeCut: true),
    ])
    let anyFile = experiments.contains { $0.path != nil }
    for experiment in experiments {
      let builtIn = Cell(.none, shown: anyFile ? "built in" : "")
      table.append([
        .text(experiment.name), experiment.title.map(Cell.text) ?? .blank,
        experiment.source.map(Cell.text) ?? .blank, experiment.path.map(Cell.text) ?? builtIn,
      ])
    }
    return Report(table, name: "experiments", remarks: remarks)
  }
}
