/// All values of a training set: raw, min-max normalised and z-score normalised. As in the Paperspace article on batch
/// normalization, there is one minimum, maximum, mean and standard deviation for the whole array.
///
/// Both normalisations are affine, so one histogram shows the shape of all three: bins are mapped as values are.
public struct DataSummary: Equatable, Sendable {
  public enum Scaling: String, CaseIterable, Sendable {
    case raw
    /// (x − min)/(max − min)
    case minMax = "min_max"
    /// (x − mean)/deviation
    case zScore = "z_score"
  }

  /// The names of the experiments that use the data.
  public var experiments: [String]
  public var count: Int
  public var minimum: Double
  public var maximum: Double
  public var mean: Double
  /// The standard deviation √(Σ(x − mean)²/n).
  public var deviation: Double
  /// The lower edge of the first bin, in raw values.
  public var firstEdge: Double
  /// The width of each bin, in raw values.
  public var binWidth: Double
  /// The number of values in each bin. A value on the edge between two bins counts in the upper one; one on the last edge
  /// counts in the last bin.
  public var bins: [Int]

  /// The maximum number of bins.
  public static let binLimit = 64

  /// - Parameters:
  ///   - values: finite, at least one.
  ///   - experiments: the names of the experiments that use the data.
  ///   - binLimit: the maximum number of bins.
  public init(
    of values: UnsafeBufferPointer<Float>, experiments: [String], binLimit: Int = DataSummary.binLimit
  ) {
    self.experiments = experiments
    count = values.count
    var (low, high, sum, areIntegers) = (Double.infinity, -Double.infinity, 0.0, true)
    for value in values {
      let value = Double(value)
      low = min(low, value)
      high = max(high, value)
      sum += value
      areIntegers = areIntegers && value == value.rounded()
    }
    let mean = sum / Double(max(values.count, 1))
    deviation =
      (values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(max(values.count, 1)))
      .squareRoot()
    (minimum, maximum, self.mean) = (low, high, mean)
    let integerCount = high - low + 1
    if areIntegers, integerCount <= 4096 {
      // Each bin covers the same number of integers, so that none looks fuller than it is.
      binWidth = (integerCount / Double(binLimit)).rounded(.up)
      firstEdge = low - 0.5
      bins = Array(repeating: 0, count: Int((integerCount / binWidth).rounded(.up)))
    } else {
      binWidth = (high - low) / Double(binLimit)
      firstEdge = low
      bins = Array(repeating: 0, count: binWidth > 0 ? binLimit : 1)
    }
    for value in values {
      let bin = binWidth > 0 ? (Double(value) - firstEdge) / binWidth : 0
      bins[min(Int(bin), bins.count - 1)] += 1
    }
  }

  /// A raw value after scaling; nil if all values are equal, because the divisor is zero then.
  public func scaled(_ value: Double, _ scaling: Scaling) -> Double? {
    switch scaling {
    case .raw: value
    case .minMax: maximum > minimum ? (value - minimum) / (maximum - minimum) : nil
    case .zScore: deviation > 0 ? (value - mean) / deviation : nil
    }
  }

  /// The standard deviation after scaling; nil if all values are equal, because the divisor is zero then.
  public func scaledDeviation(_ scaling: Scaling) -> Double? {
    switch scaling {
    case .raw: deviation
    case .minMax: maximum > minimum ? deviation / (maximum - minimum) : nil
    case .zScore: deviation > 0 ? 1 : nil
    }
  }
}
