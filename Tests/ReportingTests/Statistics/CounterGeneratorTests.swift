import Testing

@testable import Reporting

@Test func outputsAreThoseOfSplitMix64() {
  // The first outputs for seed 1234567 of the reference program, https://prng.di.unimi.it/splitmix64.c.
  let generator = CounterGenerator(seed: 1_234_567)
  let expected: [UInt64] = [
    6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
    4_593_380_528_125_082_431,
  ]
  #expect((0..<4).map { generator[UInt64($0)] } == expected)
}

@Test func integersLieBelowTheirBound() {
  let generator = CounterGenerator(seed: 9)
  let drawn = (0..<600).map { generator.integer(UInt64($0), below: 6) }
  #expect(Set(drawn) == Set(0..<6))
  #expect(generator.integer(0, below: 1) == 0)
  #expect(generator.integer(0, below: 0) == 0)
}
