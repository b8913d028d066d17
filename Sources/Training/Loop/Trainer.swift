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
    /// Of the epoch's batches so far.
    public let loss: Double
    public let accuracy: Double
  }

  public let spec: TrainingSpec
  public private(set) var network: Network
  public private(set) var optimizer: Optimizer
  private let data: TrainingData
  private let runner: NetworkRunner
  private var labels: [Int32]

  /// - Parameters:
  ///   - network: with its initial weights.
  ///   - data: of the network's input shape, its labels within the loss's range.
  public init(
    spec: TrainingSpec, network: Network, loss: Loss, rule: Optimizer.Rule, data: TrainingData,
    executor: Executor
  ) {
    self.spec = spec
    self.network = network
    optimizer = Optimizer(rule, for: &self.network)
    self.data = data
    let batchSize = min(spec.batchSize, max(data.train.count, data.test.count))
    runner = NetworkRunner(network: network, loss: loss, batchSize: batchSize, executor: executor)
    labels = Array(repeating: 0, count: batchSize)
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
    var losses: [Double] = []
    guard let training = train(epoch: epoch, batchLosses: &losses, report: report) else { return nil }
    let trained = ContinuousClock.now
    var values: [Metric: Double] = [.trainLoss: training.meanLoss, .trainAccuracy: training.accuracy]
    if spec.evaluateTrain {
      let totals = evaluate(data.train)
      values[.trainEvalLoss] = totals.meanLoss
      values[.trainEvalAccuracy] = totals.accuracy
    }
    let totals = evaluate(data.test)
    values[.testLoss] = totals.meanLoss
    values[.testAccuracy] = totals.accuracy
    return Epoch(
      record: EpochRecord(epoch: epoch, values: values),
      timing: EpochTiming(
        epoch: epoch, trainSeconds: (trained - start).seconds,
        evaluateSeconds: (ContinuousClock.now - trained).seconds),
      batchLosses: losses)
  }

  /// The summed loss and right answers of a set in inference mode.
  public func evaluate(_ set: TrainingData.Samples) -> Loss.Totals {
    set.withSamples { runner.evaluate(network, on: $0) }
  }

  private static let batchesBetweenReports = 16

  private mutating func train(
    epoch: Int, batchLosses: inout [Double], report: (Progress) -> Bool
  ) -> Loss.Totals? {
    let count = data.train.count
    let batchSize = spec.batchSize
    let batchCount = (count - 1) / batchSize + 1
    let order = spec.shuffle ? epochOrder(count: count, seed: spec.seed, epoch: epoch) : nil
    let step = TrainingStep(batchNormIsFrozen: spec.freezeBatchNormAfterEpoch.map { epoch > $0 } ?? false)
    if spec.logBatches { batchLosses.reserveCapacity(batchCount) }

    return data.train.withSamples { samples in
      var totals = Loss.Totals()
      for batch in 0..<batchCount {
        let first = batch * batchSize
        let size = min(batchSize, count - first)
        let result = train(on: samples, order: order, first: first, size: size, step: step)
        totals += result
        if spec.logBatches { batchLosses.append(result.meanLoss) }
        if batch % Self.batchesBetweenReports == 0 || batch == batchCount - 1 {
          let progress = Progress(
            epoch: epoch, batch: batch + 1, batchCount: batchCount, loss: totals.meanLoss,
            accuracy: totals.accuracy)
          guard report(progress) else { return nil }
        }
      }
      return totals
    }
  }

  private mutating func train(
    on samples: NetworkRunner.Samples, order: [Int32]?, first: Int, size: Int, step: TrainingStep
  ) -> Loss.Totals {
    guard let order else {
      let batch = runner.gather(samples, from: first, count: size)
      return runner.train(
        &network, optimizer: &optimizer, on: batch, labels: samples.labels + first, step: step)
    }
    return order.withUnsafeBufferPointer { order in
      guard let indices = order.baseAddress.map({ $0 + first }) else { return Loss.Totals() }
      let batch = runner.gather(samples, indices: indices, count: size)
      for place in 0..<size { labels[place] = samples.labels[Int(indices[place])] }
      return labels.withUnsafeBufferPointer { labels in
        guard let labels = labels.baseAddress else { return Loss.Totals() }
        return runner.train(&network, optimizer: &optimizer, on: batch, labels: labels, step: step)
      }
    }
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
