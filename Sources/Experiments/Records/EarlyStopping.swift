/// Decides after which epoch a training ends early, with the rule of Keras's callback EarlyStopping.
///
/// The first epoch always counts as an improvement. Nothing is better than NaN, and NaN is better than nothing: once the first
/// value is NaN, no epoch improves. The state follows from the figures of the epochs so far, so none of it need be stored.
public struct EarlyStopping: Equatable, Sendable {
  /// The figure that decides.
  public let monitor: Metric
  private let spec: EarlyStoppingSpec
  /// The last improvement; nil before the first epoch.
  public private(set) var best: BestFigure?
  private var epochsWithoutImprovement = 0
  /// Whether the training is to end with the latest epoch.
  public private(set) var isOver = false

  /// Nil if nothing ends a training of this spec early.
  public init?(_ training: TrainingSpec) {
    guard let spec = training.earlyStopping, let monitor = training.monitor else { return nil }
    self.spec = spec
    self.monitor = monitor
  }

  /// The same after the given epochs.
  /// - Parameter records: the rows of the epochs in their order.
  public init?(_ training: TrainingSpec, after records: some Sequence<EpochRecord>) {
    self.init(training)
    for record in records { take(record) }
  }

  /// Takes in the next epoch.
  /// - Returns: whether it is an improvement.
  @discardableResult public mutating func take(_ record: EpochRecord) -> Bool {
    guard let value = record.values[monitor] else { return false }
    epochsWithoutImprovement += 1
    if isImprovement(value) {
      best = BestFigure(value: value, epoch: record.epoch)
      epochsWithoutImprovement = 0
      return true
    }
    // The first epoch never gets here, so a patience of 0 is as one of 1.
    if epochsWithoutImprovement >= spec.patience { isOver = true }
    return false
  }

  private func isImprovement(_ value: Double) -> Bool {
    guard let best else { return true }
    let delta = monitor.higherIsBetter ? -spec.minimumDelta : spec.minimumDelta
    return monitor.isBetter(value + delta, than: best.value)
  }

  /// The epoch whose weights the training ends with; nil for the latest one.
  public var restoredEpoch: Int? { spec.restoresBestWeights ? best?.epoch : nil }
}
