import System

extension InspectionRecord {
  /// The moving statistics of a batch normalization, compared with those of a batch.
  public struct Normalization: Equatable, Sendable {
    /// The index of the layer in the model.
    public var index: Int
    public var channels: Int
    /// The average over the channels, like the next three properties. Variances are biased, as the layer uses them.
    public var batchMean: Double
    public var movingMean: Double
    public var batchVariance: Double
    public var movingVariance: Double
    /// √(average over the channels of (moving mean − batch mean)²)
    public var meanDistance: Double
    /// √(average over the channels of (moving variance − batch variance)²)
    public var varianceDistance: Double
    /// √(average over the channels of (moving mean − batch mean)²/(batch variance + ε)): the distance of the means in
    /// standard deviations of the batch.
    public var meanShift: Double
    /// The geometric mean over the channels of √((moving variance + ε)/(batch variance + ε)): 1 if they agree.
    public var deviationRatio: Double

    /// - Parameters:
    ///   - index: the index of the layer in the model.
    ///   - batchMean: one value for each channel, at least one. The other lists have the same number of values.
    ///   - epsilon: the ε of the layer.
    public init(
      index: Int, batchMean: [Double], batchVariance: [Double], movingMean: [Double],
      movingVariance: [Double], epsilon: Double
    ) {
      self.index = index
      let count = Double(batchMean.count)
      func average(_ values: [Double]) -> Double { values.reduce(0, +) / count }
      func distance(_ one: [Double], _ other: [Double]) -> Double {
        average(zip(one, other).map { ($0 - $1) * ($0 - $1) }).squareRoot()
      }
      channels = batchMean.count
      self.batchMean = average(batchMean)
      self.movingMean = average(movingMean)
      self.batchVariance = average(batchVariance)
      self.movingVariance = average(movingVariance)
      meanDistance = distance(movingMean, batchMean)
      varianceDistance = distance(movingVariance, batchVariance)
      let deviations = batchVariance.map { ($0 + epsilon).squareRoot() }
      meanShift = distance(
        zip(movingMean, deviations).map { $0 / $1 }, zip(batchMean, deviations).map { $0 / $1 })
      deviationRatio = exp(
        average(
          zip(movingVariance, batchVariance).map { (log($0 + epsilon) - log($1 + epsilon)) / 2 }))
    }
  }
}
