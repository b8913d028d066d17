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
    bias = useBias ? Parameter(name: "bias", role: .bias, value: Tensor(shape: [filters])) : nil
  }

  public func scratchCount(samples: Int, kernels: Kernels) -> Int {
    Self.scratchCount(inputChannels: inputChannels, filters: filters, window: window, kernels: kernels)
  }

  /// The floats of scratch memory that each thread needs, which can be far more than the layer itself has.
  public static func scratchCount(inputChannels: Int, filters: Int, window: Window, kernels: Kernels) -> Int {
    withUnsafePointer(to: window.kernelWindow(inputChannels: inputChannels, outputChannels: filters)) {
      kernels.table.pointee.conv_workspace($0)
    }
  }

  /// Multiply-adds of one sample.
  private var cost: Int { weight.value.count * window.output.height * window.output.width }
  private var inputBlock: Int { window.inputShape(channels: inputChannels).count * FloatStorage.lanes }
  private var outputBlock: Int { outputShape.count * FloatStorage.lanes }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    executor.parallel(
      input.blocks, cost: input.samples * cost,
      with: (
        window: kernelWindow, x: input.pointer, w: weight.value.pointer, bias: bias?.value.pointer,
        function: activation.kernel, y: output.pointer, inputBlock, outputBlock
      )
    ) { work, blocks, worker in
      let (window, x, w, bias, function, y, inputBlock, outputBlock) = work
      withUnsafePointer(to: window) { window in
        worker.kernels.pointee.conv_forward(
          window, blocks.count, x + blocks.lowerBound * inputBlock, w, bias, function,
          y + blocks.lowerBound * outputBlock, worker.scratch)
      }
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    let gradient = pass.outputGradient
    activation.differentiate(output: pass.output, gradient: gradient, on: executor)
    computeParameterGradients(input: pass.input, outputGradient: gradient, on: executor)
    if let inputGradient = pass.inputGradient {
      computeInputGradient(inputGradient, outputGradient: gradient, on: executor)
    }
  }

  func computeInputGradient(_ inputGradient: Batch, outputGradient: Batch, on executor: Executor) {
    executor.parallel(
      outputGradient.blocks, cost: outputGradient.samples * cost,
      with: (
        window: kernelWindow, dy: outputGradient.pointer, w: weight.value.pointer, dx: inputGradient.pointer,
        inputBlock, outputBlock
      )
    ) { work, blocks, worker in
      let (window, dy, w, dx, inputBlock, outputBlock) = work
      withUnsafePointer(to: window) { window in
        worker.kernels.pointee.conv_input_gradient(
          window, blocks.count, dy + blocks.lowerBound * outputBlock, w, dx + blocks.lowerBound * inputBlock,
          worker.scratch)
      }
    }
  }

  private mutating func computeParameterGradients(
    input: Batch, outputGradient: Batch, on executor: Executor
  ) {
    executor.parallel(
      filters, cost: input.samples * cost,
      with: (
        window: kernelWindow, x: input.pointer, dy: outputGradient, dw: weight.gradient.mutablePointer,
        bias: bias?.gradient.mutablePointer, outputBlock
      )
    ) { work, filters, worker in
      let (window, x, dy, dw, biasGradient, outputBlock) = work
      let first = filters.lowerBound
      withUnsafePointer(to: window) { window in
        worker.kernels.pointee.conv_weight_gradient(
          window, dy.blocks, first, filters.upperBound, x, dy.pointer, dw, worker.scratch)
      }
      if let biasGradient {
        let pixels = window.out_height * window.out_width
        worker.kernels.pointee.channel_sums(
          dy.samples, filters.count, pixels, dy.pointer + first * pixels * FloatStorage.lanes, outputBlock,
          biasGradient + first)
      }
    }
  }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight)
    if bias != nil { body(&bias!) }
  }
}
