import CKernels

/// How kernels are run: at which SIMD level, on how many threads, with which scratch memory.
///
/// One run owns one executor. Neither the level nor the number of threads changes a result: work is only ever split
/// into slices whose elements are computed alike whatever the slice.
public final class Executor {
  public let kernels: Kernels
  public var threadCount: Int { pool.threadCount }
  let pool: ThreadPool
  /// How often work was shared between threads so far.
  private(set) var sharedWorkCount = 0
  private var scratch: [FloatStorage]
  private var shared = FloatStorage(count: 0)
  private let progress = ProgressMemory()

  public init(kernels: Kernels = .best, threads: Int = 1) {
    self.kernels = kernels
    pool = ThreadPool(threadCount: threads)
    scratch = (0..<pool.threadCount).map { _ in FloatStorage(count: 0) }
  }

  /// Makes every thread's scratch memory at least so many floats large. Called when a network is planned, so that
  /// steps allocate nothing.
  func reserveScratch(count: Int) {
    guard scratch[0].capacity < count else { return }
    scratch = scratch.map { _ in FloatStorage(count: count) }
  }

  func scratch(thread: Int) -> UnsafeMutablePointer<Float> { scratch[thread].base }

  /// Memory for all threads together, at least so many floats, for what one call of a layer needs to its end: the next
  /// call gets the same. It grows with the greatest need so far.
  func workspace(count: Int) -> UnsafeMutablePointer<Float> {
    if shared.capacity < count { shared = FloatStorage(count: count) }
    return shared.base
  }

  /// What a slice of work runs with: the kernels and its thread's scratch memory.
  struct Worker {
    let kernels: UnsafePointer<bnk_kernels>
    let scratch: UnsafeMutablePointer<Float>
  }

  /// Splits 0..<count into one slice a thread, each a multiple of `step` long but for the last, and calls `body` for
  /// each slice that is not empty, at the same time.
  /// - Parameters:
  ///   - cost: the rough number of operations of the whole; little work stays on the calling thread.
  ///   - work: what `body` works on. It comes as an argument because a `body` with captures would have to be
  ///     allocated on every call.
  func parallel<Work>(
    _ count: Int, step: Int = 1, cost: Int, with work: Work,
    _ body: @escaping (_ work: Work, _ slice: Range<Int>, _ worker: Worker) -> Void
  ) {
    guard count > 0 else { return }
    let steps = (count - 1) / step + 1
    let parts = min(threads(cost: cost), steps)
    guard parts > 1 else { return body(work, 0..<count, worker(thread: 0)) }
    sharedWorkCount += 1
    pool.run(Slices(count: count, step: step, parts: parts, executor: self, work: work, body: body))
  }

  /// How many threads a piece of work is worth.
  func threads(cost: Int) -> Int { min(pool.threadCount, max(cost / Self.leastCostOfAThread, 1)) }

  /// A team of so many threads, whose members share a piece of work out among themselves, for `parallel` to call each
  /// one; `progressCount` zeros are what they note. The next team gets the same memory.
  func team(threads: Int, progressCount: Int) -> bnk_team {
    bnk_team(thread: 0, threads: threads, progress: progress.zeros(count: progressCount))
  }

  private func worker(thread: Int) -> Worker {
    Worker(kernels: kernels.table, scratch: scratch(thread: thread))
  }

  private struct Slices<Work>: ThreadPoolJob {
    let count: Int
    let step: Int
    let parts: Int
    let executor: Executor
    let work: Work
    let body: (Work, Range<Int>, Worker) -> Void

    func run(thread: Int) {
      guard thread < parts else { return }
      let steps = (count - 1) / step + 1
      let lower = steps * thread / parts * step
      let upper = min(steps * (thread + 1) / parts * step, count)
      if lower < upper { body(work, lower..<upper, executor.worker(thread: thread)) }
    }
  }

  /// Below this many operations (some microseconds) a slice is not worth handing to another thread.
  private static let leastCostOfAThread = 20_000
}

/// What threads note of their progress through a piece of work.
private final class ProgressMemory {
  private var memory = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 0)

  deinit { memory.deallocate() }

  /// It grows with the greatest need so far.
  func zeros(count: Int) -> UnsafeMutablePointer<UInt32>? {
    if memory.count < count {
      memory.deallocate()
      memory = .allocate(capacity: count)
    }
    memory.baseAddress?.initialize(repeating: 0, count: count)
    return memory.baseAddress
  }
}
