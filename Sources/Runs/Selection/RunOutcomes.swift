import Experiments
import Text

/// The results of the runs that a command asked for.
public struct RunOutcomes: Sendable {
  /// In the order of the runs.
  public let finished: [RunSession.Outcome]
  /// Experiments that cannot run at all, then the runs that failed.
  public let failed: [FailedRun]

  /// - Parameters:
  ///   - runs: the runs that were asked for, each with its result.
  ///   - failedCells: what cannot run at all.
  public init(
    _ runs: [SelectedRun], _ results: [Result<RunSession.Outcome, any Error>], failedCells: [FailedRun] = []
  ) {
    var finished: [RunSession.Outcome] = []
    var failed = failedCells
    for (run, result) in zip(runs, results) {
      switch result {
      case .success(let outcome): finished.append(outcome)
      case .failure(let error):
        failed.append(
          FailedRun(
            experiment: run.session.spec.name, seed: run.session.spec.training.seed,
            failure: Failure(error, about: run.experiment)))
      }
    }
    self.finished = finished
    self.failed = failed
  }

  /// The failures to report. A failure that all seeds of an experiment have in common is reported once.
  public var failures: [Failure] { failed.failures }

  public var isInterrupted: Bool { failures.kind == .interrupted }

  /// A sentence on the runs that were trained just now and diverged; nil if none did. Earlier runs are not mentioned,
  /// because the result covers all runs.
  public var divergence: String? {
    let trained = finished.filter(\.decision.trains).map(\.record)
    let diverged = trained.compactMap { run in
      run.epochOfDivergence.map { (run: run, epoch: $0) }
    }
    guard let (first, epoch) = diverged.first else { return nil }
    let names = diverged.map(\.run.name).distinct
    let reason = first.divergence.map { ": \($0)" } ?? ""
    if names.count > 1 {
      let parts = names.map { name in
        "\(name) (\(diverged.filter { $0.run.name == name }.map(\.run.seed).seedsText))"
      }
      return "\(diverged.count) of \(trained.count) runs diverged: \(listed(parts.abbreviated, "and"))"
    }
    if diverged.count == 1 {
      let end = first.isStopped ? "; the training stopped there" : ""
      return "\(first.name), seed \(first.seed) diverged at epoch \(epoch)\(reason)\(end)"
    }
    let list = diverged.map { "\($0.run.seed) at epoch \($0.epoch)" }.abbreviated
    let count = trained.count { $0.name == first.name }
    return
      "\(diverged.count) of \(count) runs of \(first.name) diverged: seed \(list.joined(separator: ", "))\(reason.isEmpty ? "" : " (seed \(first.seed)\(reason))")"
  }
}
