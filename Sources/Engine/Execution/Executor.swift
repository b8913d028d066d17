import CKernels
import Synchronization

/// How kernels are run: at which SIMD level, on how many threads, with which scratch memory.
///
/// Each run owns one executor. Neither the level nor the number of threads changes a result: work is only split into
/// slices, and an element is computed in the same way whichever slice it is in.
public final class Executor {
  public let kernels: Kernels
  public var threadCount: Int { pool.threadCount }
  let pool: ThreadPool
  /// How often work has been shared between threads so far.
  private(set) var sharedWorkCount = 0
  /// One memory for each thread.
  private var scratch: [FloatStorage]
  private var shared = FloatStorage(count: 0)
  private let progress = ProgressMemory()
  let finiteness = Finiteness()

  /// - Parameter threads: the number of threads that are wanted; see `threadCount` for the number that there are.
  public init(kernels: Kernels = .best, threads: Int = 1) {
    self.kernels = kernels
    pool = ThreadPool(threadCount: threads)
    scratch = (0..<pool.threadCount).map { _ in FloatStorage(count: 0) }
  }

  /// Makes each thread's scratch memory at least `count` floats large. A runner calls it for its network, so that steps
  /// allocate nothing.
  func reserveScratch(count: Int) {
    guard scratch[0].capacity < count else { return }
    scratch = scratch.map { _ in FloatStorage(count: count) }
  }

  /// The scratch memory of one thread, as large as was reserved.
  func scratch(thread: Int) -> UnsafeMutablePointer<Float> { scratch[thread].base }

  /// Memory that all threads share, at least `count` floats. It is valid until one call of a layer ends: the next
  /// call gets the same memory. It grows to the largest count asked for so far.
  func workspace(count: Int) -> UnsafeMutablePointer<Float> {
    if shared.capacity < count { shared = FloatStorage(count: count) }
    return shared.base
  }

  /// What a slice of work runs with: the kernels, and the scratch memory of its thread.
  struct Worker {
    let kernels: UnsafePointer<bnk_kernels>
    let scratch: UnsafeMutablePointer<Float>
  }

  /// Splits 0..<count into one slice per thread and calls `body` for all slices at the same time, except empty ones.
  /// The length of each slice except the last is a multiple of `step`.
  /// - Parameters:
  ///   - cost: the rough number of operations of the whole work; little work stays on the calling thread.
  ///   - work: what `body` works on. It is an argument because a `body` with captures would have to be allocated on
  ///     every call.
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

  /// Number of threads that a piece of work is worth.
  func threads(cost: Int) -> Int { min(pool.threadCount, max(cost / Self.minimumCostPerThread, 1)) }

  /// A team of threads that divide a piece of work among themselves; `parallel` is to call each member.
  /// - Parameter progressCount: the size of the memory in which the members note their progress. It starts with
  ///   zeros, and the next team gets the same memory.
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

  /// The minimum number of operations of a slice (some microseconds) that is worth handing to another thread.
  private static let minimumCostPerThread = 20_000
}

/// Whether all values that a piece of work computes are finite. Several threads may compute parts of it.
final class Finiteness: Sendable {
  private let hasOther = Atomic<Bool>(false)

  var isFinite: Bool { !hasOther.load(ordering: .relaxed) }

  func reset() { hasOther.store(false, ordering: .relaxed) }

  /// Any thread may call it.
  func foundOther() { hasOther.store(true, ordering: .relaxed) }
}

/// Owns the memory in which a team of threads notes its progress through a piece of work.
private final class ProgressMemory {
  private var memory = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 0)

  deinit { memory.deallocate() }

  /// `count` zeros, valid until the next call; nil only for a count of 0. The memory grows to the largest count so far.
  func zeros(count: Int) -> UnsafeMutablePointer<UInt32>? {
    if memory.count < count {
      memory.deallocate()
      memory = .allocate(capacity: count)
    }
    memory.baseAddress?.initialize(repeating: 0, count: count)
    return memory.baseAddress
  }
}
