/// Observations of one quantity. What is not finite is left out and counted, so that every figure below is finite.
public struct Sample: Equatable, Sendable {
  public let values: [Double]
  /// How many values were left out: NaN, infinite, or so large that their squares leave Double's range.
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

  /// Σx / n, taken about the first value, so that equal values have exactly their value as mean; nil for n = 0.
  public var mean: Double? {
    guard let first = values.first else { return nil }
    return first + values.reduce(0) { $0 + ($1 - first) } / Double(count)
  }

  /// √(Σ(x − mean)² / (n − 1)); nil for n < 2. Exactly zero where all values are equal.
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

  /// So many values have to agree before that is taken for a lack of variation. Were an accuracy as likely to end up on
  /// either of two neighbouring steps, five runs would agree in one case of sixteen, two in every other.
  public static let leastForConstant = 5

  /// Whether two values or more all agree and are too few to tell anything of their spread.
  var isTied: Bool { 2..<Self.leastForConstant ~= count && minimum == maximum }

  public var median: Double? { quantile(0.5) }

  /// Linear interpolation at (n − 1)·p, NumPy's `method="linear"`.
  /// - Parameter p: taken as 0 or 1 where it is beyond them.
  /// - Returns: nil for n = 0 and for a `p` that is not a number.
  public func quantile(_ p: Double) -> Double? {
    sorted.quantileOfSorted(p)
  }
}

extension [Double] {
  /// Of values in ascending order, which may be infinite; two equal neighbours need no interpolation, and between an
  /// infinite one and another there is none.
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
