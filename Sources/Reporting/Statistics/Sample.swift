/// Observations of one quantity. Those that are not finite are left out and counted, so that all results are finite.
public struct Sample: Equatable, Sendable {
  public let values: [Double]
  /// Number of values left out: NaN, infinite, or so large that their squares exceed the range of Double.
  public let excludedCount: Int

  private let sorted: [Double]

  public init(_ values: some Sequence<Double>) {
    let all = Array(values)
    self.values = all.filter { $0.magnitude <= Self.largest }
    excludedCount = all.count - self.values.count
    sorted = self.values.sorted()
  }

  private static let largest = 1e100

  public var count: Int { values.count }
  public var minimum: Double? { sorted.first }
  public var maximum: Double? { sorted.last }

  /// Σx / n, computed relative to the first value so that the mean of equal values is exact; nil for n = 0.
  public var mean: Double? {
    guard let first = values.first else { return nil }
    return first + values.reduce(0) { $0 + ($1 - first) } / Double(count)
  }

  /// √(Σ(x − mean)² / (n − 1)); nil for n < 2. Exactly zero if all values are equal.
  public var standardDeviation: Double? {
    guard count >= 2, let mean else { return nil }
    if minimum == maximum { return 0 }
    // Σd corrects for the rounding of the mean (the corrected two-pass algorithm: Chan, Golub, LeVeque 1983, eq. 1.7).
    var squares = 0.0
    var sum = 0.0
    for value in values {
      let deviation = value - mean
      squares += deviation * deviation
      sum += deviation
    }
    return max(0, (squares - sum * sum / Double(count)) / Double(count - 1)).squareRoot()
  }

  /// Whether there are two or more values, all of them equal.
  var isTied: Bool { count >= 2 && minimum == maximum }

  public var median: Double? { quantile(0.5) }

  /// The quantile by linear interpolation at (n − 1)·p, as NumPy's `method="linear"`.
  /// - Parameter p: limited to 0...1.
  /// - Returns: nil for n = 0 and if `p` is NaN.
  public func quantile(_ p: Double) -> Double? {
    sorted.quantileOfSorted(p)
  }
}

extension [Double] {
  /// The quantile of values in ascending order, which may be infinite. Equal neighbours need no interpolation. Between an
  /// infinite value and another one the result is infinite.
  func quantileOfSorted(_ p: Double) -> Double? {
    guard !isEmpty, !p.isNaN else { return nil }
    let position = Swift.min(Swift.max(p, 0), 1) * Double(count - 1)
    let below = Int(position)
    let fraction = position - Double(below)
    let low = self[below]
    guard fraction > 0, below + 1 < count, self[below + 1] != low, low > -.infinity else { return low }
    return low + fraction * (self[below + 1] - low)
  }
}
