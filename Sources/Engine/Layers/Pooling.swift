import CKernels

/// The mean or the maximum over a window of each channel: inputs [samples, channels, h, w].
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

  /// The floats of one channel of a block of sixteen samples.
  private var inputPlane: Int { window.input.height * window.input.width * FloatStorage.lanes }
  private var outputPlane: Int { window.output.height * window.output.width * FloatStorage.lanes }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    forEachSlice(blocks: input.blocks, on: executor) { shape, kernels, planes in
      let x = input.pointer + planes.lowerBound * inputPlane
      let y = output.pointer + planes.lowerBound * outputPlane
      switch kind {
      case .average: kernels.pointee.average_pool(shape, planes.count, x, y)
      case .max: kernels.pointee.max_pool(shape, planes.count, x, y)
      }
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    forEachSlice(blocks: pass.input.blocks, on: executor) { shape, kernels, planes in
      let x = pass.input.pointer + planes.lowerBound * inputPlane
      let y = pass.output.pointer + planes.lowerBound * outputPlane
      let dy = pass.outputGradient.pointer + planes.lowerBound * outputPlane
      let dx = inputGradient.pointer + planes.lowerBound * inputPlane
      switch kind {
      case .average: kernels.pointee.average_pool_gradient(shape, planes.count, dy, dx)
      case .max: kernels.pointee.max_pool_gradient(shape, planes.count, x, y, dy, dx)
      }
    }
  }

  /// Splits the channels of all blocks between the threads.
  private func forEachSlice(
    blocks: Int, on executor: Executor,
    _ body: (UnsafePointer<bnk_window>, UnsafePointer<bnk_kernels>, Range<Int>) -> Void

  ) {
    let planes = blocks * channels
    let shape = window.kernelWindow(inputChannels: channels, outputChannels: channels)
    withUnsafePointer(to: shape) { shape in
      executor.parallel(planes, cost: planes * inputPlane) { slice, _ in
        body(shape, executor.kernels.table, slice)
      }
    }
  }
}
