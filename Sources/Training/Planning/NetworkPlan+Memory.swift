import Engine
import Experiments
import System

// The cost of training a network in time and memory, known before anything is allocated.

extension NetworkPlan {
  /// The number of multiply-adds in the forward pass of one sample. It is a double, which cannot overflow.
  var costPerSample: Double { layers.reduce(0) { $0 + $1.cost } }

  /// Whether a layer normalises by the evaluated batch.
  public var infersByBatch: Bool { layers.contains { $0.configuration.infersByBatch } }

  /// The number of samples that are evaluated at a time, unless a layer normalises by the evaluated batch.
  public var evaluationBatchSize: Int {
    let sizes = layers.map(\.output.count) + [inputShape.count]
    return NetworkRunner.evaluationBatchSize(largestSample: sizes.max() ?? 0)
  }

  /// The memory for training in bytes, without the data. It consists of
  /// - the value, the gradient and the optimizer's slots of each parameter,
  /// - for each sample of a batch the input, the output of every layer and two gradients, and the states that recurrent
  ///   layers keep of each step,
  /// - the scratch memory of each thread.
  ///
  /// - Returns: nil if the number is too large for an integer.
  func trainingBytes(_ spec: ExperimentSpec, samples: Int, kernels: Kernels, threads: Int) -> Int? {
    let evaluated =
      infersByBatch ? spec.training.evaluatedBatchSize(samples: samples) : evaluationBatchSize
    let batch = max(min(spec.training.batchSize, samples), evaluated)
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

  /// The layers that have memory for their output. Layers that do nothing have none, nor do activations that the layer
  /// before applies itself.
  private var layersWithOutputs: [LayerPlan] {
    layers.indices.compactMap { index in
      if layers[index].changesNothing { return nil }
      let isApplied = index > 0 && NetworkBuilder.functionAfter(index - 1, in: layers[...]) != nil
      return isApplied ? nil : layers[index]
    }
  }

  /// The number of threads to use by default: the number of processors, or 1 if a step is so short that distributing it
  /// would cost more time than it saves.
  public func defaultThreadCount(batchSize: Int) -> Int {
    costPerSample * Double(batchSize) > Self.minimumCostForThreads
      ? Machine.processorCount : 1
  }

  /// The multiply-adds of a step from which several threads are used; they take about a tenth of a millisecond.
  private static let minimumCostForThreads = 5_000_000.0
}

extension Int {
  /// The product; nil if it overflows.
  fileprivate func product(_ other: Int) -> Int? {
    let (value, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : value
  }

  /// The sum; nil if it overflows or `other` is nil.
  fileprivate func sum(_ other: Int?) -> Int? {
    guard let other else { return nil }
    let (value, overflow) = addingReportingOverflow(other)
    return overflow ? nil : value
  }
}
