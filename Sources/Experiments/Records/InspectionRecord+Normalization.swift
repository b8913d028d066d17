import System

extension InspectionRecord {
  /// A batch normalization's moving statistics against those of a batch.
  public struct Normalization: Equatable, Sendable {
    /// Of the layer in the model.
    public var index: Int
    public var channels: Int
    /// Averages over the channels; variances are biased, as the layer normalises with.
    public var batchMean: Double
    public var movingMean: Double
    public var batchVariance: Double
    public var movingVariance: Double
    /// √(mean over the channels of (moving − batch)²)
    public var meanDistance: Double
    public var varianceDistance: Double
    /// √(mean over the channels of (moving mean − batch mean)²/(batch variance + ε)): how far the moving means are off,
    /// in the batch's deviations.
    public var meanShift: Double
    /// The geometric mean over the channels of √((moving variance + ε)/(batch variance + ε)): 1 where they agree.
    public var deviationRatio: Double

    /// - Parameters: one value a channel, of which there is at least one.
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
