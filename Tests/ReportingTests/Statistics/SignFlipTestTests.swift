import Testing

@testable import Reporting

@Test func sharesAgreeWithExactArithmetic() throws {
  for row in try StatisticsFixture.load().signFlip {
    let test = try #require(SignFlipTest(Sample(row.differences)))
    #expect(test.method == .exact)
    #expect(test.p == row.p, "\(row.differences)")
  }
}

@Test func noDifferencesNoTest() {
  #expect(SignFlipTest(Sample([])) == nil)
  #expect(SignFlipTest(Sample([.nan])) == nil)
}

@Test func oneDifferenceSettlesNothing() throws {
  #expect(try #require(SignFlipTest(Sample([5]))).p == 1)
}

@Test func manyEqualDifferencesAreCountedExactly() throws {
  // Of 2²⁴ patterns only the two without a change of sign reach the observed sum.
  let test = try #require(SignFlipTest(Sample([Double](repeating: 0.003, count: 24))))
  #expect(test == (try #require(SignFlipTest(Sample([Double](repeating: 7, count: 24))))))
  #expect(test.p == 0x1p-23)
}

@Test func beyondTheLimitPatternsAreDrawn() throws {
  let differences = Sample((0..<40).map { Double($0 % 7) - 2.5 })
  let test = try #require(SignFlipTest(differences, samples: 2000, seed: 3))
  #expect(test.method == .sampled(2000))
  #expect(test == SignFlipTest(differences, samples: 2000, seed: 3))
  // Σd = Σ(k mod 7) − 100 = (5·21 + 0+1+2+3+4) − 100 = 15 with Σd² = 5·(Σk² − 5Σk + 7·6.25) + Σ over 0…4:
  // 5·(91 − 105 + 43.75) + (30 − 50 + 31.25) = 148.75 + 11.25 = 160, so that the normal approximation of the sum
  // has p = P(|Z| > 15/√160 = 1.186) = 0.236.
  #expect((test.p - 0.236).magnitude < 0.05)
  // None of the patterns drawn reaches forty equal signs; the observed one counts.
  let extreme = try #require(SignFlipTest(Sample([Double](repeating: 1, count: 40)), samples: 99))
  #expect(extreme.p == 0.01)
}
