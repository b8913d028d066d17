import Engine
import Experiments

/// The one training loop: trains a network epoch by epoch and emits what each epoch gave.
///
/// It knows nothing of files, terminals or other runs, and never reads back what a consumer did with its records.
public struct Trainer {
  /// What an epoch gave.
  public struct Epoch: Sendable {
    public let record: EpochRecord
    public let timing: EpochTiming
    /// The mean loss of each batch, where `training.log_batches` asks for it.
    public let batchLosses: [Double]
  }

  /// How far the epoch under way is.
  public struct Progress: Sendable {
    public let epoch: Int
    public let batch: Int
    public let batchCount: Int
    /// Mean loss of the epoch's batches so far.
    public let loss: Double
    /// Nil where answers cannot be right or wrong.
    public let accuracy: Double?
  }

  public let spec: TrainingSpec
  public private(set) var network: Network
  public private(set) var optimizer: Optimizer
  private let data: TrainingData
  private let runner: NetworkRunner
  /// Whether there are statistics for `training.precise_batch_norm` to recompute.
  private let hasBatchNorm: Bool

  /// - Parameters:
  ///   - network: with its initial weights.
  ///   - data: of the network's input shape, with labels within the loss's range or one target column per output.
  public init(
    spec: TrainingSpec, network: Network, loss: Loss, optimizer: Optimizer.Configuration,
    data: TrainingData, executor: Executor
  ) {
    self.spec = spec
    self.network = network
    self.optimizer = Optimizer(
      optimizer, stepsOfEpoch: spec.batchCount(samples: data.train.count), for: &self.network)
    hasBatchNorm = network.entries.contains { $0.layer.movingStatistics != nil }
    self.data = data
    let batchSize = min(spec.batchSize, max(data.train.count, data.test.count))
    runner = NetworkRunner(network: network, loss: loss, batchSize: batchSize, executor: executor)
  }

  /// Puts the trainer where an earlier one stood at an epoch's end.
  /// - Throws: where the tensors are not this network's; the trainer stays as it is.
  mutating func resume(network tensors: [String: Tensor], optimizerSteps: Int, optimizerSlots: [[Tensor]])
    throws
  {
    var (network, optimizer) = (network, optimizer)
    try network.load(tensors)
    try optimizer.resume(steps: optimizerSteps, slots: optimizerSlots)
    (self.network, self.optimizer) = (network, optimizer)
  }

  /// Trains the epoch and evaluates it.
  /// - Parameters:
  ///   - epoch: counted from 1; epochs must be called in their order.
  ///   - report: called every few batches; false stops the epoch.
  /// - Returns: nil where `report` stopped the epoch, half trained.
  public mutating func run(epoch: Int, report: (Progress) -> Bool) -> Epoch? {
    let start = ContinuousClock.now
    let order = spec.shuffle ? epochOrder(count: data.train.count, seed: spec.seed, epoch: epoch) : nil
    let isFrozen = spec.freezeBatchNormAfterEpoch.map { epoch > $0 } ?? false
    var losses: [Double] = []
    guard
      let training = train(
        epoch: epoch, order: order, batchNormIsFrozen: isFrozen, batchLosses: &losses, report: report)
    else { return nil }
    let trained = ContinuousClock.now
    if let batches = spec.preciseBatchNorm, hasBatchNorm, !isFrozen {
      recomputeMovingStatistics(batches: batches, order: order)
    }
    var values: [Metric: Double] = [:]
    set(.trainLoss, .trainAccuracy, training, in: &values)
    if spec.evaluateTrain { set(.trainEvalLoss, .trainEvalAccuracy, evaluate(data.train), in: &values) }
    set(.testLoss, .testAccuracy, evaluate(data.test), in: &values)
    return Epoch(
      record: EpochRecord(epoch: epoch, values: values),
      timing: EpochTiming(
        epoch: epoch, trainSeconds: (trained - start).seconds,
        evaluateSeconds: (ContinuousClock.now - trained).seconds),
      batchLosses: losses)
  }

  private func set(
    _ loss: Metric, _ accuracy: Metric, _ totals: Loss.Totals, in values: inout [Metric: Double]
  ) {
    values[loss] = totals.meanLoss
    values[accuracy] = self.accuracy(of: totals)
  }

  private func accuracy(of totals: Loss.Totals) -> Double? {
    runner.loss.hasAccuracy ? totals.accuracy : nil
  }

  /// The summed loss and right answers of a set in inference mode.
  public func evaluate(_ set: TrainingData.Samples) -> Loss.Totals {
    set.withSamples { runner.evaluate(network, on: $0) }
  }

  private static let batchesBetweenReports = 16

  private mutating func train(
    epoch: Int, order: [Int32]?, batchNormIsFrozen: Bool, batchLosses: inout [Double],
    report: (Progress) -> Bool
  ) -> Loss.Totals? {
    let count = data.train.count
    let batchSize = spec.batchSize
    let batchCount = spec.batchCount(samples: count)
    var step = TrainingStep(batchNormIsFrozen: batchNormIsFrozen, seed: spec.seed)
    if spec.logBatches { batchLosses.reserveCapacity(batchCount) }

    return data.train.withSamples { samples in
      order.withPointer { order in
        var totals = Loss.Totals()
        for batch in 0..<batchCount {
          let first = batch * batchSize
          step.index = optimizer.steps
          let result = runner.train(
            &network, optimizer: &optimizer, on: samples, indices: order, from: first,
            count: min(batchSize, count - first), step: step)
          totals += result
          if spec.logBatches { batchLosses.append(result.meanLoss) }
          if batch % Self.batchesBetweenReports == 0 || batch == batchCount - 1 {
            let progress = Progress(
              epoch: epoch, batch: batch + 1, batchCount: batchCount, loss: totals.meanLoss,
              accuracy: accuracy(of: totals))
            guard report(progress) else { return nil }
          }
        }
        return totals
      }
    }
  }

  /// Replaces the moving statistics of batch normalization by their averages over the epoch's first batches, with the
  /// weights as they are now. A short batch, which would count as much as the others, is left out where there are others.
  private mutating func recomputeMovingStatistics(batches: Int, order: [Int32]?) {
    let size = min(spec.batchSize, data.train.count)
    let batches = min(batches, data.train.count / size)
    data.train.withSamples { samples in
      order.withPointer { order in
        for number in 1...batches {
          let first = (number - 1) * size
          let batch =
            order.map { runner.gather(samples, indices: $0 + first, count: size) }
            ?? runner.gather(samples, from: first, count: size)
          // The numbers of the steps to come, so that dropout's masks differ from batch to batch.
          let step = TrainingStep(seed: spec.seed, index: optimizer.steps + number - 1)
          runner.recomputeMovingStatistics(of: &network, on: batch, number: number, step: step)
        }
      }
    }
  }
}

extension [Int32]? {
  /// Calls `body` with a pointer to the elements; nil where there are none.
  fileprivate func withPointer<Result>(_ body: (UnsafePointer<Int32>?) -> Result) -> Result {
    guard let array = self else { return body(nil) }
    return array.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
