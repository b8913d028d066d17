import CKernels
import Schema

/// The mean or the maximum over windows of each channel:
/// inputs [samples, channels, h, w], outputs [samples, channels, h', w'].
public struct Pooling: Layer {
  public enum Kind: Sendable {
    case average
    case max
  }

  public let kind: Kind
  private let window: Window
  private let channels: Int

  public var outputShape: SampleShape { window.outputShape(channels: channels) }

  /// - Parameter window: must be without padding.
  public init(_ kind: Kind, channels: Int, window: Window) {
    precondition(window.padding == Window.Size(height: 0, width: 0), "pooling has no padding")
    self.kind = kind
    self.channels = channels
    self.window = window
  }

  /// The floats of one channel in a block of sixteen samples.
  private var inputPlane: Int { window.input.height * window.input.width * FloatStorage.lanes }
  private var outputPlane: Int { window.output.height * window.output.width * FloatStorage.lanes }
  private var kernelWindow: bnk_window {
    window.kernelWindow(inputChannels: channels, outputChannels: channels)
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    let planes = input.blocks * channels
    executor.parallel(
      planes, cost: planes * inputPlane,
      with: (kind: kind, window: kernelWindow, x: input.pointer, y: output.pointer, inputPlane, outputPlane)
    ) { work, planes, worker in
      let (kind, window, inputs, outputs, inputPlane, outputPlane) = work
      let x = inputs + planes.lowerBound * inputPlane
      let y = outputs + planes.lowerBound * outputPlane
      withUnsafePointer(to: window) { window in
        switch kind {
        case .average: worker.kernels.pointee.average_pool(window, planes.count, x, y)
        case .max: worker.kernels.pointee.max_pool(window, planes.count, x, y)
        }
      }
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    let planes = pass.input.blocks * channels
    executor.parallel(
      planes, cost: planes * inputPlane,
      with: (kind: kind, window: kernelWindow, pass: pass, dx: inputGradient.pointer, inputPlane, outputPlane)
    ) { work, planes, worker in
      let (kind, window, pass, inputGradient, inputPlane, outputPlane) = work
      let x = pass.input.pointer + planes.lowerBound * inputPlane
      let y = pass.output.pointer + planes.lowerBound * outputPlane
      let dy = pass.outputGradient.pointer + planes.lowerBound * outputPlane
      let dx = inputGradient + planes.lowerBound * inputPlane
      withUnsafePointer(to: window) { window in
        switch kind {
        case .average: worker.kernels.pointee.average_pool_gradient(window, planes.count, dy, dx)
        case .max: worker.kernels.pointee.max_pool_gradient(window, planes.count, x, y, dy, dx)
        }
      }
    }
  }
}

extension Pooling {
  /// Keras's parameters and defaults: https://keras.io/api/layers/pooling_layers/
  public struct Configuration: LayerConfiguration {
    public var kind: Kind
    public var poolSize = Window.Size(height: 2, width: 2)
    /// Nil for the pool size, so that windows do not overlap.
    public var strides: Window.Size?

    public static let kinds = [
      LayerKind("max_pool2d", keys(.max)), LayerKind("average_pool2d", keys(.average)),
    ]
    public var name: String {
      switch kind {
      case .average: "average_pool2d"
      case .max: "max_pool2d"
      }
    }
    public var options: JSON? { Self.keys(kind).write(self) }

    private static func keys(_ kind: Kind) -> KeyTable<Configuration> {
      KeyTable(
        kind == .max ? "The largest value of each window." : "The mean of each window.",
        blank: Configuration(kind: kind),
        [
          .optional("pool_size", \.poolSize, .size2D, "The window, as one number or as [height, width]."),
          .optional(
            "strides", \.strides, .nullable(.size2D),
            "The window's steps, as one number or as [height, width]; null: the pool size."),
        ])
    }

    public var wantedInput: SampleShape.Kind? { .image }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      guard case .image(let channels, let height, let width) = input else {
        throw LayerProblem(.needsImage(input))
      }
      let window = try LayerProblem.at(nil) { () throws(ShapeError) in
        try Window(
          input: .init(height: height, width: width), kernel: poolSize, strides: strides ?? poolSize,
          padding: .valid)
      }
      return LayerPlan(self, input: input, output: window.outputShape(channels: channels)) { _ in
        Pooling(kind, channels: channels, window: window)
      }
    }
  }
}
