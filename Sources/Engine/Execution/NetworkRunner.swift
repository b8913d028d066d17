/// Runs a network on batches: owns the memory between the layers, so that steps allocate nothing.
public final class NetworkRunner {
  public let executor: Executor
  public let loss: Loss
  /// The most samples that a training batch may have.
  public let batchSize: Int
  /// The samples that are evaluated at a time; a small batch would leave the processor idle between layers. In
  /// inference no sample depends on another.
  private let evaluationBatchSize: Int
  /// The output of each layer of a training step.
  private let outputs: [BatchBuffer]
  /// Gradients on their way back, two in turn.
  private let gradients: [BatchBuffer]
  private let input: BatchBuffer
  private let losses: BatchBuffer

  public init(network: Network, loss: Loss, batchSize: Int, executor: Executor) {
    self.executor = executor
    self.loss = loss
    self.batchSize = batchSize
    let held = Self.bufferedSamples(batchSize: batchSize)
    evaluationBatchSize = held
    let shapes = network.entries.map { $0.layer.outputShape }
    outputs = shapes.map { BatchBuffer(shape: $0, samples: batchSize) }
    // The input's shape counts too: a model whose only layer the loss folds in has no other.
    let largest = (shapes + [network.inputShape]).map { $0.bufferCount(samples: held) }.max() ?? 0
    gradients = (0..<2).map { _ in BatchBuffer(count: largest) }
    input = BatchBuffer(shape: network.inputShape, samples: held)
    losses = BatchBuffer(count: held)
    for entry in network.entries {
      executor.reserveScratch(
        count: entry.layer.scratchCount(samples: held, kernels: executor.kernels))
    }
  }

  /// The samples for which memory is held: those of a training batch, or of an evaluation's where that is more.
  public static func bufferedSamples(batchSize: Int) -> Int { max(batchSize, 128) }

  /// Samples and their labels, as a data set holds them.
  public struct Samples {
    /// [count, …], row-major.
    let features: UnsafePointer<Float>
    public let labels: UnsafePointer<Int32>
    public let count: Int
    let shape: SampleShape

    /// - Precondition: the pointers hold `count` samples and labels for as long as this is used.
    public init(features: UnsafePointer<Float>, labels: UnsafePointer<Int32>, count: Int, shape: SampleShape)
    {
      self.features = features
      self.labels = labels
      self.count = count
      self.shape = shape
    }
  }

  // MARK: Training

  /// One step on a batch: forward, loss, backward and the optimizer's update.
  /// - Parameters:
  ///   - batch: at most `batchSize` samples of the network's input shape.
  ///   - labels: one for each sample, within the loss's range.
  /// - Returns: the batch's summed loss and right answers before the update.
  public func train(
    _ network: inout Network, optimizer: inout Optimizer, on batch: Batch, labels: UnsafePointer<Int32>,
    step: TrainingStep
  ) -> Loss.Totals {
    let totals = computeGradients(&network, on: batch, labels: labels, step: step)
    optimizer.update(&network, on: executor)
    return totals
  }

  /// Forward, loss and backward: leaves the gradient of the batch's mean loss by each parameter in the network.
  /// - Parameter inputGradient: where the gradient by the batch itself goes; nil where nobody needs it.
  public func computeGradients(
    _ network: inout Network, on batch: Batch, labels: UnsafePointer<Int32>, step: TrainingStep,
    inputGradient: Batch? = nil
  ) -> Loss.Totals {
    let samples = batch.samples
    var current = batch
    for index in network.entries.indices {
      let output = outputs[index].batch(shape: network.entries[index].layer.outputShape, samples: samples)
      network.entries[index].layer.forward(current, into: output, step: step, on: executor)
      current = output
    }
    var gradient = gradients[0].batch(shape: current.shape, samples: samples)
    let totals = evaluate(current, labels: labels, gradient: gradient)

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
      network.entries[index].layer.backward(
        BackwardPass(input: layerInput, output: layerOutput, outputGradient: gradient, inputGradient: next),
        step: step, on: executor)
      if let next { gradient = next }
    }
    return totals
  }

  // MARK: Inference

  /// The summed loss and right answers of samples in inference mode.
  public func evaluate(_ network: Network, on samples: Samples) -> Loss.Totals {
    var totals = Loss.Totals()
    var start = 0
    while start < samples.count {
      let count = min(evaluationBatchSize, samples.count - start)
      let batch = gather(samples, from: start, count: count)
      totals += evaluate(infer(network, on: batch), labels: samples.labels + start, gradient: nil)
      start += count
    }
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

  private func evaluate(_ outputs: Batch, labels: UnsafePointer<Int32>, gradient: Batch?) -> Loss.Totals {
    loss.evaluate(
      outputs: outputs, labels: labels, gradient: gradient, losses: losses.base, on: executor)
  }

  // MARK: Batches

  /// The samples first..<first + count, in the network's layout; valid until the next call.
  public func gather(_ samples: Samples, from first: Int, count: Int) -> Batch {
    gather(samples, start: samples.features + first * samples.shape.count, indices: nil, count: count)
  }

  /// The samples of the given indices, in the network's layout; valid until the next call.
  public func gather(_ samples: Samples, indices: UnsafePointer<Int32>, count: Int) -> Batch {
    gather(samples, start: samples.features, indices: indices, count: count)
  }

  private func gather(
    _ samples: Samples, start: UnsafePointer<Float>, indices: UnsafePointer<Int32>?, count: Int
  ) -> Batch {
    let batch = input.batch(shape: samples.shape, samples: count)
    executor.parallel(
      count, step: FloatStorage.lanes, cost: batch.count,
      with: (source: start, indices: indices, batch: batch)
    ) { work, slice, worker in
      let first = slice.lowerBound
      let features = work.batch.shape.count
      let source = work.indices == nil ? work.source + first * features : work.source
      let indices = work.indices.map { $0 + first }
      switch work.batch.shape {
      case .features:
        let stride = work.batch.stride
        worker.kernels.pointee.gather_rows(
          slice.count, features, source, indices, work.batch.pointer + first * stride, stride)
      case .image:
        worker.kernels.pointee.gather_blocks(
          slice.count, features, source, features, indices, work.batch.pointer + first * features)
      }
    }
    return batch
  }
}
