/// All values of a training set as they are, min-max and z-score normalised, each with one minimum, maximum, mean and
/// deviation for the whole array, as in the Paperspace article on batch normalization.
///
/// Both ways of normalising are affine, so that one histogram tells the shape of all three: bins are mapped as values are.
public struct DataSummary: Equatable, Sendable {
  public enum Scaling: String, CaseIterable, Sendable {
    case raw
    /// (x − min)/(max − min)
    case minMax = "min_max"
    /// (x − mean)/deviation
    case zScore = "z_score"
  }

  /// Of the experiments that use the data.
  public var experiments: [String]
  public var count: Int
  public var minimum: Double
  public var maximum: Double
  public var mean: Double
  /// √(Σ(x − mean)²/n)
  public var deviation: Double
  /// The lower edge of the first bin, and the width of each, in raw values.
  public var firstEdge: Double
  public var binWidth: Double
  /// The values in each bin; a value on the edge between two counts in the upper one, on the last edge in the last bin.
  public var bins: [Int]

  /// At most so many bins are made.
  public static let binLimit = 64

  /// - Parameter values: finite, at least one.
  public init(of values: UnsafeBufferPointer<Float>, experiments: [String]) {
    self.experiments = experiments
    count = values.count
    var (low, high, sum, areWhole) = (Double.infinity, -Double.infinity, 0.0, true)
    for value in values {
      let value = Double(value)
      low = min(low, value)
      high = max(high, value)
      sum += value
      areWhole = areWhole && value == value.rounded()
    }
    let mean = sum / Double(max(values.count, 1))
    deviation =
      (values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(max(values.count, 1)))
      .squareRoot()
    (minimum, maximum, self.mean) = (low, high, mean)
    let places = high - low + 1
    if areWhole, places <= 4096 {
      // As many whole numbers in each bin, so that none looks fuller than it is.
      binWidth = (places / Double(Self.binLimit)).rounded(.up)
      firstEdge = low - 0.5
      bins = Array(repeating: 0, count: Int((places / binWidth).rounded(.up)))
    } else {
      binWidth = (high - low) / Double(Self.binLimit)
      firstEdge = low
      bins = Array(repeating: 0, count: binWidth > 0 ? Self.binLimit : 1)
    }
    for value in values {
      let place = binWidth > 0 ? (Double(value) - firstEdge) / binWidth : 0
      bins[min(Int(place), bins.count - 1)] += 1
    }
  }

  /// A raw value under a scaling; nil where all values are the same, which leaves nothing to divide by.
  public func scaled(_ value: Double, _ scaling: Scaling) -> Double? {
    switch scaling {
    case .raw: value
    case .minMax: maximum > minimum ? (value - minimum) / (maximum - minimum) : nil
    case .zScore: deviation > 0 ? (value - mean) / deviation : nil
    }
  }

  /// The deviation under a scaling.
  public func scaledDeviation(_ scaling: Scaling) -> Double? {
    switch scaling {
    case .raw: deviation
    case .minMax: maximum > minimum ? deviation / (maximum - minimum) : nil
    case .zScore: deviation > 0 ? 1 : nil
    }
  }
}
