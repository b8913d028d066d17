extension BatchNorm.Configuration {
  /// The configuration with defaults for what changes the moving statistics and inference alone: how fast the statistics
  /// follow the batches, by which estimator, whether at all, and whether inference uses them. If training normalises by the
  /// batches, two layers with the same part train alike.
  public var trainingPart: Self {
    var part = self
    let usual = Self()
    part.momentum = usual.momentum
    part.movingVarianceEstimator = usual.movingVarianceEstimator
    part.updatesMovingStatistics = usual.updatesMovingStatistics
    part.inferenceStatistics = usual.inferenceStatistics
    part.debiasesMovingStatistics = usual.debiasesMovingStatistics
    return part
  }
}
