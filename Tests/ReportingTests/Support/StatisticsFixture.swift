import Experiments
import Foundation
import Testing

@testable import Reporting

/// Reference values from SciPy, NumPy and mpmath; Fixtures/make_statistics.py writes and describes them.
struct StatisticsFixture: Decodable {
  struct Distribution: Decodable {
    let df: Double
    let cdf: [[Double]]
    let upperTail: [[Double]]
    let quantile: [[Double]]
  }

  struct Beta: Decodable {
    let a: Double
    let b: Double
    let x: Double
    let value: Double
  }

  struct Comparison: Decodable {
    let a: [Double]
    let b: [Double]
    let value: Double
    let t: Double
    let df: Double
    let p: Double
    let interval: [Double]
    let hedgesG: Double?
    let cohensDz: Double?
    let hedgesGz: Double?
  }

  struct Intervals: Decodable {
    let sample: [Double]
    let mean: Double
    let sd: Double
    let mean95: [Double]
    let prediction95: [Double]
    let prediction99: [Double]
  }

  struct SignFlip: Decodable {
    let differences: [Double]
    let p: Double
  }

  struct Quantiles: Decodable {
    let sample: [Double]
    let quantiles: [[Double]]
  }

  struct Medians: Decodable {
    let a: [Double]
    let b: [Double]
    let median: [Double]
    let paired: [Double]
    let unpaired: [Double]
  }

  /// Two samples that are resampled independently.
  struct UnequalMedians: Decodable {
    let a: [Double]
    let b: [Double]
    let value: Double
    /// The share of resamples beyond either end of the interval.
    let tail: Double
    let scipy: [Double]
    /// Each difference that resamples can have, and the share of all resamples up to it; ascending.
    let exact: [(value: Double, share: Double)]

    enum CodingKeys: CodingKey {
      case a, b, value, tail, scipy, exact
    }

    init(from decoder: Decoder) throws {
      let row = try decoder.container(keyedBy: CodingKeys.self)
      // JSON has no infinity: it is null.
      func numbers(_ key: CodingKeys) throws -> [Double] {
        try row.decode([Double?].self, forKey: key).map { $0 ?? .infinity }
      }
      (a, b, scipy) = try (numbers(.a), numbers(.b), numbers(.scipy))
      value = try row.decode(Double?.self, forKey: .value) ?? .infinity
      tail = try row.decode(Double.self, forKey: .tail)
      exact = try row.decode([[Double?]].self, forKey: .exact).map { ($0[0] ?? .infinity, $0[1] ?? .nan) }
    }
  }

  struct SignInterval: Decodable {
    let count: Int
    let low: Double
    let high: Double
  }

  struct LargestT: Decodable {
    struct Pair: Decodable {
      let one: Int
      let other: Int
      let p: Double
    }

    let figures: [[Double]]
    let pairs: [Pair]
  }

  let studentT: [Distribution]
  let incompleteBeta: [Beta]
  let welch: [Comparison]
  let paired: [Comparison]
  let intervals: [Intervals]
  let signFlip: [SignFlip]
  let quantiles: [Quantiles]
  let bootstrap: Medians
  let unequalBootstrap: [UnequalMedians]
  let signIntervals: [SignInterval]
  let largestT: [LargestT]

  static func load() throws -> StatisticsFixture {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/statistics", withExtension: "json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(StatisticsFixture.self, from: Data(contentsOf: url))
  }
}

/// Whether two numbers agree within `tolerance` times the magnitude of the expected one, or times `scale` if that is larger.
func agrees(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-12, scale: Double = 0) -> Bool {
  guard let value else { return false }
  return (value - expected).magnitude <= tolerance * max(expected.magnitude, scale)
}
