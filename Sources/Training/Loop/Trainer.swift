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
    /// The number of batches that were trained; fewer than all if the training stopped.
    public let batches: Int
  }

  /// How far the training of an epoch is.
  public struct Position: Equatable, Sendable {
    /// Counted from 1.
    public var epoch: Int
    /// The number of batches that are done.
    public var batch: Int
    /// The sums over these batches, as they were trained.
    public var totals: Loss.Totals
    /// The time that they took.
    public var seconds: Double

    public init(epoch: Int, batch: Int = 0, totals: Loss.Totals = Loss.Totals(), seconds: Double = 0) {
      (self.epoch, self.batch, self.totals, self.seconds) = (epoch, batch, totals, seconds)
    }
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
  /// How far the current epoch is; nil between epochs.
  public private(set) var position: Position?
  /// The order of the samples in the current epoch; nil: that of the data.
  private var order: [Int32]?
  private var batchLosses: [Double] = []
  private var testBatchLosses: [Double] = []
  /// The first value that was not finite; nil if there was none.
  public private(set) var divergence: DivergencePoint?
  private let layersWithStatistics: [Int]
  var pace = BatchPace()

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
    layersWithStatistics = network.layersWithStatistics
    self.data = data
    let samples = max(data.train.count, data.test.count)
    runner = NetworkRunner(
      network: network, loss: loss, batchSize: min(spec.batchSize, samples),
      evaluationBatchSize: spec.evaluatedBatchSize(samples: samples), executor: executor)
  }

  /// Restores the state that an earlier trainer had between two batches.
  /// - Parameters:
  ///   - epochs: the number of finished epochs.
  ///   - tensors: the parameters and moving statistics, by name.
  ///   - optimizerSteps: the number of steps so far.
  ///   - optimizerSlots: the optimizer's tensors for each parameter.
  ///   - position: where the earlier trainer was; nil: between two epochs.
  ///   - divergence: the first value that was not finite in the earlier trainer.
  /// - Throws: if the tensors do not fit this network, or if this training never has such a position. The trainer is then
  ///   unchanged.
  public mutating func resume(
    after epochs: Int, network tensors: [String: Tensor], optimizerSteps: Int, optimizerSlots: [[Tensor]],
    at position: Position? = nil, divergence: DivergencePoint? = nil
  ) throws {
    guard reaches(position, after: epochs, steps: optimizerSteps, samples: data.train.count) else {
      throw UnreachableState()
    }
    var (network, optimizer) = (network, optimizer)
    try network.load(tensors)
    try optimizer.resume(steps: optimizerSteps, slots: optimizerSlots)
    (self.network, self.optimizer, self.divergence) = (network, optimizer, divergence)
    if let position { begin(position) }
  }

  /// Trains one epoch and evaluates the network afterwards.
  /// - Parameters:
  ///   - epoch: counted from 1. Epochs must be run in order.
  ///   - report: called every few batches. Returning false stops the epoch.
  /// - Returns: nil if `report` stopped the epoch. The network is then partly trained.
  public mutating func run(epoch: Int, report: (Progress) -> Bool) -> Epoch? {
    run(epoch: epoch) { _, progress in report(progress) }
  }

  /// Trains one epoch, or what is left of it, and evaluates the network afterwards.
  /// - Parameters:
  ///   - epoch: counted from 1. Epochs must be run in order.
  ///   - stops: numbers of batches after which `visit` is called besides, ascending.
  ///   - visit: called every few batches with this trainer, whose state it may save. Returning false stops the epoch.
  /// - Returns: nil if `visit` stopped the epoch. The network is then partly trained.
  public mutating func run(
    epoch: Int, stops: [Int] = [], visit: (inout Trainer, Progress) throws -> Bool
  ) rethrows -> Epoch? {
    if position?.epoch != epoch { begin(Position(epoch: epoch)) }
    var pace = pace
    var start = ContinuousClock.now
    while let progress = advance(batches: pace.batches, stops) {
      pace.took(ContinuousClock.now - start)
      guard try visit(&self, progress) else { return nil }
      start = .now
    }
    self.pace = pace
    return endEpoch()
  }

  private mutating func begin(_ position: Position) {
    self.position = position
    order =
      spec.shuffle ? epochOrder(count: data.train.count, seed: spec.seed, epoch: position.epoch) : nil
  }

  /// Whether a value that is not finite ends the training with the current epoch, or has ended it.
  private var isStopping: Bool { spec.onDivergence == .stop && divergence != nil }

  /// Whether the training is over although epochs are left.
  public var isStopped: Bool { isStopping && position == nil }

  /// The number of batches of an epoch.
  public var batchCount: Int { spec.batchCount(samples: trainCount) }

  /// Number of answers for each sample: more than one for several labels.
  var answersPerSample: Int { runner.loss.answersPerSample(outputs: network.outputShape.count) }

  /// The names of the classes, by class number; nil if they have none.
  public var classNames: [String]? { data.classNames }

  /// Number of training samples.
  public var trainCount: Int { data.train.count }

  /// Trains the next batches of the epoch.
  /// - Parameters:
  ///   - limit: how many at most; at least 1.
  ///   - stops: numbers of batches that are not passed, ascending.
  /// - Returns: nil if the epoch has no batch left.
  private mutating func advance(batches limit: Int, _ stops: [Int]) -> Progress? {
    guard var position, position.batch < batchCount, !isStopping else { return nil }
    let stop = stops.first { $0 > position.batch } ?? batchCount
    let start = ContinuousClock.now
    train(&position, end: min(position.batch + limit, stop, batchCount))
    position.seconds += (ContinuousClock.now - start).seconds
    self.position = position
    return Progress(
      epoch: position.epoch, batch: position.batch, batchCount: batchCount, loss: position.totals.meanLoss,
      accuracy: accuracy(of: position.totals))
  }

  /// The mean losses of the latest batches, up to the current position, which no call has returned yet. Empty unless
  /// `training.log_batches` is set.
  public mutating func takeBatchLosses() -> [Double] {
    defer { batchLosses.removeAll(keepingCapacity: true) }
    return batchLosses
  }

  /// The mean losses of the test set's batches at the end of the latest epoch, which no call has returned yet. Empty unless
  /// `training.log_batches` asks for them.
  public mutating func takeTestBatchLosses() -> [Double] {
    defer { testBatchLosses.removeAll(keepingCapacity: true) }
    return testBatchLosses
  }

  /// Ends an epoch whose batches are all done, or at whose last batch the training stopped: evaluates the network.
  /// - Precondition: `advance` has returned nil.
  private mutating func endEpoch() -> Epoch {
    guard let position else { preconditionFailure("no epoch has begun") }
    let start = ContinuousClock.now
    if let batches = spec.preciseBatchNorm, hasBatchNorm, !isFrozen(position) {
      recomputeMovingStatistics(batches: batches, order: order)
    }
    var values: [Metric: Double] = [:]
    set(.trainLoss, .trainAccuracy, position.totals, in: &values)
    if spec.evaluateTrain { set(.trainEvalLoss, .trainEvalAccuracy, evaluate(data.train), in: &values) }
    set(.testLoss, .testAccuracy, evaluateTest(), in: &values)
    noteDivergence(epoch: position.epoch, testLoss: values[.testLoss])
    self.position = nil
    return Epoch(
      record: EpochRecord(epoch: position.epoch, values: values),
      timing: EpochTiming(
        epoch: position.epoch, trainSeconds: position.seconds,
        evaluateSeconds: (ContinuousClock.now - start).seconds),
      batches: position.batch)
  }

  /// Looks for values that are not finite after a step, unless one was found before. This costs little: the update has
  /// looked at the weights, and statistics are few.
  private mutating func noteDivergence(epoch: Int, batchLoss: Double) {
    guard divergence == nil else { return }
    if !batchLoss.isFinite {
      noteDivergence(epoch, .loss)
    } else if !runner.updateWasFinite || !network.hasFiniteStatistics(in: layersWithStatistics) {
      // A constraint may have made the weights finite again.
      noteDivergence(epoch, network.firstTensorNotFinite().map { .tensor($0) })
    }
  }

  /// The same at the end of an epoch, of all tensors: weights that are not trained, and recomputed statistics.
  private mutating func noteDivergence(epoch: Int, testLoss: Double?) {
    guard divergence == nil else { return }
    let isFinite = testLoss?.isFinite ?? true
    noteDivergence(epoch, network.firstTensorNotFinite().map { .tensor($0) } ?? (isFinite ? nil : .testLoss))
  }

  private mutating func noteDivergence(_ epoch: Int, _ value: DivergencePoint.Value?) {
    divergence = value.map { DivergencePoint(epoch: epoch, step: optimizer.steps, value: $0) }
  }

  /// Whether batch normalization no longer changes its moving statistics.
  private func isFrozen(_ position: Position) -> Bool {
    spec.freezeBatchNormAfterEpoch.map { position.epoch > $0 } ?? false
  }

  private func set(
    _ loss: Metric, _ accuracy: Metric, _ totals: Loss.Totals, in values: inout [Metric: Double]
  ) {
    values[loss] = totals.meanLoss
    values[accuracy] = self.accuracy(of: totals)
  }

  private func accuracy(of totals: Loss.Totals) -> Double? {
    runner.loss.hasAccuracy ? totals.accuracy(answersPerSample: answersPerSample) : nil
  }

  /// The sums of the losses and of the correct answers over a set, in inference mode.
  public func evaluate(_ set: TrainingData.Samples) -> Loss.Totals {
    set.withSamples { runner.evaluate(network, on: $0) }
  }

  private mutating func evaluateTest() -> Loss.Totals {
    guard spec.logBatches.includesTest else { return evaluate(data.test) }
    let (network, runner, size) = (network, runner, spec.batchSize)
    let result = data.test.withSamples { runner.evaluate(network, on: $0, batchesOf: size) }
    testBatchLosses = result.batchLosses
    return result.totals
  }

  /// Trains the batches from the position up to `end`, or to where the training stops, and moves the position there.
  private mutating func train(_ position: inout Position, end: Int) {
    let count = data.train.count
    let batchSize = spec.batchSize
    let order = order
    var step = TrainingStep(batchNormIsFrozen: isFrozen(position), seed: spec.seed)
    data.train.withSamples { samples in
      order.withPointer { order in
        for batch in position.batch..<end {
          let first = batch * batchSize
          step.index = optimizer.steps
          let result = runner.train(
            &network, optimizer: &optimizer, on: samples, indices: order, from: first,
            count: min(batchSize, count - first), step: step)
          position.totals += result
          position.batch = batch + 1
          if spec.logBatches.includesTraining { batchLosses.append(result.meanLoss) }
          noteDivergence(epoch: position.epoch, batchLoss: result.loss)
          if isStopping { return }
        }
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
