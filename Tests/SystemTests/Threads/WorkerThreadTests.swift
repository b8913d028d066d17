import Synchronization
import System
import Testing

@Suite struct WorkerThreadTests {
  /// All calls run at the same time: each waits for the others.
  @Test func runsOnSeveralThreadsAtOnce() {
    let arrived = Atomic<Int>(0)
    WorkerThread.run(count: 4) {
      arrived.wrappingAdd(1, ordering: .sequentiallyConsistent)
      while arrived.load(ordering: .sequentiallyConsistent) < 4 { WorkerThread.yield() }
    }
    #expect(arrived.load(ordering: .sequentiallyConsistent) == 4)
    WorkerThread.run(count: 0) { arrived.wrappingAdd(1, ordering: .sequentiallyConsistent) }
    #expect(arrived.load(ordering: .sequentiallyConsistent) == 5)
  }

  @Test func parkedThreadsWakeAfterAChange() throws {
    let parking = ThreadParking()
    let turn = Atomic<Int>(0)
    let other = try #require(
      WorkerThread.start {
        parking.wait { turn.load(ordering: .sequentiallyConsistent) < 1 }
        turn.store(2, ordering: .sequentiallyConsistent)
        parking.wakeAll()
      })
    turn.store(1, ordering: .sequentiallyConsistent)
    parking.wakeAll()
    parking.wait { turn.load(ordering: .sequentiallyConsistent) < 2 }
    other.join()
    #expect(turn.load(ordering: .sequentiallyConsistent) == 2)
  }
}
