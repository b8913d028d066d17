/// A statistic with its bootstrap interval, for figures whose distribution is no bell, such as the epochs until a
/// threshold. Values may be infinite (never reached), and so may the results be.
public enum BootstrapInference: Equatable, Sendable {
  /// No observation.
  case none
  /// One observation: there is nothing to draw from.
  case single(Double)
  /// With two or more observations; where those do not vary, both ends are the value.
  case estimate(Double, Interval)
}

/// Percentile intervals from resamples drawn with replacement (Efron and Tibshirani 1993, chapter 13), widened for small
/// samples, in which resamples vary less than samples would: the tails are cut at Φ(−√(n/(n−1)) · t(1 − α/2; n − 1))
/// instead of α/2 (the expanded percentile interval: Hesterberg 2015, "What Teachers Should Know About the Bootstrap").
///
/// A single sample's median besides has the interval between two of its ordered values that holds it with the confidence
/// asked for whatever the distribution (the sign test's); the bootstrap's is never narrower. A difference of medians has
/// no such interval: its confidence holds in approximation, which simulations with six pairs and more bear out.
///
/// Not the bias-corrected and accelerated kind: its acceleration comes from the jackknife, which is inconsistent for
/// medians (same book, section 11.6), and infinite values have none.
public struct Bootstrap: Equatable, Sendable {
  public let resamples: Int
  public let seed: UInt64
  public let confidence: Confidence

  /// - Parameters:
  ///   - resamples: taken as 1 to 10⁷ where it is beyond them.
  ///   - seed: the same one gives the same interval on every machine.
  public init(resamples: Int = 9_999, seed: UInt64 = 0, confidence: Confidence = .percent95) {
    self.resamples = min(max(resamples, 1), 10_000_000)
    self.seed = seed
    self.confidence = confidence
  }

  /// The median of `values`, of which those that are NaN are left out.
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

  /// How many ordered values may be left out at either end of n, so that those that remain still hold the median with
  /// the confidence asked for: the largest k with P(Bin(n, ½) ≤ k) ≤ α/2, or 0 where even that is too many.
  private func ranksBeyondMedian(of count: Int) -> Int {
    // From some thousand values on 2⁻ⁿ is too small for a Double, and the bootstrap needs no help.
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

  /// The median of the first sides minus that of the second ones. A resample keeps pairs together.
  ///
  /// Two infinite medians, a threshold that neither side reaches, have the difference zero.
  public func medianDifference(pairs: [(Double, Double)]) -> BootstrapInference {
    let pairs = pairs.filter { !$0.0.isNaN && !$0.1.isNaN }
    let (first, second) = (pairs.map(\.0), pairs.map(\.1))
    return infer(counts: [pairs.count]) { draws in
      guard let draw = draws.first else { return .nan }
      return Self.difference(Self.median(of: first, draw), Self.median(of: second, draw))
    }
  }

  /// The median of `first` minus that of `second`, each drawn from by itself.
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
  ///   - counts: how many observations each sample has.
  ///   - statistic: of the places drawn from each sample.
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
