extension NetworkRunner {
  /// Forward, loss and backward on consecutive samples, for looking at a network: the probe is shown what each layer puts
  /// out and the gradients by it, by the batch itself at last. Leaves the parameters' gradients in the network, and
  /// allocates, unlike a step of training.
  /// - Parameters:
  ///   - first: counts from the first of the samples.
  ///   - count: at most `batchSize`.
  /// - Returns: the batch's summed loss and right answers; the loss contains the regularizers' penalties, once for each
  ///   sample, as do the parameters' gradients.
  public func inspect(
    _ network: inout Network, on samples: Samples, from first: Int, count: Int, step: TrainingStep,
    probe: inout some StepProbe
  ) -> Loss.Totals {
    let batch = gather(samples, from: first, count: count)
    let buffer = BatchBuffer(shape: batch.shape, samples: count)
    return withExtendedLifetime(buffer) {
      computeGradients(
        &network, on: batch,
        targets: samples.targets.dropFirst(first, outputs: network.outputShape.count), step: step,
        inputGradient: buffer.batch(shape: batch.shape, samples: count), probe: &probe)
    }
  }
}
