import Testing

@testable import Reporting

@Test func incompleteBetaAgreesWithMpmath() throws {
  for row in try StatisticsFixture.load().incompleteBeta {
    let value = regularizedIncompleteBeta(row.a, row.b, x: row.x, y: 1 - row.x)
    #expect(agrees(value, row.value), "I_\(row.x)(\(row.a), \(row.b)) = \(value), not \(row.value)")
  }
}

@Test func incompleteBetaOfOneIsAPower() {
  // I_x(a, 1) = xᵃ and I_x(1, b) = 1 − (1 − x)ᵇ: 0.25³ = 0.015625, 1 − 0.5² = 0.75.
  #expect(agrees(regularizedIncompleteBeta(3, 1, x: 0.25, y: 0.75), 0.015625, 1e-14))
  #expect(agrees(regularizedIncompleteBeta(1, 2, x: 0.5, y: 0.5), 0.75, 1e-14))
}

@Test func incompleteBetaIsBoundedAtTheEnds() {
  #expect(regularizedIncompleteBeta(2, 3, x: 0, y: 1) == 0)
  #expect(regularizedIncompleteBeta(2, 3, x: 1, y: 0) == 1)
}
