import Engine
import Experiments

/// The only training loop: trains a network epoch by epoch and returns the results of each epoch.
///
/// It does not know about files, terminals or other runs, and does not depend on what a caller does with the results.
public struct Trainer {
  public let spec: TrainingSpec
  /// How the batches are divided into epochs.
  public let schedule: TrainingSchedule
  public private(set) var network: Network
  public private(set) var optimizer: Optimizer
  private let data: TrainingData
  private let runner: NetworkRunner
  /// Whether the network has moving statistics that `training.precise_batch_norm` could recompute.
  private let hasBatchNorm: Bool
  /// How far the current epoch is; nil between epochs.
  public private(set) var position: Position?
  private var order: PassOrder
  /// Nil if nothing ends the training early.
  private var stopping: StoppingState?
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
    schedule = spec.schedule(samples: data.train.count)
    order = PassOrder(spec, count: data.train.count)
    stopping = StoppingState(spec)
    self.network = network
    self.optimizer = Optimizer(optimizer, stepsOfEpoch: schedule.batchesPerEpoch, for: &self.network)
    hasBatchNorm = network.entries.contains { $0.layer.movingStatistics != nil }
    layersWithStatistics = network.layersWithStatistics
    self.data = data
    let samples = max(data.train.count, data.test.count, data.validation?.count ?? 0)
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
  ///   - records: the rows of the finished epochs. Only early stopping needs them.
  ///   - best: the tensors of `bestNetwork`, by name; empty if there is none.
  /// - Throws: if the tensors do not fit this network, or if this training never has such a position. The trainer is then
  ///   unchanged.
  public mutating func resume(
    after epochs: Int, network tensors: [String: Tensor], optimizerSteps: Int, optimizerSlots: [[Tensor]],
    at position: Position? = nil, divergence: DivergencePoint? = nil, records: [EpochRecord] = [],
    best: [String: Tensor] = [:]
  ) throws {
    guard reaches(position, after: epochs, steps: optimizerSteps),
      stopping == nil || records.count == epochs
    else { throw UnreachableState() }
    var (network, optimizer, stopping) = (network, optimizer, stopping)
    try network.load(tensors)
    try optimizer.resume(steps: optimizerSteps, slots: optimizerSlots)
    try stopping?.resume(after: records, best: best, network)
    (self.network, self.optimizer, self.stopping) = (network, optimizer, stopping)
    (self.position, self.divergence) = (position, divergence)
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
    if position?.epoch != epoch { position = Position(epoch: epoch) }
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

  /// Whether a value that is not finite ends the training with the current epoch, or has ended it.
  private var isStopping: Bool { spec.onDivergence == .stop && divergence != nil }

  /// Whether the training is over although epochs are left.
  public var isStopped: Bool { position == nil && (isStopping || stopping?.rule.isOver == true) }

  /// The network of the best epoch so far; nil if it is not to be restored, or before the first epoch has ended.
  public var bestNetwork: Network? { stopping?.bestNetwork }

  /// The epoch whose weights are to be restored at the end; nil: none.
  public var restoredEpoch: Int? { stopping?.rule.restoredEpoch }

  /// Whether early stopping has ended the training.
  public var isStoppedEarly: Bool { stopping?.rule.isOver == true }

  /// Restores the weights and moving statistics of the best epoch, where early stopping is to. For the end of the training.
  public mutating func restoreBestWeights() {
    if let bestNetwork { network = bestNetwork }
  }

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
    guard var position, !isStopping else { return nil }
    let batchCount = schedule.batchCount(ofEpoch: position.epoch)
    guard position.batch < batchCount else { return nil }
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
      recomputeMovingStatistics(batches: batches, epoch: position.epoch)
    }
    var values: [Metric: Double] = [:]
    set(.trainLoss, .trainAccuracy, position.totals, in: &values)
    if spec.evaluateTrain { set(.trainEvalLoss, .trainEvalAccuracy, evaluate(data.train), in: &values) }
    set(.testLoss, .testAccuracy, evaluateTest(), in: &values)
    if let validation = data.validation {
      set(.validationLoss, .validationAccuracy, evaluate(validation), in: &values)
    }
    noteDivergence(epoch: position.epoch, values)
    self.position = nil
    let record = EpochRecord(epoch: position.epoch, values: values)
    stopping?.take(record, network)
    return Epoch(
      record: record,
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
  private mutating func noteDivergence(epoch: Int, _ values: [Metric: Double]) {
    guard divergence == nil else { return }
    func isNotFinite(_ loss: Metric) -> Bool { values[loss].map { !$0.isFinite } ?? false }
    noteDivergence(
      epoch,
      network.firstTensorNotFinite().map { .tensor($0) }
        ?? (isNotFinite(.testLoss) ? .testLoss : isNotFinite(.validationLoss) ? .validationLoss : nil))
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
    let before = schedule.batches(through: position.epoch - 1)
    var step = TrainingStep(batchNormIsFrozen: isFrozen(position), seed: spec.seed)
    while position.batch < end, !isStopping {
      let pass = schedule.batch(before + position.batch).pass
      order.begin(pass)
      let passEnd = min(pass * schedule.batchesPerPass - before, end)
      let order = order
      data.train.withSamples { samples in
        order.withIndices { indices in
          for number in position.batch..<passEnd {
            let batch = schedule.batch(before + number)
            step.index = optimizer.steps
            let result = runner.train(
              &network, optimizer: &optimizer, on: samples, indices: indices, from: batch.first,
              count: batch.count, step: step)
            position.totals += result
            position.batch = number + 1
            if spec.logBatches.includesTraining { batchLosses.append(result.meanLoss) }
            noteDivergence(epoch: position.epoch, batchLoss: result.loss)
            if isStopping { return }
          }
        }
      }
    }
  }

  /// Replaces the moving statistics of batch normalization by their averages over the first batches of the epoch, with
  /// the current weights. A short batch is left out unless it is the only one, because all batches have equal weight.
  private mutating func recomputeMovingStatistics(batches count: Int, epoch: Int) {
    let first = schedule.batches(through: epoch - 1)
    let all = (first..<first + schedule.batchCount(ofEpoch: epoch)).lazy.map { [schedule] in
      schedule.batch($0)
    }
    let size = min(spec.batchSize, data.train.count)
    let whole = Array(all.filter { $0.count == size }.prefix(count))
    let batches = whole.isEmpty ? Array(all.prefix(1)) : whole
    var order = order
    data.train.withSamples { samples in
      for (index, batch) in batches.enumerated() {
        order.begin(batch.pass)
        let gathered = order.withIndices { indices in
          indices.map { runner.gather(samples, indices: $0 + batch.first, count: batch.count) }
            ?? runner.gather(samples, from: batch.first, count: batch.count)
        }
        // Uses the indices of the next steps, so that the masks of dropout differ between batches.
        let step = TrainingStep(seed: spec.seed, index: optimizer.steps + index)
        runner.recomputeMovingStatistics(of: &network, on: gathered, number: index + 1, step: step)
      }
    }
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
