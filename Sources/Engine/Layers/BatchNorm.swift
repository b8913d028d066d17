/// Batch normalization: Ioffe and Szegedy (2015), "Batch Normalization: Accelerating Deep Network Training by Reducing
/// Internal Covariate Shift", with Keras's parameters (https://keras.io/api/layers/normalization_layers/batch_normalization/).
///
/// For each channel c (a feature, or a channel of images with all its pixels), N being the values of c in the batch:
///
///     training     μ = Σx/N,  σ² = Σ(x−μ)²/N          (the paper's algorithm 1)
///                  y = γ·(x−μ)/√(σ²+ε) + β
///                  moving = momentum·moving + (1−momentum)·batch, for the mean and the variance
///     inference    the same with the moving mean and variance (algorithm 2)
///
/// Backward, with x̂ = (x−μ)/√(σ²+ε):
///
///     dγ = Σ dy·x̂,  dβ = Σ dy
///     dx = γ/√(σ²+ε) · (dy − dβ/N − x̂·dγ/N)           with the batch's statistics
///     dx = γ/√(σ²+ε) · dy                              with the moving ones, which do not depend on x
public struct BatchNorm: Layer {
  public struct Configuration: Equatable, Sendable {
    /// The keep rate of the moving statistics (Keras's convention; PyTorch's `momentum` is 1 minus this).
    public var momentum = 0.99
    /// Added to the variance before the root.
    public var epsilon = 0.001
    /// Whether there is a β.
    public var center = true
    /// Whether there is a γ.
    public var scale = true
    /// Whether the moving variance takes Σ(x−μ)²/(N−1), as PyTorch does, instead of Σ(x−μ)²/N.
    public var usesBesselCorrection = false
    /// Whether training changes the moving statistics.
    public var updatesMovingStatistics = true
    /// False: the layer works in inference mode in training too, and γ and β stay as they are (Keras's `trainable`).
    public var isTrainable = true

    public init() {}
  }

  public let configuration: Configuration
  public let outputShape: SampleShape
  /// γ, [channels]; 1 at first.
  public var gamma: Parameter?
  /// β, [channels]; 0 at first.
  public var beta: Parameter?
  /// [channels]; 0 at first.
  public var movingMean: Tensor
  /// [channels]; 1 at first.
  public var movingVariance: Tensor

  // Of the last forward call, for backward: the mean and 1/√(variance+ε) that it used.
  private var mean: Tensor
  private var inverseDeviation: Tensor
  // Scratch, one value a channel.
  private var factor: Tensor
  private var first: Tensor
  private var second: Tensor
  /// Zeros, where a kernel wants a shift and there is none.
  private let zeros: Tensor

  private let epsilon: Float
  private let keep: Float
  private let take: Float

  public init(shape: SampleShape, configuration: Configuration = Configuration()) {
    self.configuration = configuration
    outputShape = shape
    let channels = shape.dimensions[0]
    let trains = configuration.isTrainable
    let zeros = Tensor(shape: [channels])
    let ones = Tensor(shape: [channels], repeating: 1)
    gamma = configuration.scale ? Parameter(name: "weight", value: ones, isTrainable: trains) : nil
    beta = configuration.center ? Parameter(name: "bias", value: zeros, isTrainable: trains) : nil
    (movingMean, movingVariance) = (zeros, ones)
    (mean, inverseDeviation, factor, first, second) = (zeros, zeros, zeros, zeros, zeros)
    self.zeros = zeros
    epsilon = Float(configuration.epsilon)
    keep = Float(configuration.momentum)
    take = Float(1 - configuration.momentum)
  }

  // MARK: Inference

  public func scratchCount(samples: Int, kernels: Kernels) -> Int { zeros.paddedCount }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    let scale = executor.scratch(thread: 0)
    for channel in 0..<zeros.count {
      scale[channel] = gammaValue(channel) * (1 / (movingVariance.pointer[channel] + epsilon).squareRoot())
    }
    (scale + zeros.count).update(repeating: 0, count: zeros.paddedCount - zeros.count)
    ChannelKernels(shape: outputShape, executor: executor).normalize(
      input, mean: movingMean.pointer, scale: scale, shift: beta?.value.pointer ?? zeros.pointer, into: output
    )
  }

  /// γ, or the 1 in its place.
  private func gammaValue(_ channel: Int) -> Float { gamma?.value.pointer[channel] ?? 1 }

  // MARK: Training

  /// Whether this step normalises with the moving statistics.
  private func usesMovingStatistics(_ step: TrainingStep) -> Bool {
    step.batchNormIsFrozen || !configuration.isTrainable
  }

  public mutating func forward(
    _ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor
  ) {
    let kernels = ChannelKernels(shape: outputShape, executor: executor)
    let mean = mean.mutablePointer
    let variance = first.mutablePointer
    if usesMovingStatistics(step) {
      mean.update(from: movingMean.pointer, count: movingMean.paddedCount)
      variance.update(from: movingVariance.pointer, count: movingVariance.paddedCount)
    } else {
      kernels.moments(input, mean: mean, variance: variance)
      if configuration.updatesMovingStatistics {
        updateMovingStatistics(
          mean: mean, variance: variance, count: kernels.valuesPerChannel(samples: input.samples))
      }
    }

    let inverse = inverseDeviation.mutablePointer
    let scale = factor.mutablePointer
    // Behind the last channel both stay 0, and so do the pad columns of the output.
    for channel in 0..<zeros.count {
      inverse[channel] = 1 / (variance[channel] + epsilon).squareRoot()
      scale[channel] = gammaValue(channel) * inverse[channel]
    }
    kernels.normalize(
      input, mean: mean, scale: scale, shift: beta?.value.pointer ?? zeros.pointer, into: output)
  }

  private mutating func updateMovingStatistics(
    mean: UnsafePointer<Float>, variance: UnsafePointer<Float>, count: Int
  ) {
    // N/(N−1) turns the biased variance into the unbiased one; of one value there is none, and the biased stays.
    let correction =
      configuration.usesBesselCorrection && count > 1 ? Float(Double(count) / Double(count - 1)) : 1
    let movingMean = movingMean.mutablePointer
    let movingVariance = movingVariance.mutablePointer
    for channel in 0..<zeros.count {
      movingMean[channel] = keep * movingMean[channel] + take * mean[channel]
      movingVariance[channel] = keep * movingVariance[channel] + take * (variance[channel] * correction)
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    let kernels = ChannelKernels(shape: outputShape, executor: executor)
    let sum = first.mutablePointer
    let productSum = second.mutablePointer
    kernels.gradientSums(
      x: pass.input, dy: pass.outputGradient, mean: mean.pointer, sum: sum, productSum: productSum)

    let inverse = inverseDeviation.pointer
    if let gradient = beta?.gradient.mutablePointer {
      gradient.update(from: sum, count: zeros.count)
    }
    if let gradient = gamma?.gradient.mutablePointer {
      for channel in 0..<zeros.count { gradient[channel] = productSum[channel] * inverse[channel] }
    }
    guard let inputGradient = pass.inputGradient else { return }

    if usesMovingStatistics(step) {
      kernels.normalize(
        pass.outputGradient, mean: zeros.pointer, scale: factor.pointer, shift: zeros.pointer,
        into: inputGradient)
    } else {
      let count = Float(kernels.valuesPerChannel(samples: pass.input.samples))
      for channel in 0..<zeros.count {
        sum[channel] /= count
        productSum[channel] = productSum[channel] * inverse[channel] * inverse[channel] / count
      }
      kernels.inputGradient(
        x: pass.input, dy: pass.outputGradient, mean: mean.pointer, scale: factor.pointer, offset: sum,
        slope: productSum, into: inputGradient)
    }
  }

  // MARK: State

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    if gamma != nil { body(&gamma!) }
    if beta != nil { body(&beta!) }
  }

  public mutating func forEachStatistic(_ body: (_ name: String, _ value: inout Tensor) -> Void) {
    body("running_mean", &movingMean)
    body("running_var", &movingVariance)
  }
}
