import CommandLineTool
import Experiments
import Reporting
import Runs
import System
import Text

/// Carries out runs, and reports them on the console.
struct RunExecution {
  let runs: [SelectedRun]
  /// Experiments that cannot run at all, so that they are not among the runs.
  let failedCells: [FailedRun]
  /// Runs that are known to be finished, by their indices.
  let finished: [Int: RunSession.Outcome]
  /// Runs at once.
  let jobs: Int
  let context: ProgramContext

  /// - Parameters:
  ///   - shard: the share of the runs to carry out; nil: all.
  ///   - jobs: nil: as many as there are processors.
  init(
    _ runs: [SelectedRun], failedCells: [FailedRun] = [], finished: [Int: RunSession.Outcome] = [:],
    shard: Shard? = nil, jobs: Int?, context: ProgramContext
  ) {
    self.runs = shard.map { runs.filter($0.contains) } ?? runs
    self.failedCells = failedCells
    self.finished = finished
    self.jobs = jobs ?? Machine.processorCount
    self.context = context
  }

  /// The runs of compared experiments with the chosen seeds, or else their own.
  init(
    _ selection: PlannedSelection, of compared: ComparedExperiments, _ training: TrainingOptions,
    _ settings: RunSettings, context: ProgramContext
  ) {
    let runs = selection.runs(settings) { experiment in
      compared.seeds(of: experiment.spec.name, training.seeds).seeds(of: experiment)
    }
    self.init(
      runs, failedCells: selection.failures, shard: training.shard, jobs: training.jobs, context: context)
  }

  /// Says what would be trained and why, and trains nothing.
  func explain(_ format: ReportFormat) throws -> ExitStatus {
    let decisions = try runs.map { run in
      do {
        return try run.session.decide()
      } catch {
        throw Failure(error, about: run.experiment)
      }
    }
    switch format {
    // A plan checks nothing: JUnit's XML would be empty.
    case .table, .junit:
      for (run, decision) in zip(runs, decisions) { context.print("\(run.title) \(decision)\n") }
    case .markdown, .csv, .json:
      context.print(Report(Self.table(runs, decisions), name: "plan"), format)
    }
    return context.report(failedCells.map(\.failure))
  }

  private static func table(_ runs: [SelectedRun], _ decisions: [RunDecision]) -> Table {
    var table = Table([.init("experiment"), .init("seed", .right), .init("trains"), .init("reason")])
    for (run, decision) in zip(runs, decisions) {
      table.append([
        .text(run.session.spec.name), .seed(run.session.spec.training.seed),
        .boolean(decision.trains), .text(decision.description),
      ])
    }
    return table
  }

  /// Trains all runs that have to be trained. Failures and divergence are reported at once.
  /// - Parameters:
  ///   - overall: shows total progress; epochs are then not logged.
  ///   - deadline: in seconds of the monotonic clock. Runs that are not finished by then are stopped, and fail as if they
  ///     were interrupted, but no error is shown.
  func train(overall: OverallDisplay? = nil, until deadline: Double = .infinity) -> RunOutcomes {
    let isListed = overall == nil
    let overall = overall ?? overallOfMany
    let display = RunDisplay(console: context.console, runs: DisplayedRun.all(runs), overall: overall)
    let queue = RunQueue(sessions: runs.map(\.session), jobs: jobs, finished: finished)
    let interruption = context.interruption
    let results = queue.execute(
      isCancelled: { interruption.isRequested || monotonicSeconds() >= deadline }
    ) { display.show($1, of: $0) }
    for index in runs.indices { display.end(index) }
    overall?.end()
    if isListed { noteFinishedBefore(results) }
    let outcomes = RunOutcomes(runs, results, failedCells: failedCells)
    if let divergence = outcomes.divergence { context.console.warning(divergence) }
    let isStopped = deadline.isFinite && !interruption.isRequested
    _ = context.report(outcomes.failures.filter { !isStopped || $0.kind != .interrupted })
    return outcomes
  }

  /// Total progress of runs that are too many for a line each; nil if they are few.
  private var overallOfMany: OverallDisplay? {
    guard runs.count > RunDisplay.fewRuns else { return nil }
    let weights = runs.indices.map { ($0, Double(runs[$0].session.epochCount ?? 1)) }
    return OverallDisplay(
      console: context.console, total: runs.count, weights: Dictionary(uniqueKeysWithValues: weights))
  }

  /// Notes the runs that did not have to be trained: a single one by its name, several in one line.
  private func noteFinishedBefore(_ results: [Result<RunSession.Outcome, any Error>]) {
    let earlier = zip(runs, results).compactMap { run, result in
      (try? result.get()).flatMap { $0.decision.trains ? nil : (title: run.title, outcome: $0) }
    }
    let divergedEpochs = earlier.compactMap(\.outcome.record.epochOfDivergence)
    if earlier.count == 1, let (title, outcome) = earlier.first {
      let divergence = divergedEpochs.first.map { "; it diverged at epoch \($0)" } ?? ""
      context.console.note("\(title) \(outcome.decision)\(divergence)")
      return
    }
    let upToDate = earlier.count { $0.outcome.decision == .upToDate }
    let served = earlier.count - upToDate
    var parts: [String] = []
    if upToDate > 0 {
      parts.append("\(counted(upToDate, "run")) \(upToDate == 1 ? "is" : "are") up to date")
    }
    if served > 0 {
      let runs = parts.isEmpty ? counted(served, "run") : "\(served)"
      parts.append("\(runs) \(served == 1 ? "is" : "are") served by runs of other folders")
    }
    guard !parts.isEmpty else { return }
    let divergence = divergedEpochs.isEmpty ? "" : "; \(divergedEpochs.count) of them diverged"
    context.console.note(parts.joined(separator: ", ") + divergence)
  }
}

extension RunOutcomes {
  /// The finished runs, as reports take them.
  var summaries: [RunSummary] {
    finished.map { RunSummary($0.record, epochs: $0.epochs, folder: $0.folder) }
  }
}

extension RunFailure {
  init(_ failed: FailedRun) {
    self.init(experiment: failed.experiment, seed: failed.seed, message: failed.failure.message)
  }
}
