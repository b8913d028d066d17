import Engine
import Experiments

/// A network prepared for inspection. Every entry of the model is a layer of its own, except a last one that the loss
/// folds in; that changes no result.
public struct OpenNetwork: Sendable {
  public let plan: NetworkPlan
  /// Has its initial weights until others are loaded.
  public private(set) var network: Network
  /// Number of threads that `run` would use.
  public let threads: Int
  private let training: TrainingSpec
  private let stepsOfEpoch: Int

  /// - Parameters:
  ///   - batchSize: the samples that are inspected together; at most the training set's.
  ///   - threads: nil: as many as the network is worth.
  /// - Throws: `PlanError` where model, loss, data, initial weights, batch and memory do not go together; `FileError`.
  public init(
    spec: ExperimentSpec, data: TrainingData, batchSize: Int, kernels: Kernels, threads: Int?
  ) throws {
    training = spec.training
    stepsOfEpoch = spec.training.batchCount(samples: data.train.count)
    var spec = spec
    spec.training.batchSize = batchSize
    // One whole batch is all there is.
    spec.training.lastBatch = .drop
    plan = try NetworkPlan(spec, data: data.outline)
    self.threads = threads ?? plan.defaultThreadCount(batchSize: batchSize)
    try PreparedRun.checkLabels(data, plan: plan)
    try PreparedRun.checkMemory(
      needed: plan.trainingBytes(
        spec, samples: max(data.train.count, data.test.count), kernels: kernels, threads: self.threads))
    let builder = NetworkBuilder(plan: plan, seed: training.seed, fusesActivations: false)
    network = builder.build()
    if let path = spec.initialWeights { try PreparedRun.load(path, into: &network) }
  }

  /// Replaces every parameter and statistic.
  /// - Throws: `WeightsError`.
  public mutating func load(_ tensors: [String: Tensor]) throws { try network.load(tensors) }

  /// The step that follows the training of so many epochs, as far as layers heed it.
  public func step(afterEpoch epoch: Int) -> TrainingStep {
    TrainingStep(
      batchNormIsFrozen: training.freezeBatchNormAfterEpoch.map { max(epoch, 1) > $0 } ?? false,
      seed: training.seed, index: epoch * stepsOfEpoch)
  }
}
