/// Runs a network on batches: owns the memory between the layers, so that steps allocate nothing.
public final class NetworkRunner {
  public let executor: Executor
  public let loss: Loss
  /// The most samples that a training batch may have.
  public let batchSize: Int
  /// The samples that are evaluated at a time: in inference no sample depends on another.
  private let evaluationBatchSize: Int
  /// The output of each layer of a training step.
  private let outputs: [BatchBuffer]
  /// Gradients on their way back, two in turn.
  private let gradients: [BatchBuffer]
  let input: BatchBuffer
  /// Whether the first layer can gain by leaving out zeros.
  let gainsFromZeros: Bool
  private let targets: TargetBuffer
  private let losses: BatchBuffer
  /// Whether the reported losses contain regularizers' penalties.
  private let hasPenalties: Bool

  public init(network: Network, loss: Loss, batchSize: Int, executor: Executor) {
    self.executor = executor
    self.loss = loss
    self.batchSize = batchSize
    let shapes = network.entries.map { $0.layer.outputShape }
    outputs = shapes.map { BatchBuffer(shape: $0, samples: batchSize) }
    // The input's shape counts too: a model whose only layer the loss folds in has no other.
    let all = shapes + [network.inputShape]
    evaluationBatchSize = Self.evaluationBatchSize(largestSample: all.map(\.count).max() ?? 0)
    let held = max(batchSize, evaluationBatchSize)
    let largest = all.map { $0.bufferCount(samples: held) }.max() ?? 0
    gradients = (0..<2).map { _ in BatchBuffer(count: largest) }
    input = BatchBuffer(shape: network.inputShape, samples: held)
    gainsFromZeros = network.entries.first?.layer.gainsFromZeros ?? false
    targets = TargetBuffer(samples: held, outputs: network.outputShape.count)
    losses = BatchBuffer(count: held)
    hasPenalties = network.hasPenalties
    for entry in network.entries {
      executor.reserveScratch(
        count: entry.layer.scratchCount(samples: held, kernels: executor.kernels))
    }
  }

  /// As many samples as make products efficient, and no more of images than leave the outputs of a layer in the cache.
  /// - Parameter largestSample: the values of one sample between the layers where it has the most.
  public static func evaluationBatchSize(largestSample: Int) -> Int {
    let fitting = 320 * 1024 / max(largestSample, 1) / FloatStorage.lanes * FloatStorage.lanes
    return min(max(fitting, 4 * FloatStorage.lanes), 32 * FloatStorage.lanes)
  }

  /// Samples and their targets, as a data set holds them.
  public struct Samples {
    /// [count, …], row-major.
    let features: UnsafePointer<Float>
    public let targets: Targets
    public let count: Int
    let shape: SampleShape

    /// - Precondition: the pointers hold `count` samples and targets for as long as this is used.
    public init(features: UnsafePointer<Float>, targets: Targets, count: Int, shape: SampleShape) {
      self.features = features
      self.targets = targets
      self.count = count
      self.shape = shape
    }

    public init(features: UnsafePointer<Float>, labels: UnsafePointer<Int32>, count: Int, shape: SampleShape)
    {
      self.init(features: features, targets: .labels(labels), count: count, shape: shape)
    }

    /// The labels of samples that have such.
    public var labels: UnsafePointer<Int32> {
      guard case .labels(let labels) = targets else { preconditionFailure("the targets are values") }
      return labels
    }
  }

  // MARK: Training

  /// One step on a batch: forward, loss, backward and the optimizer's update.
  /// - Parameters:
  ///   - indices: the batch's samples; nil: first..<first + count.
  ///   - first: counts from the first of the samples, or of the indices.
  ///   - count: at most `batchSize`.
  /// - Returns: the batch's summed loss and right answers before the update. The loss contains the regularizers'
  ///   penalties, once for each sample.
  public func train(
    _ network: inout Network, optimizer: inout Optimizer, on samples: Samples,
    indices: UnsafePointer<Int32>? = nil, from first: Int, count: Int, step: TrainingStep
  ) -> Loss.Totals {
    var probe = NoProbe()
    return train(
      &network, optimizer: &optimizer, on: samples, indices: indices, from: first, count: count, step: step,
      probe: &probe)
  }

  /// The same step, told part by part to `probe`.
  public func train(
    _ network: inout Network, optimizer: inout Optimizer, on samples: Samples,
    indices: UnsafePointer<Int32>? = nil, from first: Int, count: Int, step: TrainingStep,
    probe: inout some StepProbe
  ) -> Loss.Totals {
    let batch: Batch
    let chosen: Targets
    if let indices {
      batch = gather(samples, indices: indices + first, count: count)
      chosen = targets.gather(samples.targets, indices: indices + first, count: count)
    } else {
      batch = gather(samples, from: first, count: count)
      chosen = targets.slice(of: samples.targets, from: first)
    }
    probe.ended(.gathering)
    let totals = computeGradients(
      &network, on: batch, targets: chosen, step: step, inputGradient: nil, probe: &probe)
    optimizer.update(&network, on: executor)
    probe.ended(.update)
    return totals
  }

  /// The same on a batch that has been gathered, with a label for each sample within the loss's range.
  public func train(
    _ network: inout Network, optimizer: inout Optimizer, on batch: Batch, labels: UnsafePointer<Int32>,
    step: TrainingStep
  ) -> Loss.Totals {
    let totals = computeGradients(&network, on: batch, targets: .labels(labels), step: step)
    optimizer.update(&network, on: executor)
    return totals
  }

  public func computeGradients(
    _ network: inout Network, on batch: Batch, labels: UnsafePointer<Int32>, step: TrainingStep,
    inputGradient: Batch? = nil
  ) -> Loss.Totals {
    computeGradients(
      &network, on: batch, targets: .labels(labels), step: step, inputGradient: inputGradient)
  }

  /// Forward, loss and backward: leaves the gradient of the batch's mean loss, penalties included, by each parameter in
  /// the network.
  /// - Parameter inputGradient: where the gradient by the batch itself goes; nil where nobody needs it.
  public func computeGradients(
    _ network: inout Network, on batch: Batch, targets: Targets, step: TrainingStep,
    inputGradient: Batch? = nil
  ) -> Loss.Totals {
    var probe = NoProbe()
    return computeGradients(
      &network, on: batch, targets: targets, step: step, inputGradient: inputGradient, probe: &probe)
  }

  func computeGradients(
    _ network: inout Network, on batch: Batch, targets: Targets, step: TrainingStep,
    inputGradient: Batch?, probe: inout some StepProbe
  ) -> Loss.Totals {
    let samples = batch.samples
    let output = forward(&network, on: batch, step: step, probe: &probe)
    var gradient = gradients[0].batch(shape: output.shape, samples: samples)
    var totals = evaluate(output, targets: targets, gradient: gradient)
    probe.ended(.loss)

    for later in network.entries.indices {
      let index = network.entries.count - 1 - later
      let layerInput =
        index == 0
        ? batch
        : outputs[index - 1].batch(shape: network.entries[index - 1].layer.outputShape, samples: samples)
      let layerOutput = outputs[index].batch(
        shape: network.entries[index].layer.outputShape, samples: samples)
      let next: Batch? =
        index == 0
        ? inputGradient
        : gradients[(later + 1) % 2].batch(shape: layerInput.shape, samples: samples)
      probe.reached(index, output: layerOutput, gradient: gradient)
      network.entries[index].layer.backward(
        BackwardPass(input: layerInput, output: layerOutput, outputGradient: gradient, inputGradient: next),
        step: step, on: executor)
      probe.ended(.backward(index))
      if let next { gradient = next }
    }
    if let inputGradient { probe.reached(nil, output: batch, gradient: inputGradient) }
    if hasPenalties { totals.loss += Double(samples) * network.addPenaltyGradients(on: executor) }
    return totals
  }

  /// The network's output in training.
  private func forward(
    _ network: inout Network, on batch: Batch, step: TrainingStep, probe: inout some StepProbe
  ) -> Batch {
    var current = batch
    for index in network.entries.indices {
      let output = outputs[index].batch(
        shape: network.entries[index].layer.outputShape, samples: batch.samples)
      network.entries[index].layer.forward(current, into: output, step: step, on: executor)
      probe.ended(.forward(index))
      current = output
    }
    return current
  }

  /// Takes a batch into batch normalization's moving statistics, which after the pass are the averages over its batches
  /// with the weights as they are: "precise" batch normalization, Wu and Johnson (2021), "Rethinking 'Batch' in
  /// BatchNorm". Nothing else changes. Layers that normalise with their moving statistics in training too keep them.
  ///
  /// As in training, dropout drops, by the step's seed and index.
  /// - Parameter number: the batch's in the pass, counted from 1.
  public func recomputeMovingStatistics(
    of network: inout Network, on batch: Batch, number: Int, step: TrainingStep
  ) {
    var step = step
    step.recomputedBatch = number
    var probe = NoProbe()
    _ = forward(&network, on: batch, step: step, probe: &probe)
  }

  // MARK: Inference

  /// The summed loss and right answers of samples in inference mode. The loss contains the regularizers' penalties, once
  /// for each sample.
  public func evaluate(_ network: Network, on samples: Samples) -> Loss.Totals {
    var totals = Loss.Totals()
    var start = 0
    while start < samples.count {
      let count = min(evaluationBatchSize, samples.count - start)
      let batch = gather(samples, from: start, count: count)
      let chosen = targets.slice(of: samples.targets, from: start)
      totals += evaluate(infer(network, on: batch), targets: chosen, gradient: nil)
      start += count
    }
    if hasPenalties { totals.loss += Double(samples.count) * network.penalty(kernels: executor.kernels) }
    return totals
  }

  /// The network's output in inference mode; valid until the next call.
  public func infer(_ network: Network, on batch: Batch) -> Batch {
    var current = batch
    for index in network.entries.indices {
      let layer = network.entries[index].layer
      // Two buffers in turn stay in the cache, where one for each layer would not.
      let output = gradients[index % 2].batch(shape: layer.outputShape, samples: batch.samples)
      layer.infer(current, into: output, on: executor)
      current = output
    }
    return current
  }

  private func evaluate(_ outputs: Batch, targets: Targets, gradient: Batch?) -> Loss.Totals {
    loss.evaluate(
      outputs: outputs, targets: targets, gradient: gradient, losses: losses.base, on: executor)
  }
}
