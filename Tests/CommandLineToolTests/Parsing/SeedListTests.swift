import Testing

@testable import CommandLineTool

@Suite struct SeedListTests {
  private func read(_ text: String) throws(ValueProblem) -> SeedSelection {
    try ValueReader<SeedSelection>.seedList.read(text)
  }

  static let lists: [(text: String, seeds: [UInt64])] = [
    ("1..3", [1, 2, 3]), ("1,2,5", [1, 2, 5]), ("1..3,8", [1, 2, 3, 8]), ("5,1..2", [5, 1, 2]),
    ("7", [7]), ("0..0", [0]), ("1, 2", [1, 2]),
    ("18446744073709551614..18446744073709551615", [UInt64.max - 1, UInt64.max]),
  ]

  @Test(arguments: lists)
  func seeds(text: String, seeds: [UInt64]) throws {
    #expect(try read(text) == .these(seeds))
  }

  @Test(arguments: [
    "", ",", "1,", ",1", "a", "-1", "1..", "..3", "1...3", "1.3", "1..2..3", "+1", "1-3", "1e3",
    "18446744073709551616", "1..18446744073709551616",
  ])
  func whatIsNoList(text: String) throws {
    let error = try #require(throws: ValueProblem.self) { try read(text) }
    guard case .seedList(.notASeed) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func rangesRunForwards() {
    #expect(throws: ValueProblem.seedList(.descending(first: 3, last: 1))) { try read("3..1") }
  }

  @Test(arguments: [("1,2,1", 1), ("1..5,3..8", 3)])
  func noSeedTwice(text: String, seed: UInt64) {
    #expect(throws: ValueProblem.seedList(.duplicate(seed))) { try read(text) }
  }

  @Test func absurdRangesAreRefusedAtOnce() throws {
    let tooMany = ValueProblem.seedList(.tooMany(limit: 10_000))
    #expect(throws: tooMany) { try read("0..18446744073709551615") }
    #expect(throws: tooMany) { try read("1..10001") }
    #expect(throws: tooMany) { try read("1..10000,10001") }
    guard case .these(let seeds) = try read("1..10000") else { return }
    #expect(seeds.count == 10_000)
  }

  @Test func theSingleSeed() throws {
    let reader = ValueReader<SeedSelection>.seed
    #expect(try reader.read("18446744073709551615") == .these([.max]))
    for text in ["-1", "1.5", "+1", "", " 1", "18446744073709551616", "1..3"] {
      #expect(throws: ValueProblem.notAWholeNumber(from: "0", to: "18446744073709551615")) {
        try reader.read(text)
      }
    }
  }
}
