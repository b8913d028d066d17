import Engine

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
  ///   - samples: the size of the training set.
  func reaches(_ position: Position?, after epochs: Int, steps: Int, samples: Int) -> Bool {
    guard (0...spec.epochs).contains(epochs) else { return false }
    let (stepsBefore, overflow) = epochs.multipliedReportingOverflow(by: batchCount)
    guard !overflow else { return false }
    guard let position else { return steps == stepsBefore }
    return (0...batchCount).contains(position.batch) && position.epoch == epochs + 1
      && steps == stepsBefore + position.batch
      && position.totals.samples == min(position.batch * spec.batchSize, samples)
      && (0...position.totals.samples * answersPerSample).contains(position.totals.right)
      && position.seconds >= 0 && position.seconds.isFinite
  }
}
