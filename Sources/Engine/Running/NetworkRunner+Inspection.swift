extension NetworkRunner {
  /// Forward, loss and backward on consecutive samples, to inspect a network. The probe is shown the output of each
  /// layer with the gradient with respect to it, and finally the batch with the gradient with respect to it. The
  /// gradients of the parameters are left in the network. Unlike a training step, this allocates memory.
  /// - Parameters:
  ///   - first: the place of the first sample.
  ///   - count: the number of samples, at most `batchSize`.
  ///   - judged: the places in the batch of the samples whose mean loss is computed; nil for all. The others only share
  ///     the statistics of the batch.
  /// - Returns: the summed loss and the right answers of the judged samples. The loss contains the regularizers' penalties,
  ///   once for each sample; the parameters' gradients contain those of the penalties.
  public func inspect(
    _ network: inout Network, on samples: Samples, from first: Int, count: Int,
    judged: Range<Int>? = nil, step: TrainingStep, probe: inout some StepProbe
  ) -> Loss.Totals {
    let batch = gather(samples, from: first, count: count)
    let buffer = BatchBuffer(shape: batch.shape, samples: count)
    return withExtendedLifetime(buffer) {
      computeGradients(
        &network, on: batch,
        targets: samples.targets.dropFirst(first, outputs: network.outputShape.count), step: step,
        judged: judged, inputGradient: buffer.batch(shape: batch.shape, samples: count), probe: &probe)
    }
  }
}
