import Testing

@testable import Reporting

@Test(arguments: [
  // Γ(½) = √π, Γ(1) = Γ(2) = 1, Γ(5) = 24, Γ(11) = 3628800, ln Γ(0.001) from its series about 0:
  // −ln 0.001 − 0.5772156649015329·0.001 + 0.8224670334241132·10⁻⁶ − 0.4006856343865314·10⁻⁹.
  (0.5, 0.5723649429247001), (1.0, 0.0), (2.0, 0.0), (5.0, 3.1780538303479458), (11.0, 15.104412573075516),
  (0.001, 6.907178885383853),
])
func logGammaOfKnownValues(z: Double, expected: Double) {
  #expect(agrees(logGamma(z), expected, 1e-14, scale: 1))
}

@Test func hedgesCorrectionNeedsTwoDegrees() {
  #expect(hedgesCorrection(degreesOfFreedom: 1) == nil)
  // J(2) = Γ(1) / (√1 · Γ(½)) = 1/√π.
  #expect(agrees(hedgesCorrection(degreesOfFreedom: 2), 0.5641895835477563, 1e-14))
}
