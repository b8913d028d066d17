import CommandLineTool
import Experiments
import Reporting
import Runs
import System
import Text

/// `bnlab runs remove`
struct RunsRemoveCommand: Command, Equatable, Sendable {
  var filter = RunFilter()
  /// Whether runs are meant that were replaced by others.
  var isReplaced = false
  /// Whether runs are meant that were interrupted.
  var isUnfinished = false
  var runsDirectory: String?
  /// Whether the user is not asked.
  var isSure = false
  var dryRun = false
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "remove", abstract: "Remove runs, after asking.",
      discussion: """
        Lists what it would remove, with its size, and asks. All conditions must hold: NAME --unfinished removes only the \
        unfinished runs of this name; a name alone, all of its runs, those that were replaced, too. A run that is being \
        trained stays, and so does what bnlab did not write.
        """,
      argument: .runs(\.filter.patterns, default: nil),
      options: [
        .flag("--replaced", \.isReplaced, help: "Earlier runs that others replaced."),
        .flag("--unfinished", \.isUnfinished, help: "Runs that were interrupted."),
      ]
        + RunFilter.options(states: removableStates).map { $0.within(\.filter) } + [
          .flag("--yes", \.isSure, help: "Do not ask. Needed where there is no terminal."),
          .flag("--dry-run", \.dryRun, help: "Only list what would be removed."),
          .runsDirectory(\.runsDirectory), .quiet(\.messages.quiet), .noColor(\.messages.noColor),
        ],
      rule: { command in
        var nothing = RunsRemoveCommand()
        (nothing.runsDirectory, nothing.isSure) = (command.runsDirectory, command.isSure)
        (nothing.dryRun, nothing.messages) = (command.dryRun, command.messages)
        return command == nothing ? .missingArgument("<name> ...") : nil
      })
  }

  private static let removableStates = FoundRun.State.Name.allCases.filter(\.isRemovable)

  func execute(in context: ProgramContext) throws -> ExitStatus {
    if !isSure, !dryRun, !context.canAsk {
      throw Failure(
        "there is no terminal to ask on; --yes removes without asking, --dry-run lists what would be removed",
        .usage)
    }
    var filter = filter
    if isReplaced { filter.states.append(.replaced) }
    if isUnfinished { filter.states.append(.interrupted) }
    let directory = context.runsDirectory(runsDirectory)
    let now = Timestamp.now
    // A run in training is chosen by its name, and by no state.
    let found = try context.foundRuns(in: directory, filter).filter { filter.matches($0, now: now) }
    let runs = found.filter(\.state.name.isRemovable)
    for run in found where !run.state.name.isRemovable {
      let reason = run.state == .training ? "another process is training it" : "it is not of bnlab"
      context.warn("\(run.path) stays: \(reason)")
    }
    context.print(
      .runList(
        runs.map(ListedRun.init), in: directory, isFiltered: true,
        shortensNames: context.layout.tableWidth != nil, now: now), .table)
    if dryRun || runs.isEmpty { return runs.isEmpty && !found.isEmpty ? .ioError : .success }
    let size = byteCountText(runs.compactMap(\.byteCount).reduce(0, +))
    if !isSure, !context.asks("Remove \(counted(runs.count, "run")), \(size)?") {
      context.console.note("Nothing was removed.")
      return .success
    }
    return remove(runs, in: context, keeps: found.count > runs.count)
  }

  /// - Parameter keeps: whether some runs that were asked for stay in any case.
  private func remove(_ runs: [FoundRun], in context: ProgramContext, keeps: Bool) -> ExitStatus {
    var (count, byteCount, isPartial) = (0, 0, keeps)
    for run in runs {
      if context.interruption.isRequested { break }
      do throws(RunRemovalProblem) {
        byteCount += try run.remove()
        count += 1
      } catch {
        isPartial = true
        context.console.error("\(error)")
      }
    }
    context.console.note("Removed \(counted(count, "run")), \(byteCountText(byteCount)).")
    return context.interruption.isRequested ? .interrupted : isPartial ? .ioError : .success
  }
}

extension FoundRun.State.Name {
  fileprivate var isRemovable: Bool {
    switch self {
    case .finished, .interrupted, .outdated, .damaged, .replaced: true
    case .training, .foreign: false
    }
  }
}
