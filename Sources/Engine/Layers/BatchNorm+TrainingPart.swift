extension BatchNorm.Configuration {
  /// The configuration with defaults for what changes the moving statistics alone: how fast they follow the batches, by
  /// which estimator, and whether at all. If training normalises by the batches, two layers with the same part train alike.
  public var trainingPart: Self {
    var part = self
    let usual = Self()
    part.momentum = usual.momentum
    part.movingVarianceEstimator = usual.movingVarianceEstimator
    part.updatesMovingStatistics = usual.updatesMovingStatistics
    return part
  }
}
