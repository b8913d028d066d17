import Synchronization
import Testing

@testable import Engine

struct ExecutorTests {
  /// The calls that `parallel` made.
  private final class Record: Sendable {
    let slices = Mutex<[Range<Int>]>([])
    let scratch = Mutex<Set<Int>>([])
  }

  private func slices(
    of count: Int, step: Int, cost: Int, threads: Int
  ) -> (slices: [Range<Int>], scratch: Int, shared: Int) {
    let executor = Executor(threads: threads)
    let record = Record()
    executor.parallel(count, step: step, cost: cost, with: record) { record, slice, worker in
      record.slices.withLock { $0.append(slice) }
      let place = Int(bitPattern: worker.scratch)
      _ = record.scratch.withLock { $0.insert(place) }
    }
    let slices = record.slices.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
    return (slices, record.scratch.withLock(\.count), executor.sharedWorkCount)
  }

  /// Every index once, no slice empty, boundaries at multiples of the step.
  @Test(arguments: [1, 2, 3, 4], [1, 16])
  func slicesCoverTheWholeOnce(threads: Int, step: Int) {
    for count in [0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 47, 48, 49, 1000] {
      let (slices, _, _) = slices(of: count, step: step, cost: 1_000_000, threads: threads)
      #expect(slices.flatMap { $0 } == Array(0..<count), "\(count)")
      #expect(slices.allSatisfy { !$0.isEmpty && $0.lowerBound % step == 0 })
      #expect(slices.count == min(threads, (count + step - 1) / step), "\(count)")
    }
  }

  @Test func slicesAreOfAboutOneSize() {
    let (slices, scratch, shared) = slices(of: 1000, step: 1, cost: 1_000_000, threads: 3)
    #expect(slices.map(\.count).sorted() == [333, 333, 334])
    // Each slice has the scratch memory of its own thread.
    #expect(scratch == 3 && shared == 1)
  }

  /// Little work is not worth waking a thread.
  @Test func littleWorkStaysOnTheCallingThread() {
    #expect(slices(of: 1000, step: 1, cost: 1000, threads: 3).slices == [0..<1000])
    #expect(slices(of: 1000, step: 1, cost: 1000, threads: 3).shared == 0)
    #expect(slices(of: 1000, step: 1, cost: 50_000, threads: 3).slices.count == 2)
    #expect(slices(of: 1000, step: 1, cost: .max, threads: 3).slices.count == 3)
  }

  @Test func scratchMemoryGrowsAndStays() {
    let executor = Executor(threads: 2)
    executor.reserveScratch(count: 100)
    let places = (0..<2).map { executor.scratch(thread: $0) }
    for place in places { place[99] = 1 }
    executor.reserveScratch(count: 50)
    #expect((0..<2).map { executor.scratch(thread: $0) } == places)
    executor.reserveScratch(count: 5000)
    for thread in 0..<2 { executor.scratch(thread: thread)[4999] = 1 }
  }

  @Test func levelsAreFoundByTheirNames() {
    let available = Kernels.available
    #expect(["base", "neon"].contains(available.first?.name))
    #expect(available.contains { $0.name == Kernels.best.name })
    for level in available { #expect(Kernels(named: level.name)?.table == level.table) }
    #expect(Kernels(named: "") == nil && Kernels(named: "AVX2") == nil)
  }
}

extension Kernels: Equatable {
  public static func == (one: Kernels, other: Kernels) -> Bool { one.table == other.table }
}
