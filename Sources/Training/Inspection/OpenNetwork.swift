import Engine
import Experiments

/// A network prepared for inspection. Every entry of the model is a separate layer, so that each can be looked at. The
/// exception is a last activation that the loss computes. The results are the same as in training.
public struct OpenNetwork: Sendable {
  public let plan: NetworkPlan
  /// The network. It has its initial weights until others are loaded.
  public private(set) var network: Network
  /// The number of threads.
  public let threads: Int
  private let training: TrainingSpec
  private let schedule: TrainingSchedule

  /// - Parameters:
  ///   - batchSize: the number of training samples that are inspected together, at most those of the training set.
  ///   - testSamples: the number of test samples that go through the network together.
  ///   - threads: nil for the number that suits the size of the network.
  /// - Throws: `PlanError` if model, loss, data, initial weights, batch size and memory do not fit together; `FileError`.
  public init(
    spec: ExperimentSpec, data: TrainingData, batchSize: Int, testSamples: Int = 1, kernels: Kernels,
    threads: Int?
  ) throws {
    training = spec.training
    schedule = spec.training.schedule(samples: data.train.count)
    var spec = spec
    spec.training.batchSize = batchSize
    // Only one whole batch is used; a short last batch must not be an error.
    spec.training.lastBatch = .drop
    plan = try NetworkPlan(spec, data: data.outline)
    self.threads = threads ?? plan.defaultThreadCount(batchSize: batchSize)
    try PreparedRun.checkLabels(data, plan: plan, source: spec.dataset)
    spec.training.batchSize = max(batchSize, testSamples)
    try PreparedRun.checkMemory(
      needed: plan.trainingBytes(
        spec, samples: max(data.train.count, data.test.count), kernels: kernels, threads: self.threads))
    let builder = NetworkBuilder(plan: plan, seed: training.seed, fusesActivations: false)
    network = builder.build()
    if let path = spec.initialWeights { try PreparedRun.load(path, into: &network) }
  }

  /// Replaces all parameters and moving statistics.
  /// - Throws: `WeightsError`.
  public mutating func load(_ tensors: [String: Tensor]) throws { try network.load(tensors) }

  /// The test samples that are evaluated together with these ones: whole evaluated batches if a layer normalises by them,
  /// otherwise these ones alone.
  /// - Parameter count: the number of samples of the test set.
  public static func evaluated(_ range: Range<Int>, of count: Int, spec: ExperimentSpec) -> Range<Int> {
    guard spec.model.contains(where: { $0.configuration.infersByBatch }) else { return range }
    let size = spec.training.evaluatedBatchSize(samples: count)
    let end = ((range.upperBound - 1) / size + 1) * size
    return range.lowerBound / size * size..<min(end, count)
  }

  /// The number of samples of the set that are evaluated together, if a layer normalises by the evaluated batch.
  /// - Parameter count: the number of samples of the set.
  public func evaluatedBatchSize(of count: Int) -> Int { training.evaluatedBatchSize(samples: count) }

  /// The training step that would follow this epoch, which determines the masks of dropout and whether batch
  /// normalization is frozen.
  /// - Parameter epoch: 0 for the start of training.
  public func step(afterEpoch epoch: Int) -> TrainingStep {
    TrainingStep(
      batchNormIsFrozen: training.freezeBatchNormAfterEpoch.map { max(epoch, 1) > $0 } ?? false,
      seed: training.seed, index: schedule.batches(through: epoch))
  }
}
