import Engine
import Experiments
import System
import Training

/// Repeats a training to get the network's tensors at chosen times, to the bit.
public struct RunReplay {
  public let spec: ExperimentSpec
  private let plan: TrainingPlan?
  public let data: TrainingData
  public let kernels: Kernels
  public let threads: Int?

  /// - Parameters:
  ///   - spec: with the run's seed.
  ///   - plan: the spec's network, if it was worked out before.
  public init(
    spec: ExperimentSpec, plan: TrainingPlan? = nil, data: TrainingData, kernels: Kernels, threads: Int?
  ) {
    self.spec = spec
    self.plan = plan
    self.data = data
    self.kernels = kernels
    self.threads = threads
  }

  /// How the steps are divided into epochs: a step is a batch.
  public var schedule: TrainingSchedule { spec.training.schedule(samples: data.train.count) }

  /// Trains in memory as far as the last of the steps, from the initial weights, and writes nothing. Steps after the epoch
  /// with which the training stops, as `training.on_divergence` and `training.early_stopping` may say, are not visited.
  /// - Parameters:
  ///   - steps: counted over all epochs; 0 is the time before training, with the initial weights. After the last step of an
  ///     epoch is the epoch's end.
  ///   - isCancelled: asked every few batches; true makes this throw `RunInterrupted`.
  ///   - visit: called after each of the steps, in their order, with the network's tensors by their names in a weights file.
  /// - Throws: `PlanError`, `FileError`, `RunInterrupted`, and what `visit` throws.
  public func train(
    through steps: [Int], isCancelled: () -> Bool = { false }, report: (RunEvent) -> Void = { _ in },
    visit: (_ step: Int, _ tensors: [String: Tensor]) throws -> Void
  ) throws {
    guard let last = steps.max() else { return }
    var spec = spec
    // Evaluation and logs do not change the weights.
    if spec.training.monitor?.isOfTrainEvaluation != true { spec.training.evaluateTrain = false }
    // Weights are those of the steps.
    spec.training.earlyStopping?.restoresBestWeights = false
    spec.training.logBatches = .none
    let prepared = try PreparedRun(
      spec: spec, plan: plan, data: data, kernels: kernels, threads: threads)
    let evaluationCost = prepared.evaluationCost
    var trainer = prepared.takeTrainer()
    func visitIfWanted(_ step: Int, _ network: Network) throws {
      guard steps.contains(step) else { return }
      try visit(step, Dictionary(uniqueKeysWithValues: network.namedTensors.map { ($0.name, $0.tensor) }))
    }
    try visitIfWanted(0, trainer.network)
    if last > 0 { report(.started(epochs: 0, batches: 0, evaluationCost: evaluationCost)) }
    let schedule = schedule
    for epoch in 1...max(schedule.epoch(ofStep: last), 1) where last > 0 && !trainer.isStopped {
      let before = schedule.batches(through: epoch - 1)
      let count = schedule.batchCount(ofEpoch: epoch)
      let inside = steps.map { $0 - before }.filter { (1..<count).contains($0) }.sorted()
      let result = try trainer.run(epoch: epoch, stops: inside) { trainer, progress in
        guard !isCancelled() else { return false }
        report(.progress(progress))
        if progress.batch < count { try visitIfWanted(before + progress.batch, trainer.network) }
        return true
      }
      guard let result else { throw RunInterrupted() }
      report(.epoch(result.record, result.timing))
      try visitIfWanted(before + count, trainer.network)
    }
  }
}
