/// Images to features in the order channels, height, width, as torch.nn.Flatten does.
public struct Flatten: Layer {
  private let inputShape: SampleShape

  public var outputShape: SampleShape { .features(inputShape.count) }

  /// - Parameter inputShape: an image; features are flat already.
  public init(inputShape: SampleShape) {
    self.inputShape = inputShape
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    forEachBlock(of: input, on: executor) { samples, block in
      executor.kernels.table.pointee.unpack_blocks(
        samples.count, inputShape.count, input.pointer + block,
        output.pointer + samples.lowerBound * output.stride, output.stride)
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    let gradient = pass.outputGradient
    forEachBlock(of: pass.input, on: executor) { samples, block in
      executor.kernels.table.pointee.gather_blocks(
        samples.count, inputShape.count, gradient.pointer + samples.lowerBound * gradient.stride,
        gradient.stride,
        nil, inputGradient.pointer + block)
    }
  }

  /// Slices of whole blocks: their samples, and where the first one's block starts in the image's memory.
  private func forEachBlock(of batch: Batch, on executor: Executor, _ body: (Range<Int>, Int) -> Void) {
    executor.parallel(batch.samples, step: FloatStorage.lanes, cost: batch.count) { samples, _ in
      body(samples, samples.lowerBound * inputShape.count)
    }
  }
}
