import Experiments
import Foundation
import Synchronization
import System
import Testing

@testable import Runs

@Suite struct RunQueueTests {
  private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "runs-\(UUID().uuidString)")

  private func sessions(_ count: Int) throws -> [RunSession] {
    let library = Fixture.data
    return try (1...count).map { seed in
      var spec = try Fixture.circlesSpec(epochs: 1)
      spec.training.seed = UInt64(seed)
      return RunSession(
        spec: spec, runsDirectory: directory.path, fresh: false, threads: 1, kernels: .best, data: library)
    }
  }

  /// The lock of another process: flock keeps two descriptors of one process apart, too.
  private final class ForeignLock: Sendable {
    private let path: String
    private let lock: Mutex<FolderLock?>

    init(_ session: RunSession) throws {
      try session.folder.createParent()
      path = session.folder.lockPath
      lock = Mutex(try FolderLock(path, createsFile: true, isCancelled: { true }, onWait: {}))
    }

    /// Returns when the lock is free: a program that another test is starting may hold a copy of the descriptor for a moment.
    func release() {
      lock.withLock { $0 = nil }
      while FolderLock.isTaken(path) { WorkerThread.yield() }
    }
  }

  private func clean() { try? FileManager.default.removeItem(at: directory) }

  /// Runs the queue, one run at a time.
  /// - Returns: the results; and the seeds of the runs that began and of those that were waited for, in order.
  private func execute(
    _ sessions: [RunSession], isCancelled: @escaping @Sendable () -> Bool = { false },
    onEvent: @escaping @Sendable (UInt64, RunEvent) -> Void
  ) -> (results: [Result<RunSession.Outcome, any Error>], started: [UInt64], waited: [UInt64]) {
    let events = Mutex((started: [UInt64](), waited: [UInt64]()))
    let results = RunQueue(sessions: sessions, jobs: 1).execute(isCancelled: isCancelled) { index, event in
      let seed = sessions[index].spec.training.seed
      events.withLock { events in
        if case .started = event { events.started.append(seed) }
        if case .waiting = event { events.waited.append(seed) }
      }
      onEvent(seed, event)
    }
    let (started, waited) = events.withLock { $0 }
    return (results, started, waited)
  }

  @Test func freeRunsComeBeforeThoseOfOtherProcesses() throws {
    defer { clean() }
    let sessions = try sessions(3)
    let lock = try ForeignLock(sessions[0])
    // It is released only when the queue waits for it.
    let (results, started, waited) = execute(sessions) { _, event in
      if case .waiting = event { lock.release() }
    }
    #expect(started == [2, 3, 1])
    #expect(waited == [1])
    #expect(try results.map { try $0.get().record.seed } == [1, 2, 3])
  }

  /// A run that has become free meanwhile is not left for the one that was first.
  @Test func nothingIsWaitedForWhileAnyRunIsFree() throws {
    defer { clean() }
    let sessions = try sessions(3)
    let locks = try (0..<2).map { try ForeignLock(sessions[$0]) }
    let (results, started, waited) = execute(sessions) { seed, event in
      if seed == 3, case .finished = event { locks[1].release() }
      if case .waiting = event { locks[0].release() }
    }
    #expect(started == [3, 2, 1])
    #expect(waited == [1])
    #expect(results.allSatisfy { (try? $0.get()) != nil })
  }

  @Test func allRunsOfOtherProcessesAreWaitedForOneAfterTheOther() throws {
    defer { clean() }
    let sessions = try sessions(2)
    let locks = try sessions.map(ForeignLock.init)
    let (_, started, waited) = execute(sessions) { seed, event in
      if case .waiting = event { locks[Int(seed) - 1].release() }
    }
    #expect(started == [1, 2])
    #expect(waited == [1, 2])
  }

  @Test func waitingCanBeCancelled() throws {
    defer { clean() }
    let sessions = try sessions(2)
    let lock = try ForeignLock(sessions[0])
    let isCancelled = Atomic(false)
    let (results, started, _) = execute(
      sessions, isCancelled: { isCancelled.load(ordering: .relaxed) }
    ) { _, event in
      if case .waiting = event { isCancelled.store(true, ordering: .relaxed) }
    }
    lock.release()
    #expect(started == [2])
    #expect(throws: RunInterrupted.self) { try results[0].get() }
    #expect((try? results[1].get()) != nil)
  }
}
