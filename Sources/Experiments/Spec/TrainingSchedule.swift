/// How the batches of a training are divided into passes over the training set, and into epochs.
///
/// A pass takes each training sample once, in an order that depends on the seed and the number of the pass. An epoch is what a
/// row of metrics.csv is about: a pass, unless `steps_per_epoch` says otherwise. The passes go on from epoch to epoch, so
/// the batches do not depend on the length of the epochs.
public struct TrainingSchedule: Equatable, Sendable {
  /// A batch of the training.
  public struct Batch: Equatable, Sendable {
    /// The number of its pass, counted from 1.
    public let pass: Int
    /// The place of its first sample in the order of the pass.
    public let first: Int
    public let count: Int
  }

  public let batchesPerPass: Int
  /// The number of batches of each epoch but the last one, which may have fewer.
  public let batchesPerEpoch: Int
  /// The number of batches of the whole training.
  public let batchCount: Int
  private let samples: Int
  private let batchSize: Int

  /// - Parameter samples: the number of training samples.
  public init(_ training: TrainingSpec, samples: Int) {
    self.samples = samples
    batchSize = training.batchSize
    // Without samples there is no training; the numbers must still be ones that can be divided by.
    batchesPerPass = max(training.batchCount(samples: samples), 1)
    batchesPerEpoch = training.stepsPerEpoch ?? batchesPerPass
    batchCount = training.steps ?? (training.epochs ?? 1) * batchesPerEpoch
  }

  public var epochCount: Int { epoch(ofStep: batchCount) }

  /// The number of batches of an epoch.
  /// - Parameter epoch: counted from 1.
  public func batchCount(ofEpoch epoch: Int) -> Int { batches(through: epoch) - batches(through: epoch - 1) }

  /// The number of batches of the first epochs.
  public func batches(through epochs: Int) -> Int {
    epochs < epochCount ? epochs * batchesPerEpoch : batchCount
  }

  /// The epoch that a batch belongs to, counted from 1; 0 for the time before training.
  /// - Parameter step: the number of the batch in the whole training, counted from 1.
  public func epoch(ofStep step: Int) -> Int {
    let (whole, rest) = step.quotientAndRemainder(dividingBy: batchesPerEpoch)
    return rest > 0 ? whole + 1 : whole
  }

  /// - Parameter index: the number of the batch in the whole training, counted from 0.
  public func batch(_ index: Int) -> Batch {
    let (passes, batch) = index.quotientAndRemainder(dividingBy: batchesPerPass)
    let first = batch * batchSize
    return Batch(pass: passes + 1, first: first, count: min(batchSize, samples - first))
  }

  /// The number of samples in the first batches of an epoch.
  public func sampleCount(ofEpoch epoch: Int, batches: Int) -> Int {
    let start = self.batches(through: epoch - 1) % batchesPerPass
    return sampleCount(batches: start + batches) - sampleCount(batches: start)
  }

  /// The number of samples in the first batches from the start of a pass on; those that come again count again.
  private func sampleCount(batches: Int) -> Int {
    let (passes, rest) = batches.quotientAndRemainder(dividingBy: batchesPerPass)
    return passes * min(batchesPerPass * batchSize, samples) + min(rest * batchSize, samples)
  }
}

extension TrainingSpec {
  /// - Parameter samples: the number of training samples.
  public func schedule(samples: Int) -> TrainingSchedule { TrainingSchedule(self, samples: samples) }

  /// The number of epochs if nothing ends the training earlier; nil if it depends on the number of training samples and that
  /// is not known.
  public func epochCount(samples: Int?) -> Int? {
    if let epochs { return epochs }
    if let samples { return schedule(samples: samples).epochCount }
    guard let steps, let stepsPerEpoch else { return nil }
    return (steps + stepsPerEpoch - 1) / stepsPerEpoch
  }
}
