import Testing

@testable import Datasets

struct MemoryBudgetTests {
  @Test func countsBytes() throws {
    #expect(try MemoryBudget.bytes(for: [3, 5], elementSize: 4, what: "x") == 60)
    #expect(try MemoryBudget.bytes(for: [], elementSize: 4, what: "x") == 4)
    #expect(try MemoryBudget.bytes(for: [0, 5], elementSize: 4, what: "x") == 0)
  }

  @Test(arguments: [[Int.max], [1 << 32, 1 << 31], [1 << 62, 4], [-1, 3], [0, Int.max, 2]])
  func refusesSizesThatOverflow(_ shape: [Int]) {
    #expect(throws: DatasetError.tooLarge(what: "x", shape: shape)) {
      try MemoryBudget.bytes(for: shape, elementSize: 4, what: "x")
    }
  }

  @Test func refusesMoreThanIsFree() throws {
    let error = DatasetError.notEnoughMemory(what: "x", needed: 128 << 20, available: 100 << 20)
    #expect(throws: error) {
      try MemoryBudget.bytes(for: [32 << 20], elementSize: 4, what: "x", available: 100 << 20)
    }
    #expect(
      try MemoryBudget.bytes(for: [32 << 20], elementSize: 4, what: "x", available: 128 << 20) == 128 << 20)
    // 2⁵⁰ bytes are a pebibyte, more than any machine has.
    #expect(throws: DatasetError.self) { try MemoryBudget.bytes(for: [1 << 50], elementSize: 1, what: "x") }
  }
}
