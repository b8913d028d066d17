import CKernels
import Schema

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

  /// The floats of scratch memory that each thread needs. It can be far more than the layer's own size.
  static func scratchCount(inputChannels: Int, filters: Int, window: Window, kernels: Kernels) -> Int {
    withUnsafePointer(to: window.kernelWindow(inputChannels: inputChannels, outputChannels: filters)) {
      kernels.table.pointee.conv_workspace($0)
    }
  }

  /// Multiply-adds for one sample.
  private var cost: Int { weight.value.count * window.output.height * window.output.width }
  /// The floats of a block of sixteen samples.
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
    if weight.isTrainable {
      computeParameterGradients(input: pass.input, outputGradient: gradient, on: executor)
    }
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

extension Conv2D {
  /// Keras's parameters and defaults, but channels first, and with PyTorch's padding in pixels:
  /// https://keras.io/api/layers/convolution_layers/convolution2d/
  public struct Configuration: LayerConfiguration {
    public var filters = 1
    public var kernelSize = Window.Size(height: 1, width: 1)
    public var strides = Window.Size(height: 1, width: 1)
    public var padding = Window.Padding.valid
    public var useBias = true
    public var kernel = ParameterOptions(.glorotUniform)
    public var bias = ParameterOptions(.zeros)
    public var isTrainable = true

    public static let kinds = [LayerKind("conv2d", keys)]
    public var name: String { "conv2d" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "A two-dimensional convolution over images [channels, height, width].", blank: Configuration(),
      [
        .required("filters", \.filters, .size, "The number of output channels."),
        .required("kernel_size", \.kernelSize, .size2D, "The window, as one number or as [height, width]."),
        .optional("strides", \.strides, .size2D, "The window's steps, as one number or as [height, width]."),
        .optional(
          "padding", \.padding, .padding,
          "Zero pixels around the image: a number for every side, \"valid\" for none, or \"same\" for an output of the input's size at stride 1."
        ),
        .optional("use_bias", \.useBias, .boolean, "Add a bias to each channel."),
      ] + ParameterOptions.keys("kernel", "the weights").map { $0.inside(\.kernel) }
        + ParameterOptions.keys("bias", "the biases").map { $0.inside(\.bias) }
        + [.trainable(\.isTrainable)])

    public var wantedInput: SampleShape.Kind? { .image }
    public var category: LayerCategory { .kernel }
    public var appliesNextFunction: Bool { true }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      guard case .image(let channels, let height, let width) = input else {
        throw LayerProblem(.needsImage(input))
      }
      try LayerProblem.checkSize(filters, "number of filters", key: "filters")
      let window = try LayerProblem.at(nil) { () throws(ShapeError) in
        try Window(
          input: .init(height: height, width: width), kernel: kernelSize, strides: strides, padding: padding)
      }
      let weights = try LayerProblem.at(nil) { () throws(ShapeError) in
        _ = try elementCount(filters, window.output.height, window.output.width, what: "values a sample")
        return try elementCount(
          channels, filters, window.kernel.height, window.kernel.width, what: "weights")
      }
      try kernel.checkConstraint(of: "kernel", rank: 4)
      if useBias { try bias.checkConstraint(of: "bias", rank: 1) }
      let output = window.outputShape(channels: filters)
      let area = window.kernel.height * window.kernel.width
      return LayerPlan(
        self, input: input, output: output, trainableCount: weights + (useBias ? filters : 0),
        cost: Double(output.count) * Double(channels * area),
        memory: .init { _, kernels in
          Conv2D.scratchCount(inputChannels: channels, filters: filters, window: window, kernels: kernels)
        }
      ) { context in
        var conv = Conv2D(
          inputChannels: channels, filters: filters, window: window, useBias: useBias,
          activation: context.function)
        let place = context.nextKernel()
        kernel.set(
          &conv.weight, fans: .init(input: channels * area, output: filters * area),
          from: RandomStream(seed: context.seed, purpose: .kernel, index: place))
        if conv.bias != nil {
          bias.set(
            &conv.bias!, torchFan: channels * area,
            from: RandomStream(seed: context.seed, purpose: .bias, index: place))
        }
        return conv
      }
    }
  }
}
