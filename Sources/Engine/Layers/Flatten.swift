/// Images to features in the order channels, height, width, as torch.nn.Flatten does.
public struct Flatten: Layer {
  private let inputShape: SampleShape

  public var outputShape: SampleShape { .features(inputShape.count) }

  /// - Parameter inputShape: an image; features are flat already.
  public init(inputShape: SampleShape) {
    self.inputShape = inputShape
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    executor.parallel(
      input.samples, step: FloatStorage.lanes, cost: input.count, with: (image: input, rows: output)
    ) { work, samples, worker in
      let (image, rows, first) = (work.image, work.rows, samples.lowerBound)
      worker.kernels.pointee.unpack_blocks(
        samples.count, rows.shape.count, image.pointer + first * rows.shape.count,
        rows.pointer + first * rows.stride, rows.stride)
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    executor.parallel(
      pass.input.samples, step: FloatStorage.lanes, cost: inputGradient.count,
      with: (image: inputGradient, rows: pass.outputGradient)
    ) { work, samples, worker in
      let (image, rows, first) = (work.image, work.rows, samples.lowerBound)
      worker.kernels.pointee.gather_blocks(
        samples.count, rows.shape.count, rows.pointer + first * rows.stride, rows.stride, nil,
        image.pointer + first * rows.shape.count)
    }
  }
}
