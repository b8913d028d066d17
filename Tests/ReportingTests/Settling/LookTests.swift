import Testing

@testable import Reporting

@Suite struct LookTests {
  private func level(_ look: Int, of total: Confidence = .percent95) -> Double {
    Look(number: look, seedCount: 1).confidence(of: total).level
  }

  /// 0.05/2 = 0.025, 0.05/6 = 0.00833…, 0.05/12 = 0.004166…, 0.05/20 = 0.0025; two digits, rounded down.
  @Test func eachLookSpendsAShareOfTheError() throws {
    for (look, error) in [(1, 0.025), (2, 0.0083), (3, 0.0041), (4, 0.0025)] {
      #expect(abs(level(look) - (1 - error)) < 1e-12)
    }
    // 0.01/2 and 0.01/6 = 0.001666…
    let percent99 = try #require(Confidence(0.99))
    #expect(abs(level(1, of: percent99) - 0.995) < 1e-12)
    #expect(abs(level(2, of: percent99) - (1 - 0.0016)) < 1e-12)
    #expect(Look(number: 2, seedCount: 1).confidence(of: .percent95).percentText == "99.17 %")
  }

  /// Also for confidences that are not as round.
  @Test func allLooksTogetherSpendNoMoreThanTheError() throws {
    for total in [0.5, 0.8, 0.95, 0.987_654_321, 0.999_9] {
      let confidence = try #require(Confidence(total))
      let spent = (1...50).reduce(0) { $0 + 1 - level($1, of: confidence) }
      #expect(spent <= 1 - total + 1e-9)
      // The sum of 1/(k(k + 1)) up to 50 is 50/51; rounding takes away less than a tenth of each share.
      #expect(spent > 0.88 * (1 - total))
    }
  }

  @Test func looksDoubleTheSeeds() {
    let schedule = LookSchedule(first: [2, 7, 4])
    #expect(schedule.seeds(at: 1) == [2, 7, 4])
    #expect(schedule.seeds(at: 2) == [2, 7, 4, 1, 3, 5])
    #expect(schedule.seeds(at: 3) == [2, 7, 4, 1, 3, 5, 6, 8, 9, 10, 11, 12])
    #expect(LookSchedule(first: []).seeds(at: 1) == nil && LookSchedule(first: []).seeds(at: 2) == nil)
  }

  /// 200, 400, …, 6400, then the limit.
  @Test func seedsAreLimited() {
    let schedule = LookSchedule(first: (1...200).map { $0 })
    #expect((1...8).map { schedule.seeds(at: $0)?.count } == [200, 400, 800, 1600, 3200, 6400, 10_000, nil])
    #expect(LookSchedule(first: (1...10_000).map { $0 }).seeds(at: 2) == nil)
    #expect(LookSchedule(first: (1...10_001).map { $0 }).seeds(at: 2) == nil)
  }
}
