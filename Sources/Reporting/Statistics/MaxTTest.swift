/// The permutation test of the largest |t| over all pairs of several experiments that were run with the same seeds: the
/// single-step maxT method of Westfall and Young (1993), "Resampling-Based Multiple Testing", chapter 2.
///
/// Without any difference between the experiments, the differences within a seed could equally have the other signs. A
/// pattern of signs therefore flips whole seeds, which keeps the dependence between the experiments. The p-value of a pair
/// is the share of patterns in which the largest |t| of *any* pair reaches the pair's own |t|. With a probability of at
/// least 1 − α no pair without a difference has p ≤ α. This holds for every pair at once, so it also holds for a pair
/// that was chosen because of its figures, such as the best experiment and the runner-up. For two experiments it is the
/// sign-flip test.
struct MaxTTest: Equatable, Sendable {
  /// Whether all patterns were counted.
  let method: SignFlipTest.Method
  /// Number of seeds.
  let seedCount: Int
  private let count: Int
  /// The statistics |Σd|/√Σd² by pair, [count, count].
  private let observed: [Double]
  /// The largest statistic in each pattern, ascending.
  private let maxima: [Double]
  /// The observed pattern, if it counts besides those that were drawn.
  private var extra: Int { method == .exact ? 0 : 1 }

  /// Number of seeds up to which all patterns are counted, 2¹² of them: flipping all signs changes no |t|.
  static let exactLimit = 13

  /// Nil for fewer than two seeds or two experiments.
  /// - Parameter figures: [seeds][experiments], finite.
  init?(_ figures: [[Double]], samples: Int = 9_999, seed: UInt64 = 0) {
    seedCount = figures.count
    count = figures.first?.count ?? 0
    guard seedCount >= 2, count >= 2 else { return nil }
    let table = Statistics(figures)
    observed = table.statistics(signs: { _ in 1 })
    var maxima: [Double] = []
    if seedCount <= Self.exactLimit {
      method = .exact
      let patterns = 1 << (seedCount - 1)
      maxima.reserveCapacity(patterns)
      for pattern in 0..<patterns {
        maxima.append(table.largest(signs: { pattern >> $0 & 1 == 0 ? 1 : -1 }))
      }
    } else {
      method = .sampled(samples)
      let generator = CounterGenerator(seed: seed)
      let words = (seedCount + 63) / 64
      maxima = (0..<samples).map { sample in
        table.largest { row in
          generator[UInt64(sample * words + row / 64)] >> UInt64(row % 64) & 1 == 0 ? 1 : -1
        }
      }
    }
    self.maxima = maxima.sorted()
  }

  /// The p-value of the difference between two experiments, by their places.
  func p(_ one: Int, _ other: Int) -> Double {
    // Statistics that differ only by rounding are ties.
    let extreme = maxima.count - maxima.insertionIndex(of: observed[one * count + other] - 1e-9)
    // The observed pattern is one of all patterns, but usually not one of those drawn (Phipson and Smyth 2010).
    return Double(extreme + extra) / Double(maxima.count + extra)
  }

  /// Number of seeds with which p would fall to α if the differences keep their mean and spread: the statistic grows with
  /// the square root of their number, while the one that it has to exceed hardly changes. More than there are, and nil if
  /// there is no difference.
  /// - Parameter errorRate: α, which p exceeds.
  func seedsNeeded(_ one: Int, _ other: Int, errorRate: Double) -> Int? {
    let statistic = observed[one * count + other]
    // So many patterns may reach the statistic; it must exceed the next one.
    let allowed = Int(errorRate * Double(maxima.count + extra)) - extra
    guard statistic > 0, let critical = allowed < 0 ? maxima.last : maxima.dropLast(allowed).last else {
      return nil
    }
    let ratio = critical / statistic
    let needed = (Double(seedCount) * ratio * ratio).rounded(.up)
    return needed <= 1_000_000 ? max(Int(needed), seedCount + 1) : nil
  }

  /// The figures of all experiments, prepared for many patterns of signs.
  private struct Statistics {
    let rows: Int
    let count: Int
    /// [rows, count], relative to the first experiment, which no difference depends on.
    let centred: [Double]
    /// 1/√Σd² of each pair, [count, count]; 0 for pairs that differ only by rounding.
    let scales: [Double]

    init(_ figures: [[Double]]) {
      let (rows, count) = (figures.count, figures[0].count)
      let centred = figures.flatMap { row in row.map { $0 - row[0] } }
      let rounding = 4 * (figures.joined().map(\.magnitude).max() ?? 0).ulp
      var scales = [Double](repeating: 0, count: count * count)
      for one in 0..<count {
        for other in 0..<count where other != one {
          var (squares, largest) = (0.0, 0.0)
          for row in 0..<rows {
            let difference = centred[row * count + one] - centred[row * count + other]
            squares += difference * difference
            largest = max(largest, difference.magnitude)
          }
          if largest > rounding { scales[one * count + other] = 1 / squares.squareRoot() }
        }
      }
      (self.rows, self.count, self.centred, self.scales) = (rows, count, centred, scales)
    }

    private func sums(_ signs: (Int) -> Double) -> [Double] {
      var sums = [Double](repeating: 0, count: count)
      for row in 0..<rows {
        let sign = signs(row)
        for place in 0..<count { sums[place] += sign * centred[row * count + place] }
      }
      return sums
    }

    /// |Σd|/√Σd² of each pair, [count, count]. It grows with |t|, and Σd² is the same for all signs.
    func statistics(signs: (Int) -> Double) -> [Double] {
      let sums = sums(signs)
      return scales.indices.map { (sums[$0 / count] - sums[$0 % count]).magnitude * scales[$0] }
    }

    /// The largest of the statistics.
    func largest(signs: (Int) -> Double) -> Double {
      let sums = sums(signs)
      var largest = 0.0
      for one in 0..<count {
        for other in (one + 1)..<count {
          largest = max(largest, (sums[one] - sums[other]).magnitude * scales[one * count + other])
        }
      }
      return largest
    }
  }
}

extension [Double] {
  /// Number of values of an ascending array that are smaller than `value`.
  fileprivate func insertionIndex(of value: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
