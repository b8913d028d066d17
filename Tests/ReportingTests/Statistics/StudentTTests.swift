import Testing

@testable import Reporting

@Test func distributionAgreesWithMpmath() throws {
  for row in try StatisticsFixture.load().studentT {
    let distribution = try #require(StudentT(degreesOfFreedom: row.df))
    for point in row.cdf {
      #expect(agrees(distribution.cumulative(point[0]), point[1]), "P(T ≤ \(point[0])), \(row.df) degrees")
    }
    for point in row.upperTail {
      #expect(agrees(distribution.upperTail(point[0]), point[1]), "P(T > \(point[0])), \(row.df) degrees")
    }
  }
}

@Test func quantilesAgreeWithMpmath() throws {
  for row in try StatisticsFixture.load().studentT {
    let distribution = try #require(StudentT(degreesOfFreedom: row.df))
    for point in row.quantile {
      let quantile = distribution.quantile(point[0])
      // A share near 1 has a rounding error of up to 1e-16, which moves the quantile this far out.
      let tolerance = max(1e-12, 2e-16 / (1 - point[0]))
      #expect(
        agrees(quantile, point[1], tolerance),
        "\(point[0]) of \(row.df) degrees: \(String(describing: quantile)), not \(point[1])")
    }
  }
}

@Test func quantilesCloseToTheMiddleKeepTheirDigits() throws {
  // About zero the density with one degree of freedom is 1/π, so the quantile of ½ + 2⁻⁴⁰ is π·2⁻⁴⁰.
  let cauchy = try #require(StudentT(degreesOfFreedom: 1))
  #expect(agrees(cauchy.quantile(0.5 + 0x1p-40), Double.pi * 0x1p-40))
  #expect(agrees(cauchy.quantile(0.5 - 0x1p-40), -Double.pi * 0x1p-40))
}

@Test(arguments: [0.3, 1, 2.5, 7, 40, 1234.5, 1e7], [1e-12, 1e-5, 0.01, 0.2, 0.3, 0.45, 0.5])
func quantileInvertsTheTail(degrees: Double, share: Double) throws {
  let distribution = try #require(StudentT(degreesOfFreedom: degrees))
  let quantile = try #require(distribution.quantile(share))
  #expect(agrees(distribution.upperTail(-quantile), share, 1e-11))
}

@Test func quantileOfWhatIsNoShareIsNil() throws {
  let distribution = try #require(StudentT(degreesOfFreedom: 4))
  #expect(distribution.quantile(0) == -.infinity)
  #expect(distribution.quantile(1) == .infinity)
  #expect(distribution.quantile(0.5) == 0)
  #expect(distribution.quantile(1.5) == nil)
  #expect(distribution.quantile(.nan) == nil)
}

@Test func extremeArgumentsStayFinite() throws {
  let distribution = try #require(StudentT(degreesOfFreedom: 1e-3))
  #expect(try #require(distribution.quantile(0.975)).isFinite)
  let wide = try #require(StudentT(degreesOfFreedom: 1e15))
  // Close to the normal distribution, whose 97.5 % quantile is 1.959963984540054.
  #expect(agrees(wide.quantile(0.975), 1.959963984540054, 1e-9))
  #expect(wide.upperTail(.infinity) == 0)
  #expect(wide.upperTail(1e200) == 0)
}

@Test(arguments: [0, -1, Double.nan, .infinity])
func degreesOfFreedomArePositive(degrees: Double) {
  #expect(StudentT(degreesOfFreedom: degrees) == nil)
}
