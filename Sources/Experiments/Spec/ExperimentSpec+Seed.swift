import Engine

extension ExperimentSpec {
  /// Whether runs with different seeds can differ by more than rounding. The seed decides the random initial values, unless
  /// weights are loaded; the order of the samples, if they are shuffled; and what training draws, such as the masks of
  /// dropout. The data do not depend on it.
  /// - Parameter trainCount: number of training samples; nil if it is not known.
  public func seedHasEffect(trainCount: Int?) -> Bool {
    model.contains { $0.configuration.isRandomInTraining }
      || (initialWeights == nil && model.contains(where: \.hasRandomInitialValues))
      || training.shuffle && orderHasEffect(trainCount: trainCount)
  }

  /// Whether the order of the samples matters. It does not if all of them are in one batch, or if nothing ever changes: then
  /// it only decides in which order numbers are added.
  private func orderHasEffect(trainCount: Int?) -> Bool {
    let norms = model.compactMap { $0.configuration as? BatchNorm.Configuration }
    let isOneBatch = trainCount.map { training.batchSize >= $0 } ?? false
    if isOneBatch, !norms.contains(where: { $0.virtualBatchSize != nil }) { return false }
    // What is left out of each epoch depends on the order.
    let isLeftOut = training.lastBatch == .drop && trainCount.map { $0 % training.batchSize != 0 } ?? true
    return optimizer.learningRate != .constant(0) || !norms.isEmpty || isLeftOut
  }
}
