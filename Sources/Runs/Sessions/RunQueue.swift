import Synchronization
import System

/// Carries out runs, several at the same time. A run that fails does not stop the others.
public struct RunQueue: Sendable {
  public let sessions: [RunSession]
  /// Runs at once.
  public let jobs: Int
  /// Runs that are known to be finished, by the sessions' indices.
  private let finished: [Int: RunSession.Outcome]

  public init(sessions: [RunSession], jobs: Int, finished: [Int: RunSession.Outcome] = [:]) {
    self.sessions = sessions
    self.jobs = jobs
    self.finished = finished
  }

  /// The outcome of each run, in the order of the sessions. Runs that are served by others of the queue come last. Runs
  /// that had not begun when `isCancelled` came true fail with `RunInterrupted`.
  /// - Parameters:
  ///   - report: called on the run's thread, with the session's index.
  public func execute(
    isCancelled: @escaping @Sendable () -> Bool, report: @escaping @Sendable (Int, RunEvent) -> Void
  ) -> [Result<RunSession.Outcome, any Error>] {
    let results = Mutex([Result<RunSession.Outcome, any Error>?](repeating: nil, count: sessions.count))

    @Sendable func work(_ round: [Int], _ next: borrowing Atomic<Int>) {
      while true {
        let position = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard position < round.count else { return }
        let index = round[position]
        let result = Result {
          if isCancelled() { throw RunInterrupted() }
          let outcome =
            try finished[index]
            ?? sessions[index].execute(isCancelled: isCancelled) { report(index, $0) }
          if !outcome.decision.trains { report(index, .upToDate) }
          return outcome
        }
        results.withLock { $0[index] = result }
      }
    }

    for isServed in [false, true] {
      let round = sessions.indices.filter { (sessions[$0].queuedServer != nil) == isServed }
      let next = Atomic<Int>(0)
      WorkerThread.run(count: min(jobs, round.count)) { work(round, next) }
    }
    return results.withLock { $0.map { $0 ?? .failure(RunInterrupted()) } }
  }
}
