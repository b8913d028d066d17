import CKernels
import Schema

/// Inverted dropout: in training each value becomes 0 with the probability `rate` and is otherwise multiplied by
/// 1/(1 − rate). Inference therefore changes nothing. Srivastava et al. (2014), "Dropout: A Simple Way to Prevent
/// Neural Networks from Overfitting".
///
/// Which values are dropped depends on the run's seed, the step's number, the layer's place among the dropout layers
/// and the value's place in the batch. It does not depend on threads, SIMD level, other layers or earlier steps. A
/// resumed run therefore draws the same masks as an uninterrupted one, and backward draws the masks of forward again
/// from the step.
public struct Dropout: Layer {
  public let outputShape: SampleShape
  /// The share of values that are dropped, 0...1.
  public let rate: Double
  /// The layer's place among the network's dropout layers.
  public let index: Int

  public init(rate: Double, shape: SampleShape, index: Int) {
    precondition(rate >= 0 && rate <= 1, "a dropout rate is a probability")
    self.rate = rate
    self.index = index
    outputShape = shape
  }

  public var withoutDropout: any Layer { Dropout(rate: 0, shape: outputShape, index: index) }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    output.pointer.update(from: input.pointer, count: input.count)
  }

  public mutating func forward(
    _ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor
  ) {
    mask(input, into: output, step: step, on: executor)
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    mask(pass.outputGradient, into: inputGradient, step: step, on: executor)
  }

  /// Number of values that sixteen counters of the generator decide: one counter per lane, with four values each.
  /// Slices are a multiple of this.
  private static let valuesOfACounter = 4 * FloatStorage.lanes
  /// Rates are rounded to multiples of 1/2²⁴.
  private static let rateUnits = Double(1 << 24)

  /// y = x with dropped values as 0 and the others scaled; forward for values, backward for gradients.
  private func mask(_ x: Batch, into y: Batch, step: TrainingStep, on executor: Executor) {
    let stream = bnk_stream(
      key: step.seed, step: UInt32(truncatingIfNeeded: step.index), index: UInt32(truncatingIfNeeded: index),
      purpose: RandomStream.Purpose.dropout.rawValue)
    executor.parallel(
      x.count, step: Self.valuesOfACounter, cost: 20 * x.count,
      with: (
        stream: stream, rate: UInt32((rate * Self.rateUnits).rounded()),
        scale: rate < 1 ? Float(1 / (1 - rate)) : 0, x: x.pointer, y: y.pointer
      )
    ) { work, slice, worker in
      let start = slice.lowerBound
      withUnsafePointer(to: work.stream) { stream in
        worker.kernels.pointee.dropout(
          slice.count, start, stream, work.rate, work.scale, work.x + start, work.y + start)
      }
    }
  }
}

extension Dropout {
  public struct Configuration: LayerConfiguration {
    /// The share of values that training drops.
    public var rate = 0.0

    public static let kinds = [LayerKind("dropout", keys)]
    public var name: String { "dropout" }
    public var options: JSON? { Self.keys.write(self) }
    public var isRandomInTraining: Bool { rate > 0 }

    private static let keys = KeyTable(
      "In training each value becomes 0 with the probability rate and is otherwise multiplied by 1 / (1 - rate); the run's seed decides which.",
      blank: Configuration(),
      [.required("rate", \.rate, .number(.fraction), "The share of values that are dropped.")])

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      LayerPlan(self, input: input) { context in
        Dropout(rate: rate, shape: input, index: context.nextDropout())
      }
    }
  }
}
