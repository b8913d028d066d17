import Datasets
import Engine
import Experiments

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A spec with its data and its network, checked against each other and ready to train.
public struct PreparedRun {
  public let plan: NetworkPlan
  public let trainer: Trainer
  public let threads: Int

  /// - Throws: `PlanError` where model, loss, data, initial weights and memory do not go together.
  public init(spec: ExperimentSpec, data: TrainingData, kernels: Kernels, threads: Int?) throws {
    plan = try NetworkPlan(model: spec.model, loss: spec.loss, inputShape: data.train.shape)
    try Self.checkLabels(data, plan: plan)
    try Self.checkMemory(spec, plan: plan, samples: max(data.train.count, data.test.count))
    let builder = NetworkBuilder(plan: plan, seed: spec.training.seed)
    var network = builder.build()
    if let path = spec.initialWeights { try Self.load(path, into: &network) }
    self.threads = threads ?? plan.defaultThreadCount(batchSize: spec.training.batchSize)
    trainer = Trainer(
      spec: spec.training, network: network, loss: builder.loss, rule: Optimizer.Rule(spec.optimizer),
      data: data,
      executor: Executor(kernels: kernels, threads: self.threads))
  }

  private static func checkLabels(_ data: TrainingData, plan: NetworkPlan) throws(PlanError) {
    let classes: Int
    let loss: String
    switch plan.loss {
    case .binaryCrossentropy: (classes, loss) = (2, "binary_crossentropy")
    case .categoricalCrossentropy: (classes, loss) = (plan.outputShape.count, "categorical_crossentropy")
    }
    for set in [data.train, data.test] {
      let largest = Int(set.labels.max() ?? 0)
      guard largest < classes else {
        throw PlanError(
          keyPath: "model[\(plan.layers.count - 1)]",
          problem: .labelTooLarge(label: largest, outputs: plan.outputShape.count, loss: loss))
      }
    }
  }

  /// Weights, gradients and the optimizer's slots once for each parameter; outputs of every layer, the input and two
  /// gradients for each sample of a batch.
  private static func checkMemory(_ spec: ExperimentSpec, plan: NetworkPlan, samples: Int) throws(PlanError) {
    let batch = min(spec.training.batchSize, samples)
    let slots = Optimizer.Rule(spec.optimizer).slotCount
    let values = plan.layers.map(\.output.count) + [plan.inputShape.count]
    let largest = values.max() ?? 0
    let parts = [
      (plan.trainableCount + plan.nonTrainableCount).multipliedReportingOverflow(by: 2 + slots),
      // Rows and blocks are padded to whole vectors of 16.
      (values.reduce(2 * largest, +) + 16 * values.count).multipliedReportingOverflow(by: batch + 16),
    ]
    let available = MemoryBudget.availableBytes() ?? Int.max
    let floats = parts.reduce(0) { $0.addingReportingOverflow($1.partialValue).partialValue }
    let (bytes, overflow) = floats.multipliedReportingOverflow(by: 4)
    guard !overflow, !parts.contains(where: \.overflow), bytes <= available else {
      throw PlanError(
        keyPath: "model", problem: .memory(needed: overflow ? Int.max : bytes, available: available))
    }
  }

  private static func load(_ path: String, into network: inout Network) throws {
    let file = try FileError.catching("read", path) { try Data(contentsOf: URL(filePath: path)) }
    do {
      try network.load(try Safetensors.decode(file))
    } catch {
      throw PlanError(keyPath: "initial_weights", problem: .unusableWeights(path: path, problem: "\(error)"))
    }
  }
}

extension NetworkPlan {
  /// Multiply-adds of a forward pass of one sample.
  var costPerSample: Int {
    layers.reduce(0) { total, layer in
      switch layer.form {
      case .dense(let dense, let inputs): total + inputs * dense.units
      case .conv2d(_, let channels, let window):
        total + layer.output.count * channels * window.kernel.height * window.kernel.width
      case .batchNorm, .pooling, .flatten, .activation, .softmax, .identity: total + layer.output.count
      }
    }
  }

  /// As many threads as there are processors, unless a step is so short that handing it out costs more than it saves.
  func defaultThreadCount(batchSize: Int) -> Int {
    let (cost, overflow) = costPerSample.multipliedReportingOverflow(by: batchSize)
    return overflow || cost > Self.leastCostOfThreads ? ProcessInfo.processInfo.activeProcessorCount : 1
  }

  /// Some tenth of a millisecond of arithmetic.
  private static let leastCostOfThreads = 5_000_000
}
