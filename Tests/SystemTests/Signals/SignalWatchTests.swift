import Synchronization
import Testing

@testable import System

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct SignalWatchTests {
  @Test func twoSignalsAtOnceAreOneRequest() {
    var counter = RequestCounter()
    #expect(counter.request(at: 10) == .first)
    #expect(counter.request(at: 10.01) == .same)
    #expect(counter.request(at: 10.06) == .later)
    #expect(counter.request(at: 10.07) == .later)
  }

  /// The signals are sent to the watching thread itself, so that they cannot reach other threads of the tests. The
  /// thread reads the clock once for each signal, which tells the test that it may send the next one.
  @Test func theThreadDistinguishesFirstAndLater() throws {
    let events = Mutex<[String]>([])
    let times = Mutex([0.0, 0.01, 1.0])
    let watch = SignalWatch.start(
      [SIGUSR1], clock: { times.withLock { $0.isEmpty ? 2 : $0.removeFirst() } },
      onFirst: { events.withLock { $0.append("first") } },
      onSecond: { events.withLock { $0.append("later") } })
    let thread = try #require(watch)
    for left in [2, 1, 0] {
      pthread_kill(thread.handle, SIGUSR1)
      while times.withLock({ $0.count }) > left { sched_yield() }
    }
    while events.withLock({ $0.count }) < 2 { sched_yield() }
    #expect(events.withLock { $0 } == ["first", "later"])
  }
}
