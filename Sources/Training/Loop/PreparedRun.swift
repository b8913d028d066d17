import Datasets
import Engine
import Experiments
import System

/// A run that is ready to train: its spec, data and network are checked against each other.
public struct PreparedRun: ~Copyable {
  public let plan: NetworkPlan
  public let threads: Int
  /// The expected time of the evaluation after an epoch as a multiple of that of the epoch's batches.
  public let evaluationCost: Double
  private let trainer: Trainer

  /// - Parameters:
  ///   - plan: the plan from before the data was read; nil if there is none.
  ///   - threads: nil for the number that suits the size of the network.
  /// - Throws: `PlanError` if model, loss, data, initial weights and memory do not fit together; `FileError`.
  public init(
    spec: ExperimentSpec, plan: TrainingPlan?, data: TrainingData, kernels: Kernels, threads: Int?
  ) throws {
    // The plan is out of date if a data file has changed since.
    let currentPlan = plan.flatMap { $0.data.hasSameSamples(as: data.outline) ? $0.network : nil }
    let plan = try currentPlan ?? NetworkPlan(spec, data: data.outline)
    let threads = threads ?? plan.defaultThreadCount(batchSize: spec.training.batchSize)
    try Self.checkLabels(data, plan: plan, source: spec.dataset)
    let samples = max(data.train.count, data.test.count, data.validation?.count ?? 0)
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
    let epoch = plan.guessedEpochSeconds(of: spec.training, data.outline)
    evaluationCost = epoch.batches > 0 ? epoch.evaluation / epoch.batches : 0
    trainer = Trainer(
      spec: spec.training, network: network, loss: spec.loss, optimizer: spec.optimizer, data: data,
      executor: Executor(kernels: kernels, threads: threads))
  }

  /// Gives the trainer to the caller. This ends the prepared run, so that there is never a second copy of the weights.
  public consuming func takeTrainer() -> Trainer { trainer }

  /// Checks that the labels have the form that the loss takes, and that there is an output for each class.
  /// - Parameter source: where the data comes from, for messages.
  static func checkLabels(
    _ data: TrainingData, plan: NetworkPlan, source: DataSource
  ) throws(PlanError) {
    guard let classes = plan.loss.classCount(outputs: plan.outputShape.count) else {
      guard case .values = data.train.labels, case .values = data.test.labels else {
        throw PlanError(keyPath: "dataset", problem: .targetsAreNotNumbers)
      }
      return
    }
    let validation = data.validation.map { [($0, DatasetPart.trainY, data.train.count)] } ?? []
    for (set, part, first) in [(data.train, .trainY, 0)] + validation + [(data.test, .testY, 0)] {
      guard case .classes(let labels) = set.labels else {
        throw PlanError(keyPath: "dataset", problem: .labelsAreNotClasses)
      }
      if let sample = labels.firstIndex(where: { $0 >= classes }) {
        throw PlanError(
          keyPath: "model[\(plan.layers.count - 1)]",
          problem: .labelTooLarge(
            label: Int(labels[sample]), sample: first + sample, of: source.name(of: part),
            outputs: plan.outputShape.count, loss: plan.loss.name,
            classes: data.classNames?.count
              ?? [data.dataset.trainY, data.dataset.testY].compactMap(\.classCount).max() ?? 0,
            names: data.classNames))
      }
    }
  }

  /// Checks that so much memory is free.
  /// - Parameter needed: in bytes; nil for more than an integer can hold.
  static func checkMemory(needed: Int?) throws(PlanError) {
    let available = Memory.availableBytes() ?? Int.max
    guard let needed, needed <= available else {
      throw PlanError(keyPath: "model", problem: .memory(needed: needed, available: available))
    }
  }

  /// Loads the initial weights from a safetensors file.
  /// - Throws: `FileError`; `PlanError` if the weights do not fit the network.
  static func load(_ path: String, into network: inout Network) throws {
    let file = try File.contents(of: path)
    do {
      try network.load(try Safetensors.decode(file))
    } catch {
      throw PlanError(keyPath: "initial_weights", problem: .unusableWeights(path: path, problem: "\(error)"))
    }
  }
}
