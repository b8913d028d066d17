import CKernels

/// A two-dimensional cross-correlation with a bias and an activation:
/// inputs [samples, inputChannels, h, w], outputs [samples, filters, h', w'].
public struct Conv2D: Layer {
  /// [filters, inputChannels, kernel height, kernel width], as torch.nn.Conv2d keeps it.
  public var weight: Parameter
  /// [filters]
  public var bias: Parameter?
  public let activation: ActivationFunction
  private let window: Window
  private let inputChannels: Int
  private let filters: Int
  private var kernelWindow: bnk_window {
    window.kernelWindow(inputChannels: inputChannels, outputChannels: filters)
  }

  public var outputShape: SampleShape { window.outputShape(channels: filters) }

  public init(
    inputChannels: Int, filters: Int, window: Window, useBias: Bool = true,
    activation: ActivationFunction = .linear
  ) {
    self.inputChannels = inputChannels
    self.filters = filters
    self.window = window
    self.activation = activation
    let shape = [filters, inputChannels, window.kernel.height, window.kernel.width]
    weight = Parameter(name: "weight", value: Tensor(shape: shape))
    bias = useBias ? Parameter(name: "bias", value: Tensor(shape: [filters])) : nil
  }

  public func scratchCount(samples: Int, kernels: Kernels) -> Int {
    withUnsafePointer(to: kernelWindow) { kernels.table.pointee.conv_workspace($0) }
  }

  /// Multiply-adds of one sample.
  private var cost: Int { weight.value.count * window.output.height * window.output.width }
  private var inputBlock: Int { window.inputShape(channels: inputChannels).count * FloatStorage.lanes }
  private var outputBlock: Int { outputShape.count * FloatStorage.lanes }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    var shape = kernelWindow
    withUnsafePointer(to: &shape) { shape in
      executor.parallel(input.blocks, cost: input.samples * cost) { blocks, thread in
        executor.kernels.table.pointee.conv_forward(
          shape, blocks.count, input.pointer + blocks.lowerBound * inputBlock, weight.value.pointer,
          bias?.value.pointer, activation.kernel, output.pointer + blocks.lowerBound * outputBlock,
          executor.scratch(thread: thread))
      }
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    let gradient = pass.outputGradient
    activation.differentiate(output: pass.output, gradient: gradient, on: executor)

    var shape = kernelWindow
    let weightGradient = weight.gradient.mutablePointer
    let biasGradient = bias?.gradient.mutablePointer
    let pixels = window.output.height * window.output.width
    let workOfBatch = gradient.samples * cost
    withUnsafePointer(to: &shape) { shape in
      executor.parallel(filters, cost: workOfBatch) { channels, thread in
        executor.kernels.table.pointee.conv_weight_gradient(
          shape, gradient.blocks, channels.lowerBound, channels.upperBound, pass.input.pointer,
          gradient.pointer,
          weightGradient, executor.scratch(thread: thread))
        if let biasGradient {
          executor.kernels.table.pointee.channel_sums(
            gradient.samples, channels.count, pixels,
            gradient.pointer + channels.lowerBound * pixels * FloatStorage.lanes, outputBlock,
            biasGradient + channels.lowerBound)
        }
      }
      if let inputGradient = pass.inputGradient {
        executor.parallel(gradient.blocks, cost: workOfBatch) { blocks, thread in
          executor.kernels.table.pointee.conv_input_gradient(
            shape, blocks.count, gradient.pointer + blocks.lowerBound * outputBlock, weight.value.pointer,
            inputGradient.pointer + blocks.lowerBound * inputBlock, executor.scratch(thread: thread))
        }
      }
    }
  }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    if bias != nil { body(&bias!) }
  }
}
