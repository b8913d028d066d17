import CommandLineTool
import Experiments
import Reporting
import Training

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Carries out the runs that `run` and `compare` ask for.
struct ExperimentRunner {
  let runs: [ExperimentSelection.Run]
  let options: TrainingOptions
  let context: ProgramContext

  init(runs: [ExperimentSelection.Run], options: TrainingOptions, context: ProgramContext) {
    self.runs = runs
    self.options = options
    self.context = context
  }

  init(
    _ names: [String], spec: SpecOptions, training options: TrainingOptions, context: ProgramContext
  ) throws {
    self.options = options
    self.context = context
    let data = context.dataLibrary(options.dataDirectory)
    let selection = try ExperimentSelection(
      names, settings: spec.settings, epochs: spec.epochs, context: context)
    // A network that cannot be built is found out before another one is trained for an hour.
    try selection.checkPlans(data: data, context: context)
    runs = try selection.runs(options, data: data, context: context)
  }

  /// Says what would be trained and why, and trains nothing.
  func explain(_ output: OutputOptions) throws -> ExitStatus {
    let decisions = try runs.map { run in
      do {
        return try run.session.decide()
      } catch {
        throw Failure(error, about: run.experiment)
      }
    }
    if output.format == .table {
      for (run, decision) in zip(runs, decisions) { context.print("\(run.title) \(decision)\n") }
      return .success
    }
    var table = Table([.init("experiment"), .init("seed", .right), .init("trains"), .init("reason")])
    for (run, decision) in zip(runs, decisions) {
      table.append([
        .text(run.session.spec.name), .text(String(run.session.spec.training.seed)),
        .boolean(decision != .upToDate), .text(decision.description),
      ])
    }
    context.print(Report(table, name: "plan"), output)
    return .success
  }

  struct Outcomes {
    let finished: [RunSession.Outcome]
    /// Of the first failure, if there is one.
    let status: ExitStatus

    var summaries: [RunSummary] {
      finished.map { RunSummary($0.record, epochs: $0.epochs, folder: $0.folder) }
    }
  }

  /// Trains what has to be trained; failures and divergence are told as they come.
  func train() -> Outcomes {
    let display = RunDisplay(
      console: context.console, runs: runs.map { ($0.title, $0.session.spec.training.epochs) })
    let jobs = options.jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let queue = RunQueue(sessions: runs.map(\.session), jobs: jobs)
    let interruption = context.interruption
    let results = queue.execute(isCancelled: { interruption.isRequested }) { display.show($1, of: $0) }
    for index in runs.indices { display.end(index) }
    var finished: [RunSession.Outcome] = []
    var failures: [Failure] = []
    for (run, result) in zip(runs, results) {
      switch result {
      case .success(let outcome):
        finished.append(outcome)
        if outcome.decision == .upToDate { context.console.note("\(run.title) \(outcome.decision)") }
        if let epoch = outcome.record.divergedAtEpoch {
          context.console.warning("\(run.title) diverged at epoch \(epoch)")
        }
      case .failure(let error):
        // The same for every seed is told once.
        let failure = Failure(error, about: run.experiment)
        if !failures.contains(failure) { failures.append(failure) }
      }
    }
    return Outcomes(finished: finished, status: context.report(failures))
  }
}

extension ExperimentSelection.Run {
  /// `A, seed 3`
  var title: String { "\(session.spec.name), seed \(session.spec.training.seed)" }
}
