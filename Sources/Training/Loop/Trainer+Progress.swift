import Engine
import Experiments

extension Trainer {
  /// The results of an epoch.
  public struct Epoch: Sendable {
    public let record: EpochRecord
    public let timing: EpochTiming
    /// The number of batches that were trained; fewer than all if the training stopped.
    public let batches: Int
  }

  /// How far the training of an epoch is.
  public struct Position: Equatable, Sendable {
    /// Counted from 1.
    public var epoch: Int
    /// The number of batches that are done.
    public var batch: Int
    /// The sums over these batches, as they were trained.
    public var totals: Loss.Totals
    /// The time that they took.
    public var seconds: Double

    public init(epoch: Int, batch: Int = 0, totals: Loss.Totals = Loss.Totals(), seconds: Double = 0) {
      (self.epoch, self.batch, self.totals, self.seconds) = (epoch, batch, totals, seconds)
    }
  }

  /// The progress of the current epoch.
  public struct Progress: Sendable {
    /// Counted from 1.
    public let epoch: Int
    /// The number of batches that are done.
    public let batch: Int
    public let batchCount: Int
    /// The mean loss of the batches so far.
    public let loss: Double
    /// The accuracy over the batches so far; nil if the loss has none.
    public let accuracy: Double?
  }
}
