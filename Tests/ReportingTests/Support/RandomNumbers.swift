import Foundation

@testable import Reporting

/// Random numbers for simulations, the same on every machine.
struct RandomNumbers {
  private let generator: CounterGenerator
  private var index: UInt64 = 0

  init(seed: UInt64) {
    generator = CounterGenerator(seed: seed)
  }

  /// Uniform in (0, 1).
  mutating func uniform() -> Double {
    index += 1
    return (Double(generator[index] >> 11) + 0.5) * 0x1p-53
  }

  /// Nearly normal, a sum of twelve uniform numbers; mean 0, deviation 1.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }

  /// Skewed; mean 1, deviation 1.
  mutating func exponential() -> Double { -log(uniform()) }

  /// Strongly skewed; median 1.
  mutating func lognormal() -> Double { exp(normal()) }
}
