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
