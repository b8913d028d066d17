import Datasets
import Engine
import Experiments

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A spec with its data and its network, checked against each other and ready to train.
struct PreparedRun: ~Copyable {
  let plan: NetworkPlan
  let threads: Int
  private let trainer: Trainer

  /// - Throws: `PlanError` where model, loss, data, initial weights and memory do not go together.
  init(spec: ExperimentSpec, data: TrainingData, kernels: Kernels, threads: Int?) throws {
    let plan = try NetworkPlan(model: spec.model, loss: spec.loss, inputShape: data.train.shape)
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
      spec: spec.training, network: network, loss: builder.loss, rule: Optimizer.Rule(spec.optimizer),
      data: data,
      executor: Executor(kernels: kernels, threads: threads))
  }

  /// Hands the trainer over, so that no second copy of the weights stays behind.
  consuming func takeTrainer() -> Trainer { trainer }

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

  private static func checkMemory(needed: Int?) throws(PlanError) {
    let available = MemoryBudget.availableBytes() ?? Int.max
    guard let needed, needed <= available else {
      throw PlanError(keyPath: "model", problem: .memory(needed: needed, available: available))
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

  /// What training takes beside the data: weights, gradients and the optimizer's slots once for each parameter; every
  /// layer's output, the input and two gradients for each sample of a batch; and each thread's scratch memory. Nil where
  /// no integer holds it.
  func trainingBytes(_ spec: ExperimentSpec, samples: Int, kernels: Kernels, threads: Int) -> Int? {
    let slots = Optimizer.Rule(spec.optimizer).slotCount
    let values = layers.map(\.output.count) + [inputShape.count]
    let batch = max(
      min(spec.training.batchSize, samples),
      NetworkRunner.evaluationBatchSize(largestSample: values.max() ?? 0))
    // Rows and blocks are padded to whole vectors of 16, and some rows by one more.
    let perSample = values.reduce(2 * (values.max() ?? 0), +) + 32 * values.count
    let scratch = layers.map { $0.scratchCount(batch: batch, kernels: kernels) }.max() ?? 0
    return (trainableCount + nonTrainableCount).product(2 + slots)?.sum(perSample.product(batch + 16))?
      .sum(scratch.product(threads))?.product(MemoryLayout<Float>.size)
  }

  /// As many threads as there are processors, unless a step is so short that handing it out costs more than it saves.
  func defaultThreadCount(batchSize: Int) -> Int {
    let (cost, overflow) = costPerSample.multipliedReportingOverflow(by: batchSize)
    return overflow || cost > Self.leastCostOfThreads ? ProcessInfo.processInfo.activeProcessorCount : 1
  }

  /// Some tenth of a millisecond of arithmetic.
  private static let leastCostOfThreads = 5_000_000
}

extension NetworkPlan.Layer {
  fileprivate func scratchCount(batch: Int, kernels: Kernels) -> Int {
    switch form {
    case .conv2d(let conv, let channels, let window):
      Conv2D.scratchCount(
        inputChannels: channels, filters: conv.filters, window: window, kernels: kernels)
    case .dense(let dense, let inputs):
      Dense.scratchCount(samples: batch, inputSize: inputs, outputSize: dense.units, kernels: kernels)
    case .batchNorm, .pooling, .flatten, .activation, .softmax, .identity: output.count
    }
  }
}

extension Int {
  fileprivate func product(_ other: Int) -> Int? {
    let (value, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : value
  }

  fileprivate func sum(_ other: Int?) -> Int? {
    guard let other else { return nil }
    let (value, overflow) = addingReportingOverflow(other)
    return overflow ? nil : value
  }
}
