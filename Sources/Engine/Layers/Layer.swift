/// A building block of a network.
///
/// Inference cannot touch a layer's state, because `infer` does not mutate; training goes through `forward` and
/// `backward`, which do. So there is no mode flag that could be forgotten.
///
/// A layer writes its output into memory that it is given; batches of one call have the same number of samples.
public protocol Layer: Sendable {
  var outputShape: SampleShape { get }

  /// Whether leaving out the zeros of a batch can gain more than finding them costs.
  var gainsFromZeros: Bool { get }
  /// The moving statistics of the layer; nil for a layer that has none.
  var movingStatistics: MovingStatistics? { get }

  /// The floats of scratch memory that a thread needs for batches of so many samples.
  func scratchCount(samples: Int, kernels: Kernels) -> Int

  func infer(_ input: Batch, into output: Batch, on executor: Executor)

  /// The output in training, which may depend on the whole batch and change the layer's state.
  mutating func forward(_ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor)

  /// Stores the gradients of the parameters and of the input, of the batch that `forward` was last called with.
  /// - Parameters:
  ///   - pass: the batches of this layer; `pass.outputGradient` may be overwritten.
  mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor)

  /// Calls `body` for each parameter, in the order in which PyTorch's state_dict has them.
  mutating func forEachParameter(_ body: (inout Parameter) -> Void)

  /// Calls `body` for each tensor that belongs to the layer's state without being a parameter.
  mutating func forEachStatistic(_ body: (_ name: String, _ value: inout Tensor) -> Void)
}

/// What a layer is given to go backward.
public struct BackwardPass {
  public let input: Batch
  public let output: Batch
  public let outputGradient: Batch
  /// Where the input's gradient goes; nil where nobody needs it (the first layer).
  public let inputGradient: Batch?

  public init(input: Batch, output: Batch, outputGradient: Batch, inputGradient: Batch?) {
    self.input = input
    self.output = output
    self.outputGradient = outputGradient
    self.inputGradient = inputGradient
  }
}

/// What holds for one step of training.
public struct TrainingStep: Sendable {
  /// Batch normalization uses its moving statistics and leaves them as they are, as if in inference mode, while γ and β
  /// train.
  public var batchNormIsFrozen: Bool
  /// The run's seed and the number of steps that the run has taken before this one: all that random layers draw from,
  /// so that a run goes on after an interruption as if there had been none.
  public var seed: UInt64
  public var index: Int
  /// Of a pass that trains nothing and recomputes batch normalization's moving statistics as the average over its
  /// batches: the batch's number in the pass, counted from 1. Nil in training.
  public var recomputedBatch: Int?

  public init(
    batchNormIsFrozen: Bool = false, seed: UInt64 = 0, index: Int = 0, recomputedBatch: Int? = nil
  ) {
    self.batchNormIsFrozen = batchNormIsFrozen
    self.seed = seed
    self.index = index
    self.recomputedBatch = recomputedBatch
  }
}

/// What batch normalization normalises with in inference, [channels] each.
public struct MovingStatistics: Sendable {
  public let mean: Tensor
  public let variance: Tensor
  /// Added to the variance before the root.
  public let epsilon: Double
  /// The axis of the channels, the samples' being 0.
  public let axis: Int
}

extension Layer {
  public var gainsFromZeros: Bool { false }
  public var movingStatistics: MovingStatistics? { nil }

  public func scratchCount(samples: Int, kernels: Kernels) -> Int { 0 }

  public mutating func forward(_ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor)
  {
    infer(input, into: output, on: executor)
  }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}
  public mutating func forEachStatistic(_ body: (_ name: String, _ value: inout Tensor) -> Void) {}
}
