import Synchronization
import Testing

@testable import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct ThreadPoolTests {
  /// Counts the calls of each thread and adds the job's value to the thread's sum.
  private struct Count: ThreadPoolJob {
    let calls: UnsafeMutablePointer<Int>
    let sum: UnsafeMutablePointer<Int>
    let value: Int

    func run(thread: Int) {
      calls[thread] += 1
      sum[thread] += value
    }
  }

  private func withCounters(
    threads: Int, _ body: (_ calls: UnsafeMutablePointer<Int>, _ sum: UnsafeMutablePointer<Int>) -> Void
  ) {
    let calls = UnsafeMutablePointer<Int>.allocate(capacity: threads)
    let sum = UnsafeMutablePointer<Int>.allocate(capacity: threads)
    calls.initialize(repeating: 0, count: threads)
    sum.initialize(repeating: 0, count: threads)
    defer {
      calls.deallocate()
      sum.deallocate()
    }
    body(calls, sum)
  }

  /// Waits much longer than a thread spins before it parks.
  private func waitUntilParked() { usleep(20_000) }

  /// Each run calls every thread once, with the run's own job, and is over when it returns: a call that came late or
  /// twice would show in the counts.
  @Test(arguments: [1, 2, 3, 4])
  func everyRunCallsEveryThreadOnce(threads: Int) {
    let pool = ThreadPool(threadCount: threads)
    #expect(pool.threadCount == threads)
    withCounters(threads: threads) { calls, sum in
      for run in 1...3000 {
        pool.run(Count(calls: calls, sum: sum, value: run))
        let seen = (0..<threads).allSatisfy { calls[$0] == run && sum[$0] == run * (run + 1) / 2 }
        guard seen else {
          Issue.record("run \(run): \((0..<threads).map { calls[$0] })")
          return
        }
      }
    }
  }

  @Test func parkedThreadsWakeUp() {
    let pool = ThreadPool(threadCount: 3)
    withCounters(threads: 3) { calls, sum in
      for run in 1...15 {
        pool.run(Count(calls: calls, sum: sum, value: 0))
        #expect((0..<3).allSatisfy { calls[$0] == run })
        waitUntilParked()
      }
    }
  }

  /// Waits of various lengths around the moment at which a thread stops spinning and parks.
  @Test func noWakeUpIsLostAtTheMomentOfParking() {
    let pool = ThreadPool(threadCount: 2)
    withCounters(threads: 2) { calls, sum in
      for run in 1...1000 {
        pool.run(Count(calls: calls, sum: sum, value: 0))
        usleep(UInt32(run))
      }
      #expect(calls[0] == 1000 && calls[1] == 1000)
    }
  }

  @Test func poolsEndInEveryState() {
    for round in 0..<50 {
      let pool = ThreadPool(threadCount: 3)
      withCounters(threads: 3) { calls, sum in
        // A pool that was never used, one just after a job, and one with parked threads.
        if round % 3 > 0 { pool.run(Count(calls: calls, sum: sum, value: 0)) }
        if round % 3 == 2 { waitUntilParked() }
        #expect((0..<3).allSatisfy { calls[$0] == (round % 3 > 0 ? 1 : 0) })
      }
    }
  }

  @Test func poolsDoNotDisturbEachOther() {
    let pools = (0..<3).map { _ in ThreadPool(threadCount: 2) }
    withCounters(threads: 2) { calls, sum in
      for _ in 0..<300 { for pool in pools { pool.run(Count(calls: calls, sum: sum, value: 0)) } }
      #expect(calls[0] == 900 && calls[1] == 900)
    }
  }

  @Test func absurdNumbersOfThreadsAreCut() {
    #expect(ThreadPool(threadCount: 0).threadCount == 1)
    #expect(ThreadPool(threadCount: .min).threadCount == 1)
    #expect(ThreadPool(threadCount: .max).threadCount <= ThreadPool.largestThreadCount)
  }

  private struct CallerIdentity: ThreadPoolJob {
    let identities: UnsafeMutablePointer<pthread_t>
    func run(thread: Int) { identities[thread] = pthread_self() }
  }

  /// Thread 0 is the caller's thread, the others are different threads.
  @Test func theCallerTakesPart() {
    let identities = UnsafeMutablePointer<pthread_t>.allocate(capacity: 3)
    identities.initialize(repeating: pthread_self(), count: 3)
    defer { identities.deallocate() }
    ThreadPool(threadCount: 3).run(CallerIdentity(identities: identities))
    #expect(pthread_equal(identities[0], pthread_self()) != 0)
    #expect(pthread_equal(identities[1], pthread_self()) == 0)
    #expect(pthread_equal(identities[2], pthread_self()) == 0)
    #expect(pthread_equal(identities[1], identities[2]) == 0)
  }
}
