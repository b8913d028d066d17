/// How kernels are run: at which SIMD level, on how many threads, with which scratch memory.
///
/// One run owns one executor. Neither the level nor the number of threads changes a result: work is only ever split
/// into slices whose elements are computed alike whatever the slice.
public final class Executor {
  public let kernels: Kernels
  public var threadCount: Int { pool.threadCount }
  private let pool: ThreadPool
  private var scratch: [FloatStorage]

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

  /// Splits 0..<count into one slice a thread, each a multiple of `step` long but for the last, and calls `body` for
  /// each slice that is not empty, at the same time.
  /// - Parameter cost: the rough number of operations of the whole; little work stays on the calling thread.
  func parallel(
    _ count: Int, step: Int = 1, cost: Int, _ body: (_ slice: Range<Int>, _ thread: Int) -> Void
  ) {
    let steps = (count + step - 1) / step
    let parts = min(pool.threadCount, steps, cost / Self.leastCostOfAThread)
    guard parts > 1 else {
      if count > 0 { body(0..<count, 0) }
      return
    }
    pool.run { thread in
      guard thread < parts else { return }
      let lower = steps * thread / parts * step
      let upper = min(steps * (thread + 1) / parts * step, count)
      if lower < upper { body(lower..<upper, thread) }
    }
  }

  /// Below this many operations (some microseconds) a slice is not worth handing to another thread.
  private static let leastCostOfAThread = 20_000
}
