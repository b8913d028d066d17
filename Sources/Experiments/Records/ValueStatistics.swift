/// Summary statistics of a set of values.
public struct ValueStatistics: Equatable, Sendable {
  public var count: Int
  public var mean: Double
  /// The standard deviation √(Σ(x − mean)²/n), as NumPy's `std`.
  public var deviation: Double
  public var minimum: Double
  public var maximum: Double
  /// The share of values that are 0.
  public var zeros: Double
  /// The percentiles that Ioffe and Szegedy follow through training in figure 1 of "Batch Normalization: Accelerating
  /// Deep Network Training by Reducing Internal Covariate Shift" (2015).
  public var percentile15: Double
  public var median: Double
  public var percentile85: Double

  /// - Parameter values: at least one. If one of them is NaN, everything except `count` and `zeros` is NaN.
  public init(of values: [Float]) {
    precondition(!values.isEmpty, "expected at least one value")
    count = values.count
    let total = Double(values.count)
    let mean = values.reduce(0.0) { $0 + Double($1) } / total
    let squares = values.reduce(0.0) { sum, value in
      sum + (Double(value) - mean) * (Double(value) - mean)
    }
    self.mean = mean
    deviation = (squares / total).squareRoot()
    zeros = Double(values.count { $0 == 0 }) / total
    guard !values.contains(where: \.isNaN) else {
      (minimum, maximum, percentile15, median, percentile85) = (.nan, .nan, .nan, .nan, .nan)
      return
    }
    let sorted = values.sorted()
    minimum = Double(sorted[0])
    maximum = Double(sorted[sorted.count - 1])
    percentile15 = Self.percentile(15, ofSorted: sorted)
    median = Self.percentile(50, ofSorted: sorted)
    percentile85 = Self.percentile(85, ofSorted: sorted)
  }

  /// The percentile by linear interpolation at the position p/100·(n − 1), counted from 0: NumPy's default method,
  /// "linear", which is definition 7 of Hyndman and Fan.
  /// - Parameters:
  ///   - percent: from 0 to 100.
  ///   - sorted: ascending, at least one value.
  public static func percentile(_ percent: Double, ofSorted sorted: [Float]) -> Double {
    let place = percent / 100 * Double(sorted.count - 1)
    let index = min(max(Int(place.rounded(.down)), 0), sorted.count - 1)
    let (low, high) = (Double(sorted[index]), Double(sorted[min(index + 1, sorted.count - 1)]))
    // The difference of two equal infinities would be NaN.
    return low == high ? low : low + (place - Double(index)) * (high - low)
  }
}
