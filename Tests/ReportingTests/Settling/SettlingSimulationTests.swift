import System
import Testing

@testable import Reporting

/// How often the looks decide a claim, found by simulation with fixed seeds.
///
/// The expected rates have a margin of three standard errors: with 400 studies and a true rate of 5 % that is 3.3 points.
@Suite struct SettlingSimulationTests {
  private static let studies = 400
  /// 3·√(0.05·0.95/400)
  private static let margin = 0.033

  /// - Parameters:
  ///   - first: the seeds of look 1.
  ///   - draw: one observation.
  ///   - interval: the interval of a look, from its observations.
  /// - Returns: the shares of studies in which the first interval that lies on one side of the bound lies below it, and
  ///   above it. If the value is the bound itself, both are errors. (An interval of values with steps may also end at the
  ///   bound. It may decide a claim too, but rightly.)
  private func rates(
    bound: Double, first: Int, looks: Int, _ draw: (inout SplitMix64) -> Double,
    interval: (ArraySlice<Double>, Confidence) -> Interval?
  ) -> (below: Double, above: Double) {
    let schedule = LookSchedule(first: (1...UInt64(first)).map { $0 })
    let plan = (1...looks).map { number in
      let count = schedule.seeds(at: number)?.count ?? 0
      return (count: count, confidence: Look(number: number, seedCount: count).confidence(of: .percent95))
    }
    var (below, above) = (0, 0)
    var random = SplitMix64(key: UInt64(first), UInt64(looks))
    for _ in 0..<Self.studies {
      let values = (0..<(plan.last?.count ?? 0)).map { _ in draw(&random) }
      for look in plan {
        guard let interval = interval(values[..<look.count], look.confidence) else { continue }
        if interval.contains(bound) { continue }
        if interval.high < bound { below += 1 } else { above += 1 }
        break
      }
    }
    return (Double(below) / Double(Self.studies), Double(above) / Double(Self.studies))
  }

  private func meanRates(
    bound: Double, first: Int, looks: Int = 3, bounds: Interval = .unbounded,
    _ draw: (inout SplitMix64) -> Double
  ) -> (below: Double, above: Double) {
    rates(bound: bound, first: first, looks: looks, draw) { values, confidence in
      Estimate(.values(Array(values)), isMedian: false, bounds: bounds, confidence: confidence).interval
    }
  }

  private func medianRates(
    bound: Double, first: Int, looks: Int = 3, _ draw: (inout SplitMix64) -> Double
  ) -> (below: Double, above: Double) {
    // With one resample the interval is hardly wider than the sign test's, which the bootstrap's contains. So the program
    // decides no more often than this.
    rates(bound: bound, first: first, looks: looks, draw) { values, confidence in
      guard values.count >= confidence.minimumCount,
        case .estimate(_, let interval) = Bootstrap(resamples: 1, confidence: confidence).median(
          Array(values))
      else { return nil }
      return interval
    }
  }

  private func exponential(_ random: inout SplitMix64) -> Double { -log(1 - random.unit()) }

  @Test func aMeanAtTheBoundIsRarelyDecided() {
    let normal = meanRates(bound: 0, first: 5) { $0.bell(1) }
    // An accuracy in steps: successes in four trials.
    let discrete = meanRates(bound: 2, first: 8) { random in
      Double((0..<4).count { _ in random.unit() < 0.5 })
    }
    // The difference of two skewed figures, as of pairs.
    let pairs = meanRates(bound: 0, first: 5) { exponential(&$0) - exponential(&$0) }
    // Skewed: the sum of two exponentials, skewness √2.
    let skewed = meanRates(bound: 2, first: 30, looks: 2) { exponential(&$0) + exponential(&$0) }
    for rates in [normal, discrete, pairs, skewed] {
      #expect(rates.below + rates.above <= 0.05 + Self.margin)
      // The simulation must be able to decide at all.
      #expect(rates.below + rates.above > 0.005)
    }
  }

  /// One value has probability 0.9, so that eight seeds are all equal in 0.9⁸ = 43 % of studies, and 20 % of these miss the
  /// other value at the next look too. Equal values alone decide nothing.
  @Test func tiesAtTheBoundAreRarelyDecided() {
    let unit = Interval(low: 0, high: 1)
    func rare(_ value: Double, _ random: inout SplitMix64) -> Double { random.unit() < 0.1 ? value : 0 }
    for first in [5, 8, 10, 30] {
      let bounded = meanRates(bound: 0.1, first: first, bounds: unit) { rare(1, &$0) }
      // The other value is a step of an accuracy only.
      let step = meanRates(bound: 0.001, first: first, bounds: unit) { rare(0.01, &$0) }
      let unbounded = meanRates(bound: 10, first: first) { rare(100, &$0) }
      for rates in [bounded, step, unbounded] { #expect(rates.below + rates.above <= 0.05 + Self.margin) }
    }
  }

  /// The same looks with intervals of 95 %, as an eager user would take them, decide two to three times as often.
  @Test func withoutTheSchemeErrorsPileUp() {
    let rates = rates(bound: 0, first: 5, looks: 5, { $0.bell(1) }) { values, _ in
      Sample(values).meanInference().interval
    }
    #expect(rates.below + rates.above > 0.05 + Self.margin)
  }

  @Test func aMedianAtTheBoundIsRarelyDecided() {
    // log 2 is the median of the exponential distribution.
    let skewed = medianRates(bound: 0.693_147_180_559_945_3, first: 8) { exponential(&$0) }
    // Numbers of epochs 20 to 24, each as likely as the others.
    let discrete = medianRates(bound: 22, first: 8) { Double(20 + $0.below(5)) }
    // A third of the runs never gets there.
    let never = medianRates(bound: 0.75, first: 8) { random in
      let value = random.unit() * 1.5
      return value < 1 ? value : .infinity
    }
    for rates in [skewed, discrete, never] { #expect(rates.below + rates.above <= 0.05 + Self.margin) }
    // At look 1 all eight values must lie on one side, which has probability 2·2⁻⁸ = 0.008.
    #expect(skewed.below + skewed.above > 0)
  }

  /// One deviation away: nearly all are decided, and hardly any wrongly. At look 4 the bound is √40 = 6.3 standard errors
  /// away, and t(1 − 0.0025/2; 39) = 3.2.
  @Test func clearClaimsAreDecidedRightly() {
    for (bound, isTrue) in [(-1.0, true), (1.0, false)] {
      let rates = meanRates(bound: bound, first: 5, looks: 4) { $0.bell(1) }
      #expect((isTrue ? rates.above : rates.below) > 0.95)
      #expect((isTrue ? rates.below : rates.above) < 0.005 + Self.margin / 3)
    }
  }
}
