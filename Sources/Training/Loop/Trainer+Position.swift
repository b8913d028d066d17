import Engine
import Experiments

/// A state that a training does not have at any time, so that it cannot go on from there.
public struct UnreachableState: Error, CustomStringConvertible {
  public var description: String { "is not of any moment of this training" }
}

extension Trainer {
  /// Whether the training comes to this position. Every batch is one step of the optimizer.
  /// - Parameters:
  ///   - position: nil: between two epochs.
  ///   - epochs: the number of finished epochs.
  ///   - steps: the number of the optimizer's steps.
  func reaches(_ position: Position?, after epochs: Int, steps: Int) -> Bool {
    guard (0...schedule.epochCount).contains(epochs) else { return false }
    let stepsBefore = schedule.batches(through: epochs)
    guard let position else { return steps == stepsBefore }
    let count = epochs < schedule.epochCount ? schedule.batchCount(ofEpoch: epochs + 1) : 0
    return (0...count).contains(position.batch) && position.epoch == epochs + 1
      && steps == stepsBefore + position.batch
      && position.totals.samples == schedule.sampleCount(ofEpoch: epochs + 1, batches: position.batch)
      && (0...position.totals.samples * answersPerSample).contains(position.totals.right)
      && position.seconds >= 0 && position.seconds.isFinite
  }
}
