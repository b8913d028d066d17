import Testing

@testable import Reporting

@Test func welchAgreesWithSciPy() throws {
  for row in try StatisticsFixture.load().welch {
    let (a, b) = (Sample(row.a), Sample(row.b))
    guard case .estimate(let estimate) = welchInference(a, b) else {
      Issue.record("no estimate for \(row.a) and \(row.b)")
      continue
    }
    // The rounding of the means limits the precision of a difference of close numbers.
    let scale = max(row.a[0].magnitude, row.value.magnitude)
    #expect(agrees(estimate.value, row.value, scale: scale))
    #expect(agrees(estimate.degreesOfFreedom, row.df))
    let relative = 1e-15 * scale / row.value.magnitude + 1e-12
    #expect(agrees(estimate.t, row.t, relative))
    #expect(agrees(estimate.p, row.p, 10 * relative))
    #expect(agrees(estimate.interval.low, row.interval[0], scale: scale))
    #expect(agrees(estimate.interval.high, row.interval[1], scale: scale))
    #expect(agrees(hedgesG(a, b), try #require(row.hedgesG), relative))
  }
}

@Test func pairedTestAgreesWithSciPy() throws {
  for row in try StatisticsFixture.load().paired {
    let paired = PairedSample(zip(row.a, row.b))
    guard case .estimate(let estimate) = paired.inference() else {
      Issue.record("no estimate for \(row.a) and \(row.b)")
      continue
    }
    #expect(agrees(estimate.value, row.value, scale: row.a[0].magnitude))
    #expect(estimate.degreesOfFreedom == row.df)
    #expect(agrees(estimate.t, row.t, 1e-11))
    #expect(agrees(estimate.p, row.p, 1e-11))
    #expect(agrees(estimate.interval.low, row.interval[0], 1e-11))
    #expect(agrees(estimate.interval.high, row.interval[1], 1e-11))
    #expect(agrees(paired.cohensDz, try #require(row.cohensDz), 1e-11))
    if let hedgesGz = row.hedgesGz {
      #expect(agrees(paired.hedgesGz, hedgesGz, 1e-11))
    } else {
      #expect(paired.hedgesGz == nil)
    }
  }
}

@Test func pairsWithoutSpread() {
  #expect(PairedSample([]).inference() == .none)
  #expect(PairedSample([(3, 1)]).inference() == .single(2))
  #expect(PairedSample([(3, 1), (5, 3)]).inference() == .tied(2))
  #expect(PairedSample((1...5).map { (Double($0) + 2, Double($0)) }).inference() == .tied(2))
  #expect(PairedSample([(3, 1), (5, 3)]).cohensDz == nil)
  #expect(PairedSample([(3, 1)]).cohensDz == nil)
}

@Test func roundingOfEqualDifferencesIsNoSpread() {
  // 0.3 − 0.1 and 0.4 − 0.2 differ in their last bit, although both are a fifth.
  #expect(0.3 - 0.1 != 0.4 - 0.2)
  let paired = PairedSample([(0.3, 0.1), (0.4, 0.2), (0.9, 0.7)])
  #expect(paired.differences.standardDeviation == 0)
  #expect(PairedSample([(0.1 + 0.2, 0.3), (0.5, 0.5)]).inference() == .tied(0))
}

@Test func aPairWithADivergedSideIsLeftOut() {
  let paired = PairedSample([(1, .nan), (.infinity, 1), (4, 1), (6, 1)])
  #expect(paired.excludedCount == 2)
  #expect(paired.differences.values == [3, 5])
}

@Test func welchWithTooFewValues() {
  #expect(welchInference(Sample([]), Sample([1, 2])) == .none)
  #expect(welchInference(Sample([4]), Sample([1, 2])) == .single(2.5))
  #expect(welchInference(Sample([4, 4]), Sample([1, 1])) == .tied(3))
  let (fours, ones) = ([Double](repeating: 4, count: 5), [Double](repeating: 1, count: 5))
  #expect(welchInference(Sample(fours), Sample(ones)) == .tied(3))
  #expect(welchInference(Sample(fours), Sample([1, 1])) == .tied(3))
  #expect(hedgesG(Sample([4]), Sample([1, 2])) == nil)
  #expect(hedgesG(Sample([4, 4]), Sample([1, 1])) == nil)
}

@Test func oneSideMayBeConstant() throws {
  // a = 1, 3: mean 2, s² = 2, error² = 1; b = 0, 0: error 0. So t = 2, one degree of freedom, and
  // P(|T| > 2) = 1 − 2/π · arctan 2 = 0.2951672353008665.
  guard case .estimate(let estimate) = welchInference(Sample([1, 3]), Sample([0, 0])) else {
    Issue.record("no estimate")
    return
  }
  #expect(agrees(estimate.t, 2, 1e-15))
  #expect(agrees(estimate.degreesOfFreedom, 1, 1e-15))
  #expect(agrees(estimate.p, 0.2951672353008665))
}
