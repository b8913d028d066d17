import Engine
import Experiments
import System
import Training

/// Repeats a training to get the network's tensors after chosen epochs, to the bit.
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

  /// Trains in memory as far as the last of the epochs, from the initial weights, and writes nothing. Epochs after the one
  /// with which the training stops, as `training.on_divergence` may say, are not visited.
  /// - Parameters:
  ///   - epochs: ascending; 0 is the time before training, with the initial weights.
  ///   - isCancelled: asked every few batches; true makes this throw `RunInterrupted`.
  ///   - visit: called at the end of each of the epochs with the network's tensors by their names in a weights file.
  /// - Throws: `PlanError`, `FileError`, `RunInterrupted`, and what `visit` throws.
  public func train(
    through epochs: [Int], isCancelled: () -> Bool = { false }, report: (RunEvent) -> Void = { _ in },
    visit: (_ epoch: Int, _ tensors: [String: Tensor]) throws -> Void
  ) throws {
    guard let last = epochs.max() else { return }
    var spec = spec
    // Evaluation and logs do not change the weights.
    spec.training.evaluateTrain = false
    spec.training.logBatches = .none
    let prepared = try PreparedRun(
      spec: spec, plan: plan, data: data, kernels: kernels, threads: threads)
    let evaluationCost = prepared.evaluationCost
    var trainer = prepared.takeTrainer()
    if last > 0 { report(.started(epochs: 0, batches: 0, evaluationCost: evaluationCost)) }
    for epoch in 0...last {
      if epoch > 0 {
        if trainer.isStopped { return }
        let result = trainer.run(epoch: epoch) { progress in
          guard !isCancelled() else { return false }
          report(.progress(progress))
          return true
        }
        guard let result else { throw RunInterrupted() }
        report(.epoch(result.record, result.timing))
      }
      guard epochs.contains(epoch) else { continue }
      let tensors = trainer.network.namedTensors
      try visit(epoch, Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.tensor) }))
    }
  }
}
