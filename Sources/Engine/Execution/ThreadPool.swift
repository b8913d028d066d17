import Synchronization
import System

/// Threads that stand ready to share one piece of work at a time.
///
/// Between two pieces a worker spins for a moment and then parks: a training step hands out dozens of pieces of some
/// microseconds each, for which waking a parked thread (some 8 µs) costs more than the work.
final class ThreadPool {
  let threadCount: Int
  private let state = State()
  private var threads: [WorkerThread] = []

  /// More threads than this help on no machine that this is built for.
  static let largestThreadCount = 256

  /// A pool of at most `threadCount` threads, the caller's included; fewer where the system refuses more.
  init(threadCount: Int) {
    for index in 1..<min(max(threadCount, 1), Self.largestThreadCount) {
      guard let thread = state.startWorker(index: index) else { break }
      threads.append(thread)
    }
    self.threadCount = threads.count + 1
  }

  deinit {
    state.stop()
    for thread in threads { thread.join() }
  }

  /// Calls `job.run(thread:)` once for every thread's index, at the same time, and returns when all calls have.
  ///
  /// A job is a value on the caller's stack and no closure, because handing a closure to other threads takes an
  /// allocation. Calls must not be nested and must come from one thread at a time.
  func run<Job: ThreadPoolJob>(_ job: Job) {
    guard !threads.isEmpty else { return job.run(thread: 0) }
    withUnsafePointer(to: job) { start in
      state.begin(Job.self, at: start, workers: threads.count)
      job.run(thread: 0)
      state.awaitWorkers()
    }
  }
}

/// A piece of work for all threads of a pool.
protocol ThreadPoolJob {
  func run(thread: Int)
}

extension ThreadPoolJob {
  fileprivate static func run(at start: UnsafeRawPointer, thread: Int) {
    start.assumingMemoryBound(to: Self.self).pointee.run(thread: thread)
  }
}

/// What the pool and its workers share.
private final class State: @unchecked Sendable {
  private static let spinsBeforeParking = 20_000

  private let generation = Atomic<Int>(0)
  private let unfinished = Atomic<Int>(0)
  private let parked = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  /// The job under way: its type and where it stands on the stack of the pool's caller.
  /// Written before `generation` is raised (release), read after it is seen (acquire).
  private var job: (type: any ThreadPoolJob.Type, start: UnsafeRawPointer)?
  private let parking = ThreadParking()

  func startWorker(index: Int) -> WorkerThread? {
    WorkerThread.start { self.work(index: index) }
  }

  func begin(_ type: any ThreadPoolJob.Type, at start: UnsafeRawPointer, workers: Int) {
    job = (type, start)
    unfinished.store(workers, ordering: .relaxed)
    raiseGeneration()
  }

  func awaitWorkers() {
    var spins = 0
    while unfinished.load(ordering: .acquiring) != 0 {
      spins += 1
      if spins > Self.spinsBeforeParking { WorkerThread.yield() }
    }
    job = nil
  }

  func stop() {
    stopping.store(true, ordering: .relaxed)
    raiseGeneration()
  }

  private func raiseGeneration() {
    // Sequentially consistent with `parked`: either the worker sees the new generation before it sleeps, or this
    // sees that it is parked and wakes it.
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    guard parked.load(ordering: .sequentiallyConsistent) > 0 else { return }
    parking.wakeAll()
  }

  private func work(index: Int) {
    var seen = 0
    while true {
      awaitGeneration(after: seen)
      seen += 1
      if stopping.load(ordering: .relaxed) { return }
      if let job { job.type.run(at: job.start, thread: index) }
      unfinished.wrappingSubtract(1, ordering: .acquiringAndReleasing)
    }
  }

  private func awaitGeneration(after seen: Int) {
    for _ in 0..<Self.spinsBeforeParking where generation.load(ordering: .acquiring) != seen { return }
    parked.wrappingAdd(1, ordering: .sequentiallyConsistent)
    parking.wait { generation.load(ordering: .sequentiallyConsistent) == seen }
    parked.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }
}
