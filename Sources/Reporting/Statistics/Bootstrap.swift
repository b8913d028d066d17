/// A statistic with its bootstrap interval, for figures that are not normally distributed, such as the epochs until a
/// threshold. Values may be infinite (never reached), and so may the results.
public enum BootstrapInference: Equatable, Sendable {
  /// No observation.
  case none
  /// One observation, which has no interval.
  case single(Double)
  /// Two or more observations. If they are all equal, both ends of the interval are the value.
  case estimate(Double, Interval)
}

/// Percentile intervals from resamples drawn with replacement (Efron and Tibshirani 1993, chapter 13).
///
/// Resamples of a small sample vary less than new samples would. Therefore the interval is widened: the tails are cut at
/// Φ(−√(n/(n−1)) · t(1 − α/2; n − 1)) instead of α/2. This is the expanded percentile interval (Hesterberg 2015, "What
/// Teachers Should Know About the Bootstrap").
///
/// The median of a single sample also has the sign test's interval, between two of the ordered values, which keeps the
/// confidence for every distribution. The interval returned is never narrower than that one. For a difference of medians
/// there is no such interval. Its confidence is approximate; simulations with six and more pairs confirm it.
///
/// The bias-corrected and accelerated interval is not used: its acceleration comes from the jackknife, which is
/// inconsistent for medians (same book, section 11.6) and undefined for infinite values.
public struct Bootstrap: Equatable, Sendable {
  public let resamples: Int
  public let seed: UInt64
  public let confidence: Confidence

  /// - Parameters:
  ///   - resamples: limited to 1...10⁷.
  ///   - seed: the same seed gives the same interval on every machine.
  public init(resamples: Int = 9_999, seed: UInt64 = 0, confidence: Confidence = .percent95) {
    self.resamples = min(max(resamples, 1), 10_000_000)
    self.seed = seed
    self.confidence = confidence
  }

  /// The median of `values`, without those that are NaN.
  public func median(_ values: [Double]) -> BootstrapInference {
    let values = values.filter { !$0.isNaN }
    let inference = infer(counts: [values.count]) { draws in
      draws.first.map { Self.median(of: values, $0) } ?? .nan
    }
    guard case .estimate(let value, let interval) = inference else { return inference }
    let sorted = values.sorted()
    let cut = ranksBeyondMedian(of: sorted.count)
    return .estimate(
      value,
      Interval(low: min(interval.low, sorted[cut]), high: max(interval.high, sorted[sorted.count - 1 - cut])))
  }

  /// How many of n ordered values may be left out at either end so that the others still hold the median with the
  /// required confidence: the largest k with P(Bin(n, ½) ≤ k) ≤ α/2, or 0 if there is none.
  private func ranksBeyondMedian(of count: Int) -> Int {
    // With more than about a thousand values 2⁻ⁿ is too small for a Double, and the bootstrap needs no help.
    guard count <= 1_000 else { return (count - 1) / 2 }
    var probability = Double(sign: .plus, exponent: -count, significand: 1)
    var below = probability
    var rank = 0
    while rank < (count - 1) / 2 {
      probability *= Double(count - rank) / Double(rank + 1)
      below += probability
      if below > confidence.tail { break }
      rank += 1
    }
    return rank
  }

  /// The median of the first values of the pairs minus that of the second values. A resample keeps pairs together.
  ///
  /// The difference of two infinite medians, for a threshold that neither side reaches, is zero.
  public func medianDifference(pairs: [(Double, Double)]) -> BootstrapInference {
    let pairs = pairs.filter { !$0.0.isNaN && !$0.1.isNaN }
    let (first, second) = (pairs.map(\.0), pairs.map(\.1))
    return infer(counts: [pairs.count]) { draws in
      guard let draw = draws.first else { return .nan }
      return Self.difference(Self.median(of: first, draw), Self.median(of: second, draw))
    }
  }

  /// The median of `first` minus that of `second`, which are resampled independently.
  public func medianDifference(_ first: [Double], _ second: [Double]) -> BootstrapInference {
    let (first, second) = (first.filter { !$0.isNaN }, second.filter { !$0.isNaN })
    return infer(counts: [first.count, second.count]) { draws in
      guard draws.count == 2 else { return .nan }
      return Self.difference(Self.median(of: first, draws[0]), Self.median(of: second, draws[1]))
    }
  }

  private static func difference(_ first: Double, _ second: Double) -> Double {
    first == second ? 0 : first - second
  }

  private static func median(of values: [Double], _ draw: [Int]) -> Double {
    draw.map { values[$0] }.sorted().quantileOfSorted(0.5) ?? .nan
  }

  /// - Parameters:
  ///   - counts: the number of observations of each sample.
  ///   - statistic: computed from the indices drawn from each sample.
  private func infer(counts: [Int], statistic: ([[Int]]) -> Double) -> BootstrapInference {
    guard let smallest = counts.min(), smallest > 0 else { return .none }
    let value = statistic(counts.map { Array(0..<$0) })
    guard smallest >= 2 else { return .single(value) }
    let generator = CounterGenerator(seed: seed)
    var index: UInt64 = 0
    let results = (0..<resamples).map { _ in
      statistic(
        counts.map { count in
          (0..<count).map { _ in
            defer { index += 1 }
            return generator.integer(index, below: count)
          }
        })
    }.sorted()
    let tail = confidence.expandedTail(count: smallest)
    guard let low = results.quantileOfSorted(tail), let high = results.quantileOfSorted(1 - tail) else {
      return .single(value)
    }
    return .estimate(value, Interval(low: low, high: high))
  }
}
