import Synchronization
import System

/// Threads that are ready to share one piece of work at a time.
///
/// Between two pieces of work a thread first spins for a moment and then parks. A training step hands out dozens of
/// pieces that take some microseconds each; waking a parked thread (about 8 µs) would cost more than the work.
final class ThreadPool {
  let threadCount: Int
  private let state = State()
  private var threads: [WorkerThread] = []

  /// The maximum number of threads; no supported machine gains from more.
  static let largestThreadCount = 256

  /// A pool of at most `threadCount` threads, including the caller's thread; fewer if the system refuses more.
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

  /// Calls `job.run(thread:)` once for each thread's index, all at the same time, and returns when all calls have
  /// returned.
  ///
  /// A job is a value on the caller's stack, not a closure, because handing a closure to other threads needs an
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
  /// - Parameter thread: the index of the calling thread in the pool; 0 is the thread that called `ThreadPool.run`.
  func run(thread: Int)
}

extension ThreadPoolJob {
  fileprivate static func run(at start: UnsafeRawPointer, thread: Int) {
    start.assumingMemoryBound(to: Self.self).pointee.run(thread: thread)
  }
}

/// The state that the pool shares with its threads.
private final class State: @unchecked Sendable {
  private static let spinsBeforeParking = 20_000

  /// Number of jobs so far; raised to start one, and once more to stop.
  private let generation = Atomic<Int>(0)
  /// Number of threads that have not finished the current job.
  private let unfinished = Atomic<Int>(0)
  /// Number of threads that sleep, or are about to.
  private let parked = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  /// The current job: its type, and its place on the stack of the pool's caller.
  /// It is written before `generation` is raised (release) and read after the new generation is seen (acquire).
  private var job: (type: any ThreadPoolJob.Type, start: UnsafeRawPointer)?
  private let parking = ThreadParking()

  /// Starts a thread; nil if the system refuses it.
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
    // Sequentially consistent with `parked`: either the thread sees the new generation before it sleeps, or this call
    // sees that the thread is parked and wakes it.
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
