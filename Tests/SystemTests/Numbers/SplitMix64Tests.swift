import System
import Testing

struct SplitMix64Tests {
  /// The first outputs of Vigna's splitmix64.c with the state 0. An empty key gives this state, too.
  @Test func equalsTheReference() {
    var random = SplitMix64()
    #expect(random.next() == 0xe220_a839_7b1d_cdaf)
    #expect(random.next() == 0x6e78_9e6a_a1b9_65f4)
    #expect(random.next() == 0x06c4_5d18_8009_454f)
  }

  /// `output(_:seed:)` gives the same numbers as repeated calls of `next`.
  @Test func anyIndexOfTheSequence() {
    var random = SplitMix64(seed: 1_234_567)
    for index in 0..<100 as Range<UInt64> {
      #expect(random.next() == SplitMix64.output(index, seed: 1_234_567))
    }
  }

  @Test func everyPartOfTheKeyMatters() {
    var streams: [SplitMix64] = [
      SplitMix64(key: 1, 2), SplitMix64(key: 2, 1), SplitMix64(key: 1), SplitMix64(key: 1, 2, 0),
    ]
    let first = Set(streams.indices.map { streams[$0].next() })
    #expect(first.count == 4)
  }

  /// With 20,000 draws, the standard error of a uniform number's mean is 0.289 / √20000 = 0.002, and that of the bell's
  /// variance √(1.7 / 20000) ≈ 0.01. Errors up to five times as large are allowed.
  @Test func distributionsHaveTheirMeanAndVariance() {
    var random = SplitMix64(key: 5)
    let units = (0..<20_000).map { _ in random.unit() }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    let unitSum: Double = units.reduce(0, +)
    #expect(abs(unitSum / 20_000 - 0.5) < 0.01)
    let bells = (0..<20_000).map { _ in random.bell(1) }
    let bellSum: Double = bells.reduce(0, +)
    #expect(abs(bellSum / 20_000) < 0.04)
    let squareSum: Double = bells.reduce(0) { (sum: Double, bell: Double) in sum + bell * bell }
    #expect(abs(squareSum / 20_000 - 1) < 0.05)
    #expect(bells.allSatisfy { abs($0) < 3.5 })
    #expect(Set((0..<200).map { _ in random.below(5) }) == [0, 1, 2, 3, 4])
  }
}
