/// Estimates the time left of a training. An epoch is its batches and the evaluation that follows them, which is timed
/// apart, so that the estimate is right before the first evaluation, too.
public struct EpochEstimate: Equatable, Sendable {
  /// Seconds on the caller's clock.
  private let start: Double
  private let epochCount: Int
  /// The expected time of an evaluation as a multiple of that of the batches of an epoch.
  private let evaluationCost: Double
  private let epochsAtStart: Int
  private var fractionAtStart = 0.0
  private var evaluateSeconds = 0.0
  private var evaluationCount = 0

  /// - Parameters:
  ///   - start: seconds on the caller's clock.
  ///   - epochs: finished epochs of a resumed run.
  public init(start: Double, epochCount: Int, evaluationCost: Double, epochs: Int = 0) {
    self.start = start
    self.epochCount = epochCount
    self.evaluationCost = evaluationCost
    epochsAtStart = epochs
  }

  /// Takes in the share of an epoch's batches that was done before the start.
  public mutating func resumed(fraction: Double) { fractionAtStart = fraction }

  /// Takes in how long the evaluation after an epoch took.
  public mutating func evaluated(seconds: Double) {
    evaluateSeconds += seconds
    evaluationCount += 1
  }

  public func elapsed(now: Double) -> Double { max(now - start, 0) }

  /// Seconds, or nil as long as nothing was done.
  /// - Parameters:
  ///   - epochs: finished epochs.
  ///   - fraction: the share of the next epoch's batches that is done.
  public func secondsLeft(now: Double, epochs: Int, fraction: Double) -> Double? {
    let done = Double(epochs - epochsAtStart) + fraction - fractionAtStart
    let training = elapsed(now: now) - evaluateSeconds
    guard done > 0, training > 0, epochs <= epochCount else { return nil }
    let epochSeconds = training / done
    let evaluation =
      evaluationCount > 0 ? evaluateSeconds / Double(evaluationCount) : evaluationCost * epochSeconds
    let left =
      (Double(epochCount - epochs) - fraction) * epochSeconds + Double(epochCount - epochs) * evaluation
    return left.isFinite ? max(left, 0) : nil
  }
}
