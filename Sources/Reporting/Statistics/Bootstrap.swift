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

/// Percentile intervals from resamples drawn with replacement (Efron and Tibshirani 1993, chapter 13).
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
    return infer(counts: [values.count]) { draws in
      draws.first.map { Self.median(of: values, $0) } ?? .nan
    }
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
    guard let low = results.quantileOfSorted(confidence.tail),
      let high = results.quantileOfSorted(1 - confidence.tail)
    else { return .single(value) }
    return .estimate(value, Interval(low: low, high: high))
  }
}
