import CommandLineTool
import Experiments
import Reporting
import System
import Training

/// Carries out the runs that `run`, `compare` and `reproduce` ask for.
struct ExperimentRunner {
  let runs: [ExperimentSelection.Run]
  /// What cannot run at all, beside the runs.
  let failedCells: [FailedCell]
  let options: TrainingOptions
  let context: ProgramContext

  /// - Parameter mayHoldSeeds: whether overrides may state the seed, where none is given with `--seed` or `--seeds`.
  init(
    _ names: [String], spec: SpecOptions, training options: TrainingOptions, mayHoldSeeds: Bool,
    context: ProgramContext
  ) throws {
    let compared = try ComparedExperiments(names, spec: spec, study: nil)
    try self.init(
      compared, spec: spec, training: options, mayHoldSeeds: mayHoldSeeds, context: context)
  }

  init(
    _ compared: ComparedExperiments, spec: SpecOptions, training options: TrainingOptions,
    mayHoldSeeds: Bool, context: ProgramContext
  ) throws {
    let data = context.dataLibrary(options.dataDirectory)
    // A network that cannot be built is found out before another one is trained for an hour.
    let selection = try compared.selection(
      spec, mayHoldSeeds: mayHoldSeeds && options.seeds == .ofSpec, context: context
    ).withCheckedPlans(data: data, context: context)
    let runs = try ExperimentSelection.runs(
      selection.experiments.flatMap { experiment in
        compared.seeds(of: experiment.spec.name, options.seeds)
          .seeds(else: [experiment.spec.training.seed]).map { (experiment, $0) }
      }, options, data: data, context: context)
    self.init(runs, failedCells: selection.failures, options, context)
  }

  init(
    _ runs: [ExperimentSelection.Run], failedCells: [FailedCell] = [], _ options: TrainingOptions,
    _ context: ProgramContext
  ) {
    self.runs = runs
    self.failedCells = failedCells
    self.options = options
    self.context = context
  }

  /// Runs at once.
  var jobs: Int { options.jobs ?? Machine.processorCount }

  /// Says what would be trained and why, and trains nothing.
  func explain(_ output: OutputFormat) throws -> ExitStatus {
    let decisions = try runs.map { run in
      do {
        return try run.session.decide()
      } catch {
        throw Failure(error, about: run.experiment)
      }
    }
    if output == .table {
      for (run, decision) in zip(runs, decisions) { context.print("\(run.title) \(decision)\n") }
      return context.report(failedCells.map(\.failure))
    }
    var table = Table([.init("experiment"), .init("seed", .right), .init("trains"), .init("reason")])
    for (run, decision) in zip(runs, decisions) {
      table.append([
        .text(run.session.spec.name), .seed(run.session.spec.training.seed),
        .boolean(decision != .upToDate), .text(decision.description),
      ])
    }
    context.print(Report(table, name: "plan"), output)
    return context.report(failedCells.map(\.failure))
  }

  struct Outcomes {
    let finished: [RunSession.Outcome]
    /// The runs that failed, and what cannot run at all.
    let failures: [RunFailure]
    /// Of the first failure, if there is one.
    let status: ExitStatus

    var isInterrupted: Bool { status == .interrupted }

    /// Of a command that judges runs: that one failed is told by the status of what does not hold, unless there is none at
    /// all to judge; then it is told why.
    /// - Parameter judged: what came of the runs that are there.
    func status(judged: ExitStatus) -> ExitStatus {
      if failures.isEmpty { return judged }
      return finished.isEmpty ? status : .failure
    }

    var summaries: [RunSummary] {
      finished.map { RunSummary($0.record, epochs: $0.epochs, folder: $0.folder) }
    }
  }

  /// Trains what has to be trained; failures and divergence are told as they come.
  /// - Parameter overall: shows how far the whole is, and in a log no single epoch.
  func train(overall: OverallDisplay? = nil) -> Outcomes {
    let display = RunDisplay(
      console: context.console, runs: runs.map { ($0.title, $0.session.spec.training.epochs) },
      overall: overall)
    let queue = RunQueue(sessions: runs.map(\.session), jobs: jobs)
    let interruption = context.interruption
    let results = queue.execute(isCancelled: { interruption.isRequested }) { display.show($1, of: $0) }
    for index in runs.indices { display.end(index) }
    overall?.end()
    var finished: [RunSession.Outcome] = []
    var failed = failedCells.map(\.runFailure)
    var failures = failedCells.map(\.failure)
    for (run, result) in zip(runs, results) {
      switch result {
      case .success(let outcome):
        finished.append(outcome)
        let diverged = outcome.record.divergedAtEpoch
        if outcome.decision == .upToDate, overall == nil {
          context.console.note(
            "\(run.title) \(outcome.decision)" + (diverged.map { "; it diverged at epoch \($0)" } ?? ""))
        }
      case .failure(let error):
        // The same for every seed is told once.
        let failure = Failure(error, about: run.experiment)
        failed.append(
          RunFailure(
            experiment: run.session.spec.name, seed: run.session.spec.training.seed, message: failure.message)
        )
        if !failures.contains(failure) { failures.append(failure) }
      }
    }
    warnOfDivergence(finished)
    return Outcomes(finished: finished, failures: failed, status: context.report(failures))
  }

  /// One line for each experiment, and only of what has just been trained: the result tells of all runs.
  private func warnOfDivergence(_ outcomes: [RunSession.Outcome]) {
    let trained = outcomes.filter { $0.decision != .upToDate }.map(\.record)
    var told: Set<String> = []
    for record in trained where record.divergedAtEpoch != nil && told.insert(record.name).inserted {
      let runs = trained.filter { $0.name == record.name }
      let diverged = runs.compactMap { run in run.divergedAtEpoch.map { (seed: run.seed, epoch: $0) } }
      if let only = diverged.first, diverged.count == 1 {
        context.console.warning("\(record.name), seed \(only.seed) diverged at epoch \(only.epoch)")
      } else {
        let list = diverged.map { "\($0.seed) at epoch \($0.epoch)" }.joined(separator: ", ")
        context.console.warning(
          "\(diverged.count) of \(runs.count) runs of \(record.name) diverged: seed \(list)")
      }
    }
  }
}

extension ExperimentSelection.Run {
  /// `A, seed 3`
  var title: String { "\(session.spec.name), seed \(session.spec.training.seed)" }
}
