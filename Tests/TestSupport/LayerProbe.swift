import Engine

/// Runs a layer on plain arrays, a sample each, with large numbers in the memory behind the real values, so that a
/// layer that lets them leak gives wrong results.
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

  public func infer(_ layer: some Layer, on samples: [[Float]]) -> [[Float]] {
    let batches = Batches(samples, for: layer, probe: self)
    layer.infer(batches.input.batch, into: batches.output.batch, on: executor)
    return batches.output.samples
  }

  /// The output in training.
  public func forward(_ layer: inout some Layer, on samples: [[Float]]) -> [[Float]] {
    let batches = Batches(samples, for: layer, probe: self)
    layer.forward(batches.input.batch, into: batches.output.batch, step: step, on: executor)
    return batches.output.samples
  }

  /// What a backward pass gave for the input; the parameters' gradients stand in the layer.
  public struct InputGradient {
    public let samples: [[Float]]
    /// Of an image batch; must be zeros.
    public let padLanes: [[Float]]
  }

  /// A forward and a backward pass.
  public func backward(
    _ layer: inout some Layer, on samples: [[Float]], outputGradient: [[Float]]
  ) -> InputGradient {
    let batches = Batches(samples, for: layer, probe: self)
    let padding: Float =
      switch layer.outputShape {
      case .features, .sequence: 1e4
      case .image: 0  // Every layer may rely on gradients having zeros in their pad lanes.
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

  struct Batches {
    let input: PaddedBatch
    let output: PaddedBatch

    /// What a forward call on these batches gives, one sample after the other.
    func output(of layer: some Layer, probe: LayerProbe) -> [Float] {
      var layer = layer
      layer.forward(input.batch, into: output.batch, step: probe.step, on: probe.executor)
      return output.samples.flatMap { $0 }
    }

    init(_ samples: [[Float]], for layer: some Layer, probe: LayerProbe) {
      input = PaddedBatch(samples, shape: probe.inputShape, padding: 3e4)
      output = PaddedBatch(count: samples.count, shape: layer.outputShape, padding: -2e4)
      // A runner reserves the executor's scratch memory for its layers.
      _ = NetworkRunner(
        network: Network(inputShape: probe.inputShape, entries: [.init(name: "0", layer: layer)]),
        loss: .categoricalCrossentropy(), batchSize: samples.count, executor: probe.executor)
    }
  }
}
