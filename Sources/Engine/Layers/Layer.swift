/// A building block of a network: the built form of a layer, with its parameters.
///
/// Inference cannot change a layer's state, because `infer` does not mutate. Training uses `forward` and `backward`,
/// which do. So there is no mode flag that could be forgotten.
///
/// A layer writes its output into memory that it is given. All batches of one call have the same number of samples.
public protocol Layer: Sendable {
  /// The shape of one sample of the output.
  var outputShape: SampleShape { get }

  /// Whether leaving out the zeros of a batch can save more time than finding them costs.
  var gainsFromZeros: Bool { get }
  /// The moving statistics of the layer; nil for a layer that has none.
  var movingStatistics: MovingStatistics? { get }
  /// The same layer, except that it drops nothing in training.
  var withoutDropout: any Layer { get }
  /// Whether a sample's output in inference depends on the other samples of the batch.
  var infersByBatch: Bool { get }
  /// The same layer, except that `forward` computes what `infer` does, and keeps the statistics of a batch by which it
  /// normalises as its moving ones. Afterwards `infer` gives other samples the outputs that they would have had beside
  /// that batch.
  var fixingStatistics: any Layer { get }

  /// The floats of scratch memory that each thread needs for batches of this number of samples.
  func scratchCount(samples: Int, kernels: Kernels) -> Int

  /// Computes the output in inference mode.
  func infer(_ input: Batch, into output: Batch, on executor: Executor)

  /// Computes the output in training mode. It may depend on the whole batch, and the layer's state may change.
  mutating func forward(_ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor)

  /// Computes the gradients of the loss with respect to the parameters and to the input, for the batch that `forward`
  /// was last called with. They replace earlier ones.
  /// - Parameter pass: the batches of this layer; `pass.outputGradient` may be overwritten.
  mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor)

  /// Calls `body` for each parameter, in the order in which PyTorch's state_dict has them.
  mutating func forEachParameter(_ body: (inout Parameter) -> Void)

  /// Calls `body` for each tensor of the layer's state that is not a parameter, with its name in PyTorch.
  mutating func forEachStatistic(_ body: (_ name: String, _ value: inout Tensor) -> Void)
}

/// The batches that a layer needs to compute gradients.
public struct BackwardPass {
  public let input: Batch
  public let output: Batch
  /// The gradient with respect to the output.
  public let outputGradient: Batch
  /// The batch for the gradient with respect to the input; nil if it is not needed, as for the first layer.
  public let inputGradient: Batch?

  public init(input: Batch, output: Batch, outputGradient: Batch, inputGradient: Batch?) {
    self.input = input
    self.output = output
    self.outputGradient = outputGradient
    self.inputGradient = inputGradient
  }
}

/// The properties of one training step that layers depend on.
public struct TrainingStep: Sendable {
  /// Whether batch normalization uses its moving statistics and does not change them, as in inference mode. γ and β
  /// are still trained.
  public var batchNormIsFrozen: Bool
  /// The run's seed. Random layers depend only on it and on `index`, so that a run continues after an interruption as
  /// if there had been none.
  public var seed: UInt64
  /// Number of steps that the run has taken before this one.
  public var index: Int
  /// In a pass that only recomputes batch normalization's moving statistics as averages over its batches: the number
  /// of the batch in the pass, counted from 1. Nil in training.
  public var recomputedBatch: Int?
  /// In a pass through `forward` and `backward` that computes what an evaluation does, to inspect it: the number of
  /// samples that are evaluated at a time. The first such samples of the batch are the first evaluated batch, and so on.
  /// Nil in training.
  public var evaluatedBatchSize: Int?

  public init(
    batchNormIsFrozen: Bool = false, seed: UInt64 = 0, index: Int = 0, recomputedBatch: Int? = nil,
    evaluatedBatchSize: Int? = nil
  ) {
    self.evaluatedBatchSize = evaluatedBatchSize
    self.batchNormIsFrozen = batchNormIsFrozen
    self.seed = seed
    self.index = index
    self.recomputedBatch = recomputedBatch
  }
}

/// The statistics that batch normalization uses in inference, [channels] each.
public struct MovingStatistics: Sendable {
  public let mean: Tensor
  public let variance: Tensor
  /// Added to the variance before the square root.
  public let epsilon: Double
  /// The axis of the channels, 0 being that of the samples.
  public let axis: Int
}

extension Layer {
  public var gainsFromZeros: Bool { false }
  public var movingStatistics: MovingStatistics? { nil }
  public var withoutDropout: any Layer { self }
  public var infersByBatch: Bool { false }
  public var fixingStatistics: any Layer { withoutDropout }

  public func scratchCount(samples: Int, kernels: Kernels) -> Int { 0 }

  public mutating func forward(_ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor)
  {
    infer(input, into: output, on: executor)
  }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
  public mutating func forEachStatistic(_ body: (_ name: String, _ value: inout Tensor) -> Void) {}
}
