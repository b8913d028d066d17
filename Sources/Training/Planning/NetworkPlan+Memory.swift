import Engine
import Experiments
import System

// What training a network costs, told before anything is allocated.

extension NetworkPlan {
  /// Multiply-adds of a forward pass of one sample; a double, which no product of sizes overflows.
  var costPerSample: Double { layers.reduce(0) { $0 + $1.cost } }

  /// The samples that a runner evaluates at a time.
  public var evaluationBatchSize: Int {
    let sizes = layers.map(\.output.count) + [inputShape.count]
    return NetworkRunner.evaluationBatchSize(largestSample: sizes.max() ?? 0)
  }

  /// What training takes beside the data: weights, gradients and the optimizer's slots once for each parameter; every
  /// layer's output, the input and two gradients for each sample of a batch; what recurrent layers keep of each step;
  /// and each thread's scratch memory. Nil where no integer holds it.
  func trainingBytes(_ spec: ExperimentSpec, samples: Int, kernels: Kernels, threads: Int) -> Int? {
    let batch = max(min(spec.training.batchSize, samples), evaluationBatchSize)
    let slots = spec.optimizer.rule.slotCount
    let values = layersWithOutputs.map(\.output.paddedCount) + [inputShape.paddedCount]
    let perSample = values.reduce(2 * (values.max() ?? 0), +)
    let states =
      layers.reduce(0) { $0 + $1.memory.perSample } + (layers.map(\.memory.workspacePerSample).max() ?? 0)
    let scratch = layers.map { $0.memory.scratch(batch, kernels) }.max() ?? 0
    return (trainableCount + nonTrainableCount).product(2 + slots)?
      .sum((perSample + states).product(batch + 16))?
      .sum(scratch.product(threads))?.product(MemoryLayout<Float>.size)
  }

  /// The layers whose outputs are held: not those that do nothing, nor activations that the layer before applies itself.
  private var layersWithOutputs: [LayerPlan] {
    layers.indices.compactMap { index in
      if layers[index].changesNothing { return nil }
      let isApplied = index > 0 && NetworkBuilder.functionAfter(index - 1, in: layers[...]) != nil
      return isApplied ? nil : layers[index]
    }
  }

  /// As many threads as there are processors, unless a step is so short that handing it out costs more than it saves.
  public func defaultThreadCount(batchSize: Int) -> Int {
    costPerSample * Double(batchSize) > Self.leastCostOfThreads
      ? Machine.processorCount : 1
  }

  /// Some tenth of a millisecond of arithmetic.
  private static let leastCostOfThreads = 5_000_000.0
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
