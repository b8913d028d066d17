import Engine
import Experiments

/// The only training loop: trains a network epoch by epoch and returns the results of each epoch.
///
/// It does not know about files, terminals or other runs, and does not depend on what a caller does with the results.
public struct Trainer {
  /// The results of an epoch.
  public struct Epoch: Sendable {
    public let record: EpochRecord
    public let timing: EpochTiming
    /// The mean loss of each batch; empty unless `training.log_batches` is set.
    public let batchLosses: [Double]
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

  public let spec: TrainingSpec
  public private(set) var network: Network
  public private(set) var optimizer: Optimizer
  private let data: TrainingData
  private let runner: NetworkRunner
  /// Whether the network has moving statistics that `training.precise_batch_norm` could recompute.
  private let hasBatchNorm: Bool

  /// - Parameters:
  ///   - network: the network with its initial weights.
  ///   - data: samples of the network's input shape, with labels in the range of the loss or with one target column per
  ///     output.
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

  /// Restores the state that an earlier trainer had at the end of an epoch.
  /// - Parameters:
  ///   - tensors: the parameters and moving statistics, by name.
  ///   - optimizerSteps: the number of steps so far.
  ///   - optimizerSlots: the optimizer's tensors for each parameter.
  /// - Throws: if the tensors do not fit this network. The trainer is then unchanged.
  public mutating func resume(
    network tensors: [String: Tensor], optimizerSteps: Int, optimizerSlots: [[Tensor]]
  )
    throws
  {
    var (network, optimizer) = (network, optimizer)
    try network.load(tensors)
    try optimizer.resume(steps: optimizerSteps, slots: optimizerSlots)
    (self.network, self.optimizer) = (network, optimizer)
  }

  /// Trains one epoch and evaluates the network afterwards.
  /// - Parameters:
  ///   - epoch: counted from 1. Epochs must be run in order.
  ///   - report: called every few batches. Returning false stops the epoch.
  /// - Returns: nil if `report` stopped the epoch. The network is then partly trained.
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

  /// The sums of the losses and of the correct answers over a set, in inference mode.
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

  /// Replaces the moving statistics of batch normalization by their averages over the first batches of the epoch, with
  /// the current weights. A short batch is left out unless it is the only one, because all batches have equal weight.
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
          // Uses the indices of the next steps, so that the masks of dropout differ between batches.
          let step = TrainingStep(seed: spec.seed, index: optimizer.steps + number - 1)
          runner.recomputeMovingStatistics(of: &network, on: batch, number: number, step: step)
        }
      }
    }
  }
}

extension [Int32]? {
  /// Calls `body` with a pointer to the elements, or with nil if there is no array.
  fileprivate func withPointer<Result>(_ body: (UnsafePointer<Int32>?) -> Result) -> Result {
    guard let array = self else { return body(nil) }
    return array.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
