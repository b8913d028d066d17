/// One of several looks at a claim, each with more seeds than the one before.
///
/// Whoever looks at a growing sample until an interval of 95 % leaves the bound decides wrongly far more often than in 5 %
/// of cases. Therefore each look spends only a part of the error that the claim allows (alpha spending: Lan and DeMets 1983,
/// Biometrika 70:659). Look k spends the share 1/(k(k + 1)), which is 1 − 1/(K + 1) for all looks up to K together. By
/// Bonferroni's inequality the chance that any look decides wrongly is at most the allowed error, however the figures are
/// distributed, as far as each look's interval keeps its confidence. Looks at geometrically growing samples with errors that
/// fall as a power of k are those of Mnih, Szepesvári and Audibert (2008, "Empirical Bernstein Stopping", section 3).
public struct Look: Equatable, Sendable {
  /// Counted from 1; look 1 is the verdict on the study's own seeds.
  public let number: Int
  /// Number of seeds that the look takes in.
  public let seedCount: Int

  public init(number: Int, seedCount: Int) {
    self.number = max(number, 1)
    self.seedCount = seedCount
  }

  /// The confidence of the interval at this look, if all looks together are to have the confidence `total`: for 95 %
  /// 97.5 %, 99.17 %, 99.59 % and so on. The error is rounded down to two digits, so that people can read the level.
  func confidence(of total: Confidence) -> Confidence {
    let error = (1 - total.level) / Double(number * (number + 1))
    var scale = 1.0
    while error * scale < 10, scale < 1e12 { scale *= 10 }
    // The small term makes up for 1 − 0.95 not being 0.05 exactly.
    return Confidence(1 - (error * scale + 1e-6).rounded(.down) / scale) ?? total
  }
}

/// The seeds of each look: twice as many each time, up to a limit.
public struct LookSchedule: Equatable, Sendable {
  /// No look has more seeds.
  public static let seedLimit = 10_000

  /// The seeds of look 1.
  public let first: [UInt64]

  public init(first: [UInt64]) {
    self.first = first
  }

  /// The seeds of a look: those of the first one, then the smallest numbers from 1 that are not among them. They do not
  /// depend on what was found before.
  /// - Parameter look: counted from 1.
  /// - Returns: nil if the look before has as many seeds as are allowed, or if the first look has none.
  public func seeds(at look: Int) -> [UInt64]? {
    guard look > 1 else { return first.isEmpty ? nil : first }
    var (before, count) = (0, first.count)
    for _ in 1..<look where before < count {
      (before, count) = (count, max(min(2 * count, Self.seedLimit), count))
    }
    guard before < count else { return nil }
    var seeds = first
    let known = Set(first)
    var next: UInt64 = 1
    while seeds.count < count {
      if !known.contains(next) { seeds.append(next) }
      next += 1
    }
    return seeds
  }
}
