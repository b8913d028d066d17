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

  /// Number of resamples of the intervals that claims and tables have.
  public static let usualResamples = 9_999

  /// - Parameters:
  ///   - resamples: limited to 1...10⁷.
  ///   - seed: the same seed gives the same interval on every machine.
  public init(resamples: Int = usualResamples, seed: UInt64 = 0, confidence: Confidence = .percent95) {
    self.resamples = min(max(resamples, 1), 10_000_000)
    self.seed = seed
    self.confidence = confidence
  }

  /// The median of `values`, without those that are NaN.
  public func median(_ values: [Double]) -> BootstrapInference {
    let values = values.filter { !$0.isNaN }
    let sample = OrderedSample(values)
    let inference = infer(counts: [values.count]) { draws in
      draws.first.map(sample.median) ?? .nan
    }
    guard case .estimate(let value, let interval) = inference else { return inference }
    let sorted = sample.values
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
    medianSum(rows: pairs.map { [$0.0, $0.1] }, factors: [1, -1])
  }

  /// The sum of the columns' medians, each with its factor. A resample keeps rows together. Infinite medians with opposite
  /// signs cancel.
  /// - Parameter rows: [observations][columns]; those that hold NaN are left out.
  public func medianSum(rows: [[Double]], factors: [Double]) -> BootstrapInference {
    let rows = rows.filter { row in row.count == factors.count && row.allSatisfy { !$0.isNaN } }
    let columns = factors.indices.map { column in OrderedSample(rows.map { $0[column] }) }
    return infer(counts: [rows.count]) { draws in
      guard let draw = draws.first else { return .nan }
      return zip(factors, columns).map { $0 * $1.median(draw) }.cancellingSum
    }
  }

  /// The median of `first` minus that of `second`, which are resampled independently.
  public func medianDifference(_ first: [Double], _ second: [Double]) -> BootstrapInference {
    let (first, second) = (
      OrderedSample(first.filter { !$0.isNaN }), OrderedSample(second.filter { !$0.isNaN })
    )
    return infer(counts: [first.values.count, second.values.count]) { draws in
      guard draws.count == 2 else { return .nan }
      return [first.median(draws[0]), -second.median(draws[1])].cancellingSum
    }
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
    var draws = counts.map { [Int](repeating: 0, count: $0) }
    let results = (0..<resamples).map { _ in
      for (sample, count) in counts.enumerated() {
        for place in 0..<count {
          draws[sample][place] = generator.integer(index, below: count)
          index += 1
        }
      }
      return statistic(draws)
    }.sorted()
    let tail = confidence.expandedTail(count: smallest)
    guard let low = results.quantileOfSorted(tail), let high = results.quantileOfSorted(1 - tail) else {
      return .single(value)
    }
    return .estimate(value, Interval(low: low, high: high))
  }
}

extension [Double] {
  /// The sum, in which infinite terms with opposite signs cancel.
  fileprivate var cancellingSum: Double {
    let sum = reduce(0, +)
    return sum.isNaN && allSatisfy({ !$0.isNaN }) ? filter(\.isFinite).reduce(0, +) : sum
  }
}

/// Observations in ascending order, for the medians of many resamples of them.
private struct OrderedSample {
  /// Ascending.
  let values: [Double]
  /// The rank of each observation: its place in `values`.
  private let ranks: [Int]

  /// - Parameter observations: none is NaN.
  init(_ observations: [Double]) {
    let order = observations.indices.sorted { (observations[$0], $0) < (observations[$1], $1) }
    values = order.map { observations[$0] }
    var ranks = order
    for (rank, index) in order.enumerated() { ranks[index] = rank }
    self.ranks = ranks
  }

  /// The median of the observations with these indices, of which some may repeat and others be missing. Counting how often
  /// each was drawn takes less time than sorting them.
  func median(_ draw: [Int]) -> Double {
    guard !draw.isEmpty else { return .nan }
    var counts = [Int](repeating: 0, count: values.count)
    for index in draw { counts[ranks[index]] += 1 }
    var rank = 0
    var seen = counts[0]
    func value(at place: Int) -> Double {
      while seen <= place {
        rank += 1
        seen += counts[rank]
      }
      return values[rank]
    }
    let (low, high) = (value(at: (draw.count - 1) / 2), value(at: draw.count / 2))
    return low == high ? low : [low, high].quantileOfSorted(0.5) ?? .nan
  }
}
