import Schema

/// The mean over all pixels of each channel: inputs [samples, channels, h, w], outputs [samples, channels]. Lin, Chen
/// and Yan (2014), "Network in Network".
public struct GlobalAveragePool2D: Layer {
  private let channels: Int
  private var pooling: Pooling

  public var outputShape: SampleShape { .features(channels) }

  /// - Throws: `ShapeError` if the height or width is out of bounds.
  public init(channels: Int, height: Int, width: Int) throws(ShapeError) {
    self.init(channels: channels, window: try Self.window(height: height, width: width))
  }

  /// - Parameter window: must cover the whole image.
  public init(channels: Int, window: Window) {
    precondition(window.kernel == window.input, "the window must cover the whole image")
    self.channels = channels
    pooling = Pooling(.average, channels: channels, window: window)
  }

  /// The window that covers a whole image.
  /// - Throws: `ShapeError` if the height or width is out of bounds.
  public static func window(height: Int, width: Int) throws(ShapeError) -> Window {
    let size = Window.Size(height: height, width: width)
    return try Window(
      input: size, kernel: size, strides: Window.Size(height: 1, width: 1), padding: .valid)
  }

  /// Memory for the pooled images, which have one pixel per channel, before they become rows.
  private func pooled(samples: Int, on executor: Executor) -> Batch {
    let shape = pooling.outputShape
    return Batch(
      pointer: executor.workspace(count: shape.bufferCount(samples: samples)), samples: samples, shape: shape)
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    let pooled = pooled(samples: input.samples, on: executor)
    pooling.infer(input, into: pooled, on: executor)
    Flatten(inputShape: pooling.outputShape).infer(pooled, into: output, on: executor)
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard pass.inputGradient != nil else { return }
    let pooled = pooled(samples: pass.input.samples, on: executor)
    var flatten = Flatten(inputShape: pooling.outputShape)
    flatten.backward(
      BackwardPass(
        input: pooled, output: pass.output, outputGradient: pass.outputGradient, inputGradient: pooled),
      step: step, on: executor)
    // The gradient of a mean needs neither the input nor the output; the batches below only give shapes.
    pooling.backward(
      BackwardPass(
        input: pass.input, output: pooled, outputGradient: pooled, inputGradient: pass.inputGradient),
      step: step, on: executor)
  }
}

extension GlobalAveragePool2D {
  public struct Configuration: LayerConfiguration {
    public init() {}

    public static let kinds = [
      LayerKind("global_average_pool2d", "The mean of each channel over all pixels.", Configuration())
    ]
    public var name: String { "global_average_pool2d" }
    public var options: JSON? { nil }
    public var wantedInput: SampleShape.Kind? { .image }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      guard case .image(let channels, let height, let width) = input else {
        throw LayerProblem(.needsImage(input))
      }
      let window = try LayerProblem.at(nil) { () throws(ShapeError) in
        try GlobalAveragePool2D.window(height: height, width: width)
      }
      let output = SampleShape.features(channels)
      return LayerPlan(
        self, input: input, output: output, memory: .init(workspacePerSample: output.paddedCount)
      ) { _ in GlobalAveragePool2D(channels: channels, window: window) }
    }
  }
}
