import Experiments
import Testing

@testable import Runs

@Suite struct ShardTests {
  private func shares(_ count: Int) -> [Shard] { (1...count).compactMap { Shard($0, of: count) } }

  /// The shares that a run is in.
  private func indices(_ experiment: String, _ seed: UInt64, of count: Int) -> [Int] {
    shares(count).filter { $0.contains(experiment: experiment, seed: seed) }.map(\.index)
  }

  @Test func theIndexIsOneOfTheShares() {
    #expect(Shard(1, of: 1)?.count == 1 && Shard(100_000, of: 100_000)?.index == 100_000)
    for (index, count) in [(0, 1), (2, 1), (1, 0), (-1, 3), (1, 100_001)] {
      #expect(Shard(index, of: count) == nil)
    }
  }

  /// FIPS 180-4: the SHA-256 of "abc" begins with ba7816bf 8f01cfea. The last of these digits is a, so seed 0 is in share
  /// 10 + 1 of 16. Powers of 16 are 1 modulo 3, 5 and 15, so there the sum of the digits counts: 144, which is 0, 4 and
  /// 9. 2⁶⁴ − 1 is 15 modulo 16 and 0 modulo 3, 5 and 15.
  @Test(arguments: [
    (UInt64(0), 16, 11), (5, 16, 16), (6, 16, 1), (.max, 16, 10),
    (0, 3, 1), (1, 3, 2), (2, 3, 3), (3, 3, 1), (.max, 3, 1),
    (0, 5, 5), (1, 5, 1), (.max, 5, 5), (0, 15, 10), (7, 15, 2), (123, 1, 1),
  ])
  func knownShares(seed: UInt64, count: Int, index: Int) {
    #expect(indices("abc", seed, of: count) == [index])
  }

  @Test(arguments: [1, 2, 3, 7, 8, 64])
  func everyRunIsInOneShareAndConsecutiveSeedsAreBalanced(count: Int) {
    for experiment in ["A", "circles-baseline", "circles-baseline+training.epochs=3"] {
      let found = (1...50).map { indices(experiment, UInt64($0), of: count) }
      #expect(found.allSatisfy { $0.count == 1 })
      let sizes = (1...count).map { share in found.count { $0 == [share] } }
      #expect(sizes.allSatisfy { $0 == 50 / count || $0 == 50 / count + 1 }, "\(sizes)")
    }
  }

  /// Otherwise each experiment's first seed would be in the first share.
  @Test func experimentsBeginInDifferentShares() {
    #expect(Set(["A", "B", "C", "D"].flatMap { indices($0, 1, of: 1000) }).count > 1)
  }

  /// A run that another one of the same command serves is in that one's share, whatever its own name says.
  @Test func aServedRunIsInItsServersShare() throws {
    let library = Fixture.library(["/work/experiments/a.json": Fixture.circles()])
    let settings = RunSettings(runsDirectory: "/none", data: Fixture.data)
    func runs(_ overrides: [[String]]) throws -> [SelectedRun] {
      let experiments = try overrides.map { texts in
        try library.resolve(
          "a", overrides: texts.map { try Override(parsing: $0, currentDirectory: "/work") })
      }
      return try ExperimentSelection(experiments).planned(settings.data, warn: { _ in })
        .runs(settings) { _ in Array(1...8) }
    }
    let served = ["training.evaluate_train=false"]
    let both = try runs([[], served])
    let names = both.map(\.session.spec.name)
    #expect(names[0] == "a" && names[8] != "a")
    // Own shares of the two would differ.
    #expect(indices(names[0], 1, of: 97) != indices(names[8], 1, of: 97))
    for shard in shares(97) {
      let seeds = both.filter(shard.contains).map(\.session.spec.training.seed)
      #expect(Set(seeds).count * 2 == seeds.count)
      // Alone it is in its own share.
      for run in try runs([served]) {
        #expect(
          shard.contains(run) == shard.contains(experiment: names[8], seed: run.session.spec.training.seed))
      }
    }
  }
}
