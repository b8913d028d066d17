/// A row of metrics.csv.
public struct EpochRecord: Equatable, Sendable {
  /// Counted from 1.
  public var epoch: Int
  /// A metric that was not computed is absent; one that diverged is present, as NaN or infinite.
  public var values: [Metric: Double]

  public init(epoch: Int, values: [Metric: Double]) {
    self.epoch = epoch
    self.values = values
  }
}
