/// Work that layers and losses do with a batch.
extension Workload {
  /// One of the three convolutions of a layer: x [samples, channels, h, w], W [filters, channels, kernel height,
  /// kernel width], y [samples, filters, h', w'].
  public static func convolution(
    samples: Int, channels: Int, filters: Int, window: Window, _ pass: Pass
  ) -> Workload {
    let x = FilledBatch(shape: window.inputShape(channels: channels), samples: samples)
    let y = FilledBatch(shape: window.outputShape(channels: filters), samples: samples)
    var layer = Conv2D(inputChannels: channels, filters: filters, window: window, useBias: false)
    layer.weight.value = Tensor(shape: layer.weight.value.shape, repeating: 0.01)
    let products = samples * window.output.height * window.output.width * layer.weight.value.count
    return Workload(
      .operations(2 * Double(products)),
      scratchCount: { layer.scratchCount(samples: samples, kernels: $0) }
    ) { executor in
      switch pass {
      case .forward: layer.infer(x.batch, into: y.batch, on: executor)
      case .inputGradient: layer.computeInputGradient(x.batch, outputGradient: y.batch, on: executor)
      case .weightGradient:
        layer.backward(
          BackwardPass(input: x.batch, output: y.batch, outputGradient: y.batch, inputGradient: nil),
          step: TrainingStep(), on: executor)
      }
    }
  }

  /// Forward of a layer in training.
  public static func forward(_ layer: some Layer, input shape: SampleShape, samples: Int) -> Workload {
    var layer = layer
    let x = FilledBatch(shape: shape, samples: samples)
    let y = FilledBatch(shape: layer.outputShape, samples: samples)
    return Workload(
      .floats(samples * shape.count, samples * layer.outputShape.count),
      scratchCount: { layer.scratchCount(samples: samples, kernels: $0) }
    ) { executor in
      layer.forward(x.batch, into: y.batch, step: TrainingStep(), on: executor)
    }
  }

  /// Backward of a layer that does not change the gradient with respect to its output, which is a layer without an
  /// activation function of its own.
  /// - Parameter reads: the batches that backward reads besides the gradient with respect to the output.
  public static func backward(
    _ layer: some Layer, input shape: SampleShape, samples: Int, reads: Set<BackwardSource>
  ) -> Workload {
    var layer = layer
    let x = FilledBatch(shape: shape, samples: samples)
    let y = FilledBatch(shape: layer.outputShape, samples: samples)
    let dy = FilledBatch(shape: layer.outputShape, samples: samples)
    let dx = FilledBatch(shape: shape, samples: samples)
    let (inputs, outputs) = (samples * shape.count, samples * layer.outputShape.count)
    var isFirst = true
    return Workload(
      .floats(inputs, outputs, reads.contains(.input) ? inputs : 0, reads.contains(.output) ? outputs : 0),
      scratchCount: { layer.scratchCount(samples: samples, kernels: $0) }
    ) { executor in
      // Backward needs the state that forward has left in the layer.
      if isFirst { layer.forward(x.batch, into: y.batch, step: TrainingStep(), on: executor) }
      isFirst = false
      layer.backward(
        BackwardPass(input: x.batch, output: y.batch, outputGradient: dy.batch, inputGradient: dx.batch),
        step: TrainingStep(), on: executor)
    }
  }

  /// A batch of forward that backward may read.
  public enum BackwardSource: Sendable {
    case input, output
  }

  /// A loss with labels as targets, and its gradient.
  public static func loss(_ loss: Loss, outputs: Int, samples: Int) -> Workload {
    let x = FilledBatch(shape: .features(outputs), samples: samples)
    let gradient = FilledBatch(shape: .features(outputs), samples: samples)
    let losses = FloatStorage(count: samples)
    let labels = (0..<samples).map { Int32($0 % max(outputs, 2)) }
    return Workload(.floats(samples * outputs, samples * outputs)) { executor in
      labels.withUnsafeBufferPointer { labels in
        guard let labels = labels.baseAddress else { return }
        _ = loss.evaluate(
          outputs: x.batch, labels: labels, gradient: gradient.batch, losses: losses.base, on: executor)
      }
    }
  }
}
