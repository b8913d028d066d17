import Testing

@testable import Datasets

struct MT19937Tests {
  @Test func drawsAsNumPysLegacyGenerator() throws {
    for row in try fixtureRows("mt19937.csv") {
      let seed = try #require(UInt32(row[0]))
      func generator() -> MT19937 { MT19937(seed: seed) }
      var words = generator()
      #expect(words.nextWord() == UInt32(row[1]))
      var doubles = generator()
      #expect(doubles.nextDouble().bitPattern == UInt64(row[2]))
      // The third number is drawn, because the second one comes from the first pair.
      var gaussians = generator()
      _ = (gaussians.nextGaussian(), gaussians.nextGaussian())
      #expect(gaussians.nextGaussian().bitPattern == UInt64(row[3]))
      var orders = generator()
      #expect(orders.permutation(12).map(String.init).joined(separator: " ") == row[4])
    }
  }

  /// The C++ standard gives the 10,000th word of std::mt19937 with its default seed 5489.
  @Test func reachesTheStandardsTenThousandthWord() {
    var generator = MT19937(seed: 5489)
    for _ in 1..<10_000 { _ = generator.nextWord() }
    #expect(generator.nextWord() == 4_123_659_995)
  }

  @Test func boundsAreInclusiveAndZeroDrawsNothing() {
    var (generator, other) = (MT19937(seed: 3), MT19937(seed: 3))
    #expect(generator.next(upTo: 0) == 0)
    #expect(generator.nextWord() == other.nextWord())
    let draws = Set((0..<200).map { _ in generator.next(upTo: 4) })
    #expect(draws == [0, 1, 2, 3, 4])
    // A number of more than 32 bits is made of two words.
    #expect((0..<20).contains { _ in generator.next(upTo: 1 << 40) > UInt64(UInt32.max) })
  }
}
