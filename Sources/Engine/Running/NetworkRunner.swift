/// Trains and evaluates a network on batches. It owns the memory between the layers, so that steps allocate nothing.
public final class NetworkRunner {
  public let executor: Executor
  public let loss: Loss
  /// The maximum number of samples in a training batch.
  public let batchSize: Int
  /// Number of samples that are evaluated at a time. In inference no sample depends on another, so that results do
  /// not depend on it, unless a layer normalises by the evaluated batch.
  private let evaluationBatchSize: Int
  /// The index of the first layer that is trained: backward ends there. The number of layers if none is.
  private let firstTrained: Int
  /// The output of each layer of a training step.
  private let outputs: [BatchBuffer]
  /// Memory for the gradients between layers in backward: two buffers, used in turn. Inference uses them for outputs.
  private let gradients: [BatchBuffer]
  let input: BatchBuffer
  /// Whether the first layer can save time by leaving out zeros.
  let gainsFromZeros: Bool
  private let targets: TargetBuffer
  private let losses: BatchBuffer
  /// Whether the last training step left all trained weights finite, apart from the effect of constraints.
  public private(set) var updateWasFinite = true
  /// Whether the reported losses contain regularizers' penalties.
  private let hasPenalties: Bool

  /// - Parameters:
  ///   - batchSize: the maximum number of samples in a training batch.
  ///   - evaluationBatchSize: the number of samples to evaluate at a time if a layer normalises by the evaluated batch;
  ///     nil for `batchSize`. For other networks it is chosen here.
  public init(
    network: Network, loss: Loss, batchSize: Int, evaluationBatchSize: Int? = nil, executor: Executor
  ) {
    self.executor = executor
    self.loss = loss
    self.batchSize = batchSize
    let shapes = network.entries.map { $0.layer.outputShape }
    outputs = shapes.map { BatchBuffer(shape: $0, samples: batchSize) }
    // The input's shape counts too: if the loss computes the model's only layer, there is no other shape.
    let all = shapes + [network.inputShape]
    self.evaluationBatchSize =
      network.infersByBatch
      ? evaluationBatchSize ?? batchSize
      : Self.evaluationBatchSize(largestSample: all.map(\.count).max() ?? 0)
    firstTrained = network.firstTrained
    let largestBatch = max(batchSize, self.evaluationBatchSize)
    let largest = all.map { $0.bufferCount(samples: largestBatch) }.max() ?? 0
    gradients = (0..<2).map { _ in BatchBuffer(count: largest) }
    input = BatchBuffer(shape: network.inputShape, samples: largestBatch)
    gainsFromZeros = network.entries.first?.layer.gainsFromZeros ?? false
    targets = TargetBuffer(samples: largestBatch, outputs: network.outputShape.count)
    losses = BatchBuffer(count: largestBatch)
    hasPenalties = network.hasPenalties
    for entry in network.entries {
      executor.reserveScratch(
        count: entry.layer.scratchCount(samples: largestBatch, kernels: executor.kernels))
    }
  }

  /// Number of samples to evaluate at a time: enough for efficient products, but not more than fit in the cache with
  /// the outputs of a layer; a multiple of 16 from 64 to 512.
  /// - Parameter largestSample: the maximum number of values that one sample has between two layers.
  public static func evaluationBatchSize(largestSample: Int) -> Int {
    let fitting = 320 * 1024 / max(largestSample, 1) / FloatStorage.lanes * FloatStorage.lanes
    return min(max(fitting, 4 * FloatStorage.lanes), 32 * FloatStorage.lanes)
  }

  /// Samples and their targets, in the memory of a data set.
  public struct Samples {
    /// [count, …] with the extents of `shape`, row-major.
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

    /// Samples with labels as targets.
    public init(features: UnsafePointer<Float>, labels: UnsafePointer<Int32>, count: Int, shape: SampleShape)
    {
      self.init(features: features, targets: .labels(labels), count: count, shape: shape)
    }

    /// The labels; the targets must be labels.
    public var labels: UnsafePointer<Int32> {
      guard case .labels(let labels) = targets else { preconditionFailure("the targets are values") }
      return labels
    }
  }

  // MARK: Training

  /// One training step on a batch: forward, loss, backward and the optimizer's update.
  /// - Parameters:
  ///   - indices: the order of the samples; nil for the order in which they are stored.
  ///   - first: the place of the batch's first sample in that order.
  ///   - count: the number of samples in the batch, at most `batchSize`.
  /// - Returns: the summed loss and the right answers of the batch before the update. The loss contains the
  ///   regularizers' penalties, once for each sample.
  public func train(
    _ network: inout Network, optimizer: inout Optimizer, on samples: Samples,
    indices: UnsafePointer<Int32>? = nil, from first: Int, count: Int, step: TrainingStep
  ) -> Loss.Totals {
    var probe = NoProbe()
    return train(
      &network, optimizer: &optimizer, on: samples, indices: indices, from: first, count: count, step: step,
      probe: &probe)
  }

  /// The same step; Calls `probe` when each part of it ends.
  public func train(
    _ network: inout Network, optimizer: inout Optimizer, on samples: Samples,
    indices: UnsafePointer<Int32>? = nil, from first: Int, count: Int, step: TrainingStep,
    probe: inout some StepProbe
  ) -> Loss.Totals {
    let batch: Batch
    let batchTargets: Targets
    if let indices {
      batch = gather(samples, indices: indices + first, count: count)
      batchTargets = targets.gather(samples.targets, indices: indices + first, count: count)
    } else {
      batch = gather(samples, from: first, count: count)
      batchTargets = targets.slice(of: samples.targets, from: first)
    }
    probe.ended(.gathering)
    let totals = computeGradients(
      &network, on: batch, targets: batchTargets, step: step, inputGradient: nil, probe: &probe)
    updateWasFinite = optimizer.update(&network, on: executor)
    probe.ended(.update)
    return totals
  }

  /// The same step on a batch that has been gathered.
  /// - Parameter labels: one for each sample of the batch, in the range that the loss allows.
  public func train(
    _ network: inout Network, optimizer: inout Optimizer, on batch: Batch, labels: UnsafePointer<Int32>,
    step: TrainingStep
  ) -> Loss.Totals {
    let totals = computeGradients(&network, on: batch, targets: .labels(labels), step: step)
    updateWasFinite = optimizer.update(&network, on: executor)
    return totals
  }

  /// Like `computeGradients(_:on:targets:step:inputGradient:)`, with labels as targets.
  public func computeGradients(
    _ network: inout Network, on batch: Batch, labels: UnsafePointer<Int32>, step: TrainingStep,
    inputGradient: Batch? = nil
  ) -> Loss.Totals {
    computeGradients(
      &network, on: batch, targets: .labels(labels), step: step, inputGradient: inputGradient)
  }

  /// Forward, loss and backward. The network's parameters then hold the gradients of the batch's mean loss, including
  /// penalties, with respect to them.
  /// - Parameter inputGradient: the batch for the gradient with respect to the input; nil if it is not needed.
  public func computeGradients(
    _ network: inout Network, on batch: Batch, targets: Targets, step: TrainingStep,
    inputGradient: Batch? = nil
  ) -> Loss.Totals {
    var probe = NoProbe()
    return computeGradients(
      &network, on: batch, targets: targets, step: step, inputGradient: inputGradient, probe: &probe)
  }

  /// - Parameter judged: the places in the batch of the samples whose mean loss is computed; nil for all.
  func computeGradients(
    _ network: inout Network, on batch: Batch, targets: Targets, step: TrainingStep,
    judged: Range<Int>? = nil, inputGradient: Batch?, probe: inout some StepProbe
  ) -> Loss.Totals {
    let samples = batch.samples
    let output = forward(&network, on: batch, step: step, probe: &probe)
    var gradient = gradients[0].batch(shape: output.shape, samples: samples)
    var totals: Loss.Totals
    if let judged {
      gradient.pointer.update(repeating: 0, count: gradient.count)
      totals = evaluate(
        output.slice(judged), targets: targets.dropFirst(judged.lowerBound, outputs: output.shape.count),
        gradient: gradient.slice(judged))
    } else {
      totals = evaluate(output, targets: targets, gradient: gradient)
    }
    probe.ended(.loss)

    let last = inputGradient == nil ? firstTrained : 0
    for layersAfter in 0..<network.entries.count - last {
      let index = network.entries.count - 1 - layersAfter
      let layerInput =
        index == 0
        ? batch
        : outputs[index - 1].batch(shape: network.entries[index - 1].layer.outputShape, samples: samples)
      let layerOutput = outputs[index].batch(
        shape: network.entries[index].layer.outputShape, samples: samples)
      let next: Batch? =
        index == last
        ? inputGradient
        : gradients[(layersAfter + 1) % 2].batch(shape: layerInput.shape, samples: samples)
      probe.reached(index, output: layerOutput, gradient: gradient)
      network.entries[index].layer.backward(
        BackwardPass(input: layerInput, output: layerOutput, outputGradient: gradient, inputGradient: next),
        step: step, on: executor)
      probe.ended(.backward(index))
      if let next { gradient = next }
    }
    if let inputGradient { probe.reached(nil, output: batch, gradient: inputGradient) }
    if hasPenalties { totals.loss += Double(totals.samples) * network.addPenaltyGradients(on: executor) }
    return totals
  }

  /// The network's output in training mode.
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

  /// Adds a batch to a pass that recomputes batch normalization's moving statistics. After the pass they are the
  /// averages over its batches, with the weights unchanged: "precise" batch normalization, Wu and Johnson (2021),
  /// "Rethinking 'Batch' in BatchNorm". Nothing else changes. Layers that are not trainable keep their moving
  /// statistics.
  ///
  /// Dropout drops values as in training, depending on the step's seed and index.
  /// - Parameter number: the number of the batch in the pass, counted from 1.
  public func recomputeMovingStatistics(
    of network: inout Network, on batch: Batch, number: Int, step: TrainingStep
  ) {
    var step = step
    step.recomputedBatch = number
    var probe = NoProbe()
    _ = forward(&network, on: batch, step: step, probe: &probe)
  }

  /// The network with the statistics of this batch in place of the moving ones, in each layer that normalises by the
  /// evaluated batch: it gives any sample the output that it would have beside this batch.
  public func fixingStatistics(of network: Network, on batch: Batch) -> Network {
    var fixed = network
    for index in fixed.entries.indices {
      fixed.entries[index].layer = fixed.entries[index].layer.fixingStatistics
    }
    recomputeMovingStatistics(of: &fixed, on: batch, number: 1, step: TrainingStep())
    return fixed
  }

  // MARK: Inference

  /// The summed loss and the right answers of samples in inference mode. The loss contains the regularizers'
  /// penalties, once for each sample.
  public func evaluate(_ network: Network, on samples: Samples) -> Loss.Totals {
    evaluate(network, on: samples) { _ in }
  }

  /// Likewise, and the mean loss of each batch. The batches have `size` samples in their order; the last one may be shorter.
  /// How many samples are computed at once does not matter.
  public func evaluate(
    _ network: Network, on samples: Samples, batchesOf size: Int
  ) -> (totals: Loss.Totals, batchLosses: [Double]) {
    let penalty = hasPenalties ? network.penalty(kernels: executor.kernels) : 0
    var losses: [Double] = []
    var (sum, count) = (0.0, 0)
    func endBatch() {
      losses.append(sum / Double(count) + penalty)
      (sum, count) = (0, 0)
    }
    let totals = evaluate(network, on: samples) { own in
      for loss in own {
        sum += Double(loss)
        count += 1
        if count == size { endBatch() }
      }
    }
    if count > 0 { endBatch() }
    return (totals, losses)
  }

  /// - Parameter visit: takes the losses of samples, in their order.
  private func evaluate(
    _ network: Network, on samples: Samples, visit: (UnsafeBufferPointer<Float>) -> Void
  ) -> Loss.Totals {
    var totals = Loss.Totals()
    var start = 0
    while start < samples.count {
      let count = min(evaluationBatchSize, samples.count - start)
      let batch = gather(samples, from: start, count: count)
      let batchTargets = targets.slice(of: samples.targets, from: start)
      totals += evaluate(infer(network, on: batch), targets: batchTargets, gradient: nil)
      visit(UnsafeBufferPointer(start: losses.base, count: count))
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
      // Two buffers that are used in turn stay in the cache; one for each layer would not.
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
