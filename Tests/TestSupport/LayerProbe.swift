import Engine

/// Runs a layer on plain arrays, one for each sample. The padding in memory after the real values holds large numbers,
/// so that a layer whose results depend on the padding gives wrong results.
public struct LayerProbe {
  public let inputShape: SampleShape
  public let step: TrainingStep
  public let executor: Executor

  public init(
    inputShape: SampleShape, step: TrainingStep = TrainingStep(), executor: Executor = Executor()
  ) {
    self.inputShape = inputShape
    self.step = step
    self.executor = executor
  }

  /// The layer's output in inference.
  public func infer(_ layer: some Layer, on samples: [[Float]]) -> [[Float]] {
    let batches = Batches(samples, for: layer, probe: self)
    layer.infer(batches.input.batch, into: batches.output.batch, on: executor)
    return batches.output.samples
  }

  /// The layer's output in training.
  public func forward(_ layer: inout some Layer, on samples: [[Float]]) -> [[Float]] {
    let batches = Batches(samples, for: layer, probe: self)
    layer.forward(batches.input.batch, into: batches.output.batch, step: step, on: executor)
    return batches.output.samples
  }

  /// The gradient with respect to the input, as computed by a backward pass.
  public struct InputGradient {
    public let samples: [[Float]]
    /// The values in the pad lanes of an image batch, which must be zeros. Empty for other batches.
    public let padLanes: [[Float]]
  }

  /// Runs a forward and a backward pass. The gradients with respect to the parameters are then in the layer.
  public func backward(
    _ layer: inout some Layer, on samples: [[Float]], outputGradient: [[Float]]
  ) -> InputGradient {
    let batches = Batches(samples, for: layer, probe: self)
    let padding: Float =
      switch layer.outputShape {
      case .features, .sequence: 1e4
      case .image: 0  // Layers may assume that gradients are zero in the pad lanes.
      }
    let gradient = PaddedBatch(outputGradient, shape: layer.outputShape, padding: padding)
    let result = PaddedBatch(count: samples.count, shape: inputShape, padding: 5e4)
    layer.forward(batches.input.batch, into: batches.output.batch, step: step, on: executor)
    layer.backward(
      BackwardPass(
        input: batches.input.batch, output: batches.output.batch, outputGradient: gradient.batch,
        inputGradient: result.batch),
      step: step, on: executor)
    return InputGradient(samples: result.samples, padLanes: result.padLanes)
  }

  /// An input batch and an output batch for a layer.
  struct Batches {
    let input: PaddedBatch
    let output: PaddedBatch

    /// The layer's output in training for the present input, one sample after another.
    func output(of layer: some Layer, probe: LayerProbe) -> [Float] {
      var layer = layer
      layer.forward(input.batch, into: output.batch, step: probe.step, on: probe.executor)
      return output.samples.flatMap { $0 }
    }

    init(_ samples: [[Float]], for layer: some Layer, probe: LayerProbe) {
      input = PaddedBatch(samples, shape: probe.inputShape, padding: 3e4)
      output = PaddedBatch(count: samples.count, shape: layer.outputShape, padding: -2e4)
      // Creating a runner reserves the scratch memory that the layer needs on the executor.
      _ = NetworkRunner(
        network: Network(inputShape: probe.inputShape, entries: [.init(name: "0", layer: layer)]),
        loss: .categoricalCrossentropy(), batchSize: samples.count, executor: probe.executor)
    }
  }
}
