import Experiments
import Schema
import System
import Text

extension Report {
  /// What `bnlab runs` prints: a row for all runs of an experiment in the same state, or for each run.
  /// - Parameters:
  ///   - runs: by name, then by seed.
  ///   - directory: the folder of runs.
  ///   - isEach: whether each run has a row of its own.
  ///   - isFiltered: whether there may be others in the folder.
  ///   - shortensNames: whether people see only the last part of each override's path, for a terminal.
  ///   - now: what ages count from.
  public static func runList(
    _ runs: [ListedRun], in directory: String, isEach: Bool = false, sortedBy order: RunOrder = .name,
    isReversed: Bool = false, isFiltered: Bool = false, shortensNames: Bool = false, now: Timestamp
  ) -> Report {
    let groups = RunGroup.sorted(
      RunGroup.groups(runs, isEach: isEach), by: order, isReversed: isReversed)
    let names = shortensNames ? RunGroup.shortNames(Set(groups.map(\.experiment))) : [:]
    let table = Table(
      [
        .init("experiment"), .init("seeds", .right), .init("state"),
        .init("why", mayBeCut: true, omissionRank: 2),
        .init("epochs", .right, omissionRank: 7),
        .init("test_accuracy", .right, omissionRank: 0), .init("test_loss", .right, omissionRank: 5),
        .init("date", omissionRank: 6), .init("age", .right, omissionRank: 4), .init("size", .right),
      ],
      rows: groups.map { $0.row(now, name: names[$0.experiment] ?? $0.experiment) })
    var blocks: [Document.Block] = groups.isEmpty ? [] : [.table(table.withoutBlankColumns)]
    blocks.append(.paragraph(total(runs, in: directory, isFiltered: isFiltered)))
    return Report(
      document: Document(blocks), records: records(groups, now),
      json: .object([
        .init("format", .integer(jsonFormat(of: "run list"))), .init("kind", .string("run list")),
        .init("runs_directory", .string(directory)),
        .init("rows", .array(groups.map { $0.json(now) })),
      ]))
  }

  /// `32 runs in runs, 1.2 MB: 30 finished, 2 interrupted`
  static func total(_ runs: [ListedRun], in directory: String, isFiltered: Bool) -> String {
    let own = runs.filter { $0.seed != nil }
    guard !own.isEmpty else { return "There are no \(isFiltered ? "such " : "")runs in \(directory)." }
    let bytes = own.compactMap(\.byteCount).reduce(0, +)
    let states = own.map(\.state).distinct.map { state in
      "\(own.count { $0.state == state }) \(state)"
    }
    return "\(counted(own.count, "run")) in \(directory), \(byteCountText(bytes)): "
      + states.joined(separator: ", ")
  }

  private static func records(_ groups: [RunGroup], _ now: Timestamp) -> Table {
    let hasValidation = groups.contains { group in
      group.runs.contains { $0.record?.spec.training.validationSplit != nil }
    }
    let metrics = Metric.columns(withValidation: hasValidation)
    var table = Table(
      (["experiment", "seeds", "runs", "state", "why", "epochs"] + metrics.map(\.rawValue)
        + ["date", "age_seconds", "bytes", "folder", "command", "commit"]).map { Table.Column($0) })
    for group in groups {
      table.append(
        [
          .text(group.experiment), .text(group.seeds.rangesText(separator: ",")), .integer(group.runs.count),
          .text(group.state), group.reason.map(Cell.text) ?? .blank,
          group.epochCount.map(Cell.integer) ?? .blank,
        ] + metrics.map { group.cell($0) } + [
          group.date.map { .text($0.text) } ?? .blank, group.age(now).map(Cell.integer) ?? .blank,
          group.byteCount.map(Cell.integer) ?? .blank, .text(group.folder),
          group.command.map(Cell.text) ?? .blank, group.commit.map(Cell.text) ?? .blank,
        ])
    }
    return table
  }
}

extension RunGroup {
  /// In seconds; 0 if the date is to come.
  fileprivate func age(_ now: Timestamp) -> Int? { date.map { max(now.seconds - $0.seconds, 0) } }

  fileprivate func row(_ now: Timestamp, name: String) -> [String: Cell] {
    [
      "experiment": Cell(.text(experiment), shown: name), "seeds": .text(seeds.rangesText(separator: ",")),
      "state": .text(state),
      "why": reason.map(Cell.text) ?? .blank, "epochs": epochCount.map(Cell.integer) ?? .blank,
      "test_accuracy": cell(.testAccuracy), "test_loss": cell(.testLoss),
      "date": date.map { .text($0.localText) } ?? .blank,
      "age": age(now).map { .text(Self.ageText($0)) } ?? .blank,
      "size": byteCount.map { Cell(.integer($0), shown: byteCountText($0)) } ?? .blank,
    ]
  }

  /// In one unit: `40 s`, `5 min`, `3 h`, `12 d`
  static func ageText(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min"
    case ..<86_400: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }

  fileprivate func json(_ now: Timestamp) -> JSON {
    let samples = Metric.allCases.map { ($0, sample($0)) }.filter { $0.1.count + $0.1.excludedCount > 0 }
    return .object([
      .init("experiment", .string(experiment)), .init("seeds", .array(seeds.map { .integer($0) })),
      .init("runs", .integer(runs.count)), .init("state", .string(state)), .init("why", .string(reason)),
      .init("epochs", epochCount.map { .integer($0) } ?? .null),
      .init(
        "final", .object(samples.map { .init($0.rawValue, $1.mean.map { .double($0) } ?? .null) })),
      .init(
        "sd", .object(samples.map { .init($0.rawValue, $1.standardDeviation.map { .double($0) } ?? .null) })),
      .init("date", .string(date?.text)), .init("age_seconds", age(now).map { .integer($0) } ?? .null),
      .init("bytes", byteCount.map { .integer($0) } ?? .null), .init("folder", .string(folder)),
      .init("command", .string(command)), .init("commit", .string(commit)),
    ])
  }
}
