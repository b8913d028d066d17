import CKernels
import Schema

/// Local response normalization: Krizhevsky, Sutskever and Hinton (2012), "ImageNet Classification with Deep
/// Convolutional Neural Networks", section 3.3. Inputs and outputs are [samples, channels, h, w]. Each value is divided by
/// a power of the mean square of neighbouring channels at its pixel:
///
///     y = x / (k + α/size · Σ x²)^β
///
/// The window has size/2 channels before the value's own and (size − 1)/2 after it, both rounded down. Channels that do
/// not exist count as zeros, so that the divisor is always `size`:
/// https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html
///
/// It has no parameters, and training and inference compute the same.
public struct LocalResponseNorm: Layer {
  public let outputShape: SampleShape
  private let configuration: Configuration
  private let response: bnk_response

  /// - Parameter configuration: its size, α and β must not be negative, and its k must be positive.
  init(channels: Int, height: Int, width: Int, configuration: Configuration = Configuration()) {
    outputShape = .image(channels: channels, height: height, width: width)
    self.configuration = configuration
    response = configuration.response(channels: channels, pixels: height * width)
  }

  public func scratchCount(samples: Int, kernels: Kernels) -> Int {
    withUnsafePointer(to: response) { kernels.table.pointee.local_response_workspace($0) }
  }

  private func cost(of batch: Batch) -> Int {
    batch.count * configuration.costPerValue(channels: response.channels)
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    executor.parallel(
      input.blocks, cost: cost(of: input), with: (response: response, x: input, y: output)
    ) { work, blocks, worker in
      for block in blocks {
        let start = block * work.x.blockSize
        withUnsafePointer(to: work.response) { response in
          worker.kernels.pointee.local_response(
            response, work.x.samplesOfBlock(block), work.x.pointer + start, work.y.pointer + start)
        }
      }
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    guard let inputGradient = pass.inputGradient else { return }
    executor.parallel(
      pass.input.blocks, cost: 2 * cost(of: pass.input),
      with: (response: response, x: pass.input, dy: pass.outputGradient.pointer, dx: inputGradient.pointer)
    ) { work, blocks, worker in
      for block in blocks {
        let start = block * work.x.blockSize
        withUnsafePointer(to: work.response) { response in
          worker.kernels.pointee.local_response_gradient(
            response, work.x.samplesOfBlock(block), work.x.pointer + start, work.dy + start, work.dx + start,
            worker.scratch)
        }
      }
    }
  }
}

extension LocalResponseNorm {
  /// PyTorch's parameters. PyTorch has no default for the size; 5 is that of Krizhevsky et al.
  public struct Configuration: LayerConfiguration {
    /// Number of channels in a window.
    public var size = 5
    /// The factor α of the mean square.
    public var alpha = 1e-4
    /// The exponent β.
    public var beta = 0.75
    /// Added to the mean square times α.
    public var k = 1.0

    public static let kinds = [LayerKind("local_response_norm", keys)]
    public var name: String { "local_response_norm" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "Local response normalization of images, with PyTorch's formula: x / (k + alpha / size * sum of x^2)^beta. The sum goes over size neighbouring channels at the same pixel.",
      blank: Configuration(),
      [
        .optional(
          "size", \.size, .size,
          "The number of channels in a window: size / 2 of them (rounded down) come before the value's own channel. Missing channels count as 0."
        ),
        .optional(
          "alpha", \.alpha, .number(.notNegative),
          "The factor of the mean square. Krizhevsky et al. (2012) multiply the sum instead; their factor is alpha / size."
        ),
        .optional("beta", \.beta, .number(.notNegative), "The exponent."),
        .optional("k", \.k, .number(.positive), "Added to the mean square times alpha."),
      ])

    public var wantedInput: SampleShape.Kind? { .image }

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      guard case .image(let channels, let height, let width) = input else {
        throw LayerProblem(.needsImage(input))
      }
      let response = response(channels: channels, pixels: height * width)
      return LayerPlan(
        self, input: input, cost: Double(input.count) * Double(costPerValue(channels: channels)),
        memory: .init { _, kernels in
          withUnsafePointer(to: response) { kernels.table.pointee.local_response_workspace($0) }
        }
      ) { _ in LocalResponseNorm(channels: channels, height: height, width: width, configuration: self) }
    }

    /// What the kernels need to know. Coefficients are computed in double precision and then rounded.
    func response(channels: Int, pixels: Int) -> bnk_response {
      bnk_response(
        channels: channels, pixels: pixels, before: size / 2, after: (size - 1) / 2, k: Float(k),
        scale: Float(alpha / Double(size)), beta: Float(beta))
    }

    /// Multiply-adds for one value: those of the sum, and about thirty for the power.
    func costPerValue(channels: Int) -> Int { min(size, channels) + 30 }
  }
}
