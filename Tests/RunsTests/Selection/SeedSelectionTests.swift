import Experiments
import Testing

@testable import Runs

@Suite struct SeedSelectionTests {
  private func read(_ text: String) throws(SeedListError) -> SeedSelection {
    try SeedSelection(parsing: text)
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
    let error = try #require(throws: SeedListError.self) { try read(text) }
    guard case .notASeed = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func rangesRunForwards() {
    #expect(throws: SeedListError.descending(first: 3, last: 1)) { try read("3..1") }
  }

  @Test(arguments: [("1,2,1", 1), ("1..5,3..8", 3)])
  func noSeedTwice(text: String, seed: UInt64) {
    #expect(throws: SeedListError.duplicate(seed)) { try read(text) }
  }

  @Test func absurdRangesAreRefusedAtOnce() throws {
    let tooMany = SeedListError.tooMany(limit: 10_000)
    #expect(throws: tooMany) { try read("0..18446744073709551615") }
    #expect(throws: tooMany) { try read("1..10001") }
    #expect(throws: tooMany) { try read("1..10000,10001") }
    guard case .these(let seeds) = try read("1..10000") else { return }
    #expect(seeds.count == 10_000)
  }

  @Test func seedsComeFromTheChoiceOrFromElsewhere() throws {
    #expect(SeedSelection.ofSpec.seeds(else: [4, 5]) == [4, 5])
    #expect(SeedSelection.these([1]).seeds(else: [4, 5]) == [1])
    let library = Fixture.library(["/work/a.json": Fixture.circles()])
    let experiment = try library.resolve(
      "a.json",
      overrides: [
        Override(parsing: "training.seed=9", currentDirectory: "/work")
      ])
    #expect(SeedSelection.ofSpec.seeds(of: experiment) == [9])
    #expect(SeedSelection.these([1, 2]).seeds(of: experiment) == [1, 2])
  }

  /// `--seeds 5` may have been meant as five seeds.
  @Test func aSingleSeedIsNoNumberOfSeeds() throws {
    #expect(
      try SeedSelection(parsing: "5").countRemark
        == "--seeds 5 means seed 5 alone; --seeds 1..5 runs 5 seeds.")
    for text in ["0", "1", "1..5", "2,5", "20000"] {
      #expect(try SeedSelection(parsing: text).countRemark == nil, "\(text)")
    }
    #expect(SeedSelection.ofSpec.countRemark == nil)
  }

  @Test func messagesSayWhatToWrite() {
    #expect(
      SeedListError.descending(first: 3, last: 1).description == "the range 3..1 runs backwards; write 1..3.")
    #expect(SeedListError.duplicate(3).description == "seed 3 is listed twice.")
  }
}
