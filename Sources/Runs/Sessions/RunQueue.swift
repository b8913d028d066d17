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

  /// The outcome of each run, in the order of the sessions. Runs that are served by others of the queue come last, and
  /// those that another process is training come after all that are free. Runs that had not begun when `isCancelled` came
  /// true fail with `RunInterrupted`.
  /// - Parameters:
  ///   - report: called on the run's thread, with the session's index.
  public func execute(
    isCancelled: @escaping @Sendable () -> Bool, report: @escaping @Sendable (Int, RunEvent) -> Void
  ) -> [Result<RunSession.Outcome, any Error>] {
    let results = Mutex([Result<RunSession.Outcome, any Error>?](repeating: nil, count: sessions.count))

    @Sendable func work(_ rest: borrowing Mutex<PendingRuns>) {
      while let (index, waits) = rest.withLock({ $0.next() }) {
        do {
          if isCancelled() { throw RunInterrupted() }
          let outcome =
            try finished[index]
            ?? sessions[index].execute(waits: waits, isCancelled: isCancelled) { report(index, $0) }
          if outcome == nil, !isCancelled() {
            rest.withLock { $0.putBack(index) }
            continue
          }
          guard let outcome else { throw RunInterrupted() }
          if !outcome.decision.trains { report(index, .upToDate) }
          results.withLock { $0[index] = .success(outcome) }
        } catch {
          results.withLock { $0[index] = .failure(error) }
        }
        rest.withLock { $0.noteEnd() }
      }
    }

    for isServed in [false, true] {
      let round = sessions.indices.filter { (sessions[$0].queuedServer != nil) == isServed }
      let rest = Mutex(PendingRuns(round))
      WorkerThread.run(count: min(jobs, round.count)) { work(rest) }
    }
    return results.withLock { $0.map { $0 ?? .failure(RunInterrupted()) } }
  }
}

/// Runs that have not begun. One that another process is training is put back, and is only waited for when all others
/// are being trained by other processes, too.
private struct PendingRuns {
  private var rest: ArraySlice<Int>
  /// Runs that were put back since one ended.
  private var putBackCount = 0

  init(_ indices: [Int]) { rest = indices[...] }

  mutating func next() -> (index: Int, waits: Bool)? {
    rest.popFirst().map { ($0, putBackCount > rest.count) }
  }

  mutating func putBack(_ index: Int) {
    rest.append(index)
    putBackCount += 1
  }

  /// Others may be free now.
  mutating func noteEnd() { putBackCount = 0 }
}
