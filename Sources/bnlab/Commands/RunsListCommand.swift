import CommandLineTool
import Experiments
import Reporting
import Runs
import System

/// `bnlab runs list [NAME...]`, which `bnlab runs` means, too
struct RunsListCommand: Command, Equatable, Sendable {
  var filter = RunFilter()
  var runsDirectory: String?
  var order = RunOrder.name
  var isReversed = false
  /// Whether each run has a row of its own.
  var isEach = false
  /// Whether all files are held against their checksums.
  var verifies = false
  var messages = MessageOptions()
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "list", abstract: "List what is in the folder of runs. Nothing is written.",
      discussion: """
        A row for the runs of an experiment in the same state, with the means of their final figures: finished; training, by \
        another process; interrupted, with the epoch after which it goes on; out-of-date, with the keys that differ from \
        what its name means now; damaged; replaced by a later run; foreign, not of bnlab. Whether data has changed is not \
        looked at: 'bnlab run --dry-run' says it.
        """,
      argument: .runs(\.filter.patterns, default: "all"),
      options: RunFilter.options(states: FoundRun.State.Name.allCases).map { $0.within(\.filter) } + [
        .option(
          "--sort", "order", \.order, .choice(of: RunOrder.all), default: "name",
          help: "The order of the rows: the latest, the largest or the best first."),
        .flag("--reverse", \.isReversed, help: "The other way round."),
        .flag("--each", \.isEach, help: "A row for each run."),
        .flag(
          "--verify", \.verifies,
          help: """
            Read all files, and hold them against their checksums, as --state damaged does. Without it, only a missing \
            file or a broken run.json is damage.
            """),
        .runsDirectory(\.runsDirectory),
      ] + OutputOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let directory = context.runsDirectory(runsDirectory)
    let found = try context.foundRuns(in: directory, filter, verifies: verifies)
    let now = Timestamp.now
    context.print(
      .runList(
        found.filter { filter.matches($0, now: now) }.map(ListedRun.init), in: directory, isEach: isEach,
        sortedBy: order, isReversed: isReversed, isFiltered: filter != RunFilter(),
        shortensNames: context.layout.tableWidth != nil, now: now), output.format)
    return .success
  }
}

extension ListedRun {
  init(_ run: FoundRun) {
    self.init(
      experiment: run.experiment, seed: run.seed, state: run.state.name.rawValue, reason: run.state.reason,
      path: run.path, byteCount: run.byteCount, date: run.date, record: run.record)
  }
}

extension ProgramContext {
  /// What a folder of runs holds under names that a filter may mean.
  /// - Parameter verifies: whether all files are held against their checksums; so they are where damaged runs are asked for.
  /// - Throws: `Failures` if a name has no runs, `FileError`.
  func foundRuns(in directory: String, _ filter: RunFilter, verifies: Bool = false) throws -> [FoundRun] {
    let found = try RunInventory(
      runsDirectory: directory, experiments: experiments().withoutRuns, where: filter.matches,
      verifies: verifies || filter.states.contains(.damaged)
    ).runs
    let missing = filter.unmatched(found.map(\.experiment))
    guard missing.isEmpty else {
      let known = experiments(runsDirectory: directory).recordedNames()
      throw Failures(
        missing.map { Failure(SelectionError.noRuns($0, runsDirectory: directory, known: known)) })
    }
    return found
  }
}
