import Datasets
import Engine
import Experiments
import System

/// A spec with its data and its network, checked against each other and ready to train.
public struct PreparedRun: ~Copyable {
  public let plan: NetworkPlan
  public let threads: Int
  private let trainer: Trainer

  /// - Parameters:
  ///   - plan: what was worked out before the data was read; nil: nothing yet.
  ///   - threads: nil: as many as the network is worth.
  /// - Throws: `PlanError` where model, loss, data, initial weights and memory do not go together; `FileError`.
  public init(
    spec: ExperimentSpec, plan: TrainingPlan?, data: TrainingData, kernels: Kernels, threads: Int?
  ) throws {
    // A file may have changed since the plan was made.
    let made = plan.flatMap { $0.data == data.outline ? $0.network : nil }
    let plan = try made ?? NetworkPlan(spec, data: data.outline)
    let threads = threads ?? plan.defaultThreadCount(batchSize: spec.training.batchSize)
    try Self.checkLabels(data, plan: plan)
    let samples = max(data.train.count, data.test.count)
    guard samples <= Int(Int32.max) else {
      throw PlanError(keyPath: "dataset", problem: .tooManySamples(samples))
    }
    try Self.checkMemory(
      needed: plan.trainingBytes(spec, samples: samples, kernels: kernels, threads: threads))
    let builder = NetworkBuilder(plan: plan, seed: spec.training.seed)
    var network = builder.build()
    if let path = spec.initialWeights { try Self.load(path, into: &network) }
    self.plan = plan
    self.threads = threads
    trainer = Trainer(
      spec: spec.training, network: network, loss: spec.loss, optimizer: spec.optimizer, data: data,
      executor: Executor(kernels: kernels, threads: threads))
  }

  /// Hands the trainer over, so that no second copy of the weights stays behind.
  public consuming func takeTrainer() -> Trainer { trainer }

  static func checkLabels(_ data: TrainingData, plan: NetworkPlan) throws(PlanError) {
    guard let classes = plan.loss.classCount(outputs: plan.outputShape.count) else {
      guard case .values = data.train.labels, case .values = data.test.labels else {
        throw PlanError(keyPath: "dataset", problem: .targetsAreNotNumbers)
      }
      return
    }
    for set in [data.train, data.test] {
      guard let count = set.labels.classCount else {
        throw PlanError(keyPath: "dataset", problem: .labelsAreNotClasses)
      }
      guard count <= classes else {
        throw PlanError(
          keyPath: "model[\(plan.layers.count - 1)]",
          problem: .labelTooLarge(
            label: count - 1, outputs: plan.outputShape.count, loss: plan.loss.name))
      }
    }
  }

  static func checkMemory(needed: Int?) throws(PlanError) {
    let available = Memory.availableBytes() ?? Int.max
    guard let needed, needed <= available else {
      throw PlanError(keyPath: "model", problem: .memory(needed: needed, available: available))
    }
  }

  static func load(_ path: String, into network: inout Network) throws {
    let file = try File.contents(of: path)
    do {
      try network.load(try Safetensors.decode(file))
    } catch {
      throw PlanError(keyPath: "initial_weights", problem: .unusableWeights(path: path, problem: "\(error)"))
    }
  }
}
