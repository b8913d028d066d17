/// Batch normalization: Ioffe and Szegedy (2015), "Batch Normalization: Accelerating Deep Network Training by Reducing
/// Internal Covariate Shift", with Keras's parameters
/// (https://keras.io/api/layers/normalization_layers/batch_normalization/).
///
/// A channel is a feature, or a place along the chosen axis of images or sequences with all values there. For each
/// channel, with its N values x in the batch:
///
///     training     μ = Σx/N,  σ² = Σ(x−μ)²/N          (the paper's algorithm 1)
///                  y = γ·(x−μ)/√(σ²+ε) + β
///                  moving = momentum·moving + (1−momentum)·batch, for the mean and the variance
///     inference    the same y with the moving mean and variance (algorithm 2), or with those of the evaluated batch
///                  where the configuration asks for it
///
/// Debiased moving statistics m̂ are averages of the batches alone: m̂ = m/(1−momentumᵗ) after t steps, for an m that
/// starts at 0. No m is kept. By m = momentum·m + (1−momentum)·batch,
///
///     m̂ = k·m̂ + (1−k)·batch    with 1−k = (1−momentum)/(1−momentumᵗ)
///
/// so that debiasing is a keep rate that depends on the step. It is 0 at the first step, whatever the start.
///
/// Backward, with x̂ = (x−μ)/√(σ²+ε):
///
///     dγ = Σ dy·x̂,  dβ = Σ dy
///     dx = γ/√(σ²+ε) · (dy − dβ/N − x̂·dγ/N)           if the batch's statistics were used
///     dx = γ/√(σ²+ε) · dy                              if the moving ones were used, which do not depend on x
///
/// With a virtual batch size, the batch is cut into parts of that many consecutive samples, and training normalises
/// each part by itself ("ghost batches": Hoffer, Hubara and Soudry (2017), "Train longer, generalize better"). The
/// parts share γ, β and the moving statistics. The latter move once per step, towards the average over the parts, as
/// in TensorFlow.
public struct BatchNorm: Layer {
  public private(set) var configuration: Configuration
  public let outputShape: SampleShape
  /// γ, [channels].
  public var gamma: Parameter?
  /// β, [channels].
  public var beta: Parameter?
  /// [channels]
  public var movingMean: Tensor
  /// [channels]
  public var movingVariance: Tensor

  private let arrangement: ChannelArrangement
  /// For backward: the statistics of each part of the batch in the last forward call.
  private var statistics: [Statistics]
  // Scratch memory with one value per channel: the averages over the batch's parts in forward (mean, variance), the
  // sums of a part in backward (dy, dy·x̂).
  private var meanScratch: Tensor
  private var varianceScratch: Tensor
  /// [channels] zeros: the mean or the shift for kernel calls that have none.
  private let zeros: Tensor
  private let epsilon: Float

  /// What the values of a part were normalised with, by channel.
  private struct Statistics {
    var mean: Tensor
    /// 1/√(variance+ε)
    var inverseDeviation: Tensor
    /// γ/√(variance+ε). It stays 0 after the last channel, so that the pad columns of the output are 0 too.
    var scale: Tensor
  }

  /// - Parameters:
  ///   - shape: the shape of a sample.
  ///   - configuration: its axis must be counted from the front, as `shape.axis` returns it, or nil.
  ///   - seed: the run's seed, for random initializers.
  ///   - index: the layer's place among the network's normalization layers, for random initializers too.
  init(
    shape: SampleShape, configuration: Configuration, seed: UInt64 = 0, index: Int = 0
  ) {
    self.configuration = configuration
    outputShape = shape
    arrangement = ChannelArrangement(shape: shape, axis: configuration.axis ?? shape.channelAxis)
    let zeros = Tensor(shape: [arrangement.channels])
    let (affine, trains) = (configuration.affine, configuration.isTrainable)
    gamma = affine.gamma(shape: zeros.shape, isTrainable: trains, seed: seed, index: index)
    beta = affine.beta(shape: zeros.shape, isTrainable: trains, seed: seed, index: index)
    (movingMean, movingVariance) = (zeros, zeros)
    configuration.movingMeanInitializer.fill(
      &movingMean, from: RandomStream(seed: seed, purpose: .movingMean, index: index))
    configuration.movingVarianceInitializer.fill(
      &movingVariance, from: RandomStream(seed: seed, purpose: .movingVariance, index: index))
    statistics = [Statistics(mean: zeros, inverseDeviation: zeros, scale: zeros)]
    (meanScratch, varianceScratch) = (zeros, zeros)
    self.zeros = zeros
    epsilon = Float(configuration.epsilon)
  }

  /// A layer with Keras's defaults.
  public init(shape: SampleShape) {
    self.init(shape: shape, configuration: Configuration())
  }

  // MARK: Inference

  public var infersByBatch: Bool { configuration.infersByBatch }

  public func scratchCount(samples: Int, kernels: Kernels) -> Int {
    configuration.inferenceScratchCount(paddedChannels: zeros.paddedCount)
  }

  public func infer(_ input: Batch, into output: Batch, on executor: Executor) {
    let scale = executor.scratch(thread: 0)
    let part = arrangement.part(0..<input.samples, of: input, on: executor)
    let x = part.read(input, .values)
    var (mean, variance) = (movingMean.pointer, movingVariance.pointer)
    if infersByBatch {
      let (batchMean, batchVariance) = (scale + zeros.paddedCount, scale + 2 * zeros.paddedCount)
      ChannelKernels(executor: executor).moments(x, mean: batchMean, variance: batchVariance)
      (mean, variance) = (UnsafePointer(batchMean), UnsafePointer(batchVariance))
    }
    let gamma = gamma?.value.pointer
    for channel in 0..<zeros.count {
      scale[channel] = (gamma?[channel] ?? 1) * (1 / (variance[channel] + epsilon).squareRoot())
    }
    (scale + zeros.count).update(repeating: 0, count: zeros.paddedCount - zeros.count)
    normalize(x, part, mean: mean, scale: scale, into: output, on: executor)
  }

  /// A layer that normalises by its moving statistics keeps them.
  public var fixingStatistics: any Layer {
    var layer = self
    layer.configuration.isTrainable = infersByBatch
    layer.configuration.inferenceStatistics = .moving
    layer.configuration.movingVarianceEstimator = .biased
    layer.configuration.virtualBatchSize = nil
    layer.configuration.debiasesMovingStatistics = true
    return layer
  }

  /// y = (x − mean)·scale + β.
  /// - Parameter x: the part in the layout that the kernels need.
  private func normalize(
    _ x: Batch, _ part: ChannelArrangement.Part, mean: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    into output: Batch, on executor: Executor
  ) {
    let y = part.room(in: output, .values)
    ChannelKernels(executor: executor).normalize(
      x, mean: mean, scale: scale, shift: beta?.value.pointer ?? zeros.pointer, into: y)
    part.write(y, to: output)
  }

  // MARK: Training

  /// Whether this step computes what inference does.
  private func infers(_ step: TrainingStep) -> Bool {
    !configuration.isTrainable || step.evaluatedBatchSize != nil
  }

  /// Whether this step normalises with the moving statistics.
  private func usesMovingStatistics(_ step: TrainingStep) -> Bool {
    infers(step) ? !infersByBatch : step.batchNormIsFrozen && step.recomputedBatch == nil
  }

  /// The parts of a batch that are normalised separately: virtual or evaluated batches (the last one may be shorter), or
  /// the whole batch as one part.
  private struct Parts {
    let samples: Int
    let size: Int
    var count: Int { (samples - 1) / size + 1 }
    func range(_ index: Int) -> Range<Int> { index * size..<min((index + 1) * size, samples) }
  }

  private func parts(of samples: Int, _ step: TrainingStep) -> Parts {
    let size = infers(step) ? step.evaluatedBatchSize : configuration.virtualBatchSize
    guard let size, size > 0, !usesMovingStatistics(step) else {
      return Parts(samples: samples, size: max(samples, 1))
    }
    return Parts(samples: samples, size: size)
  }

  public mutating func forward(
    _ input: Batch, into output: Batch, step: TrainingStep, on executor: Executor
  ) {
    let parts = parts(of: input.samples, step)
    let gamma = gamma?.value.pointer
    while statistics.count < parts.count { statistics.append(statistics[0]) }
    for index in 0..<parts.count {
      let part = arrangement.part(parts.range(index), of: input, on: executor)
      let x = part.read(input, .values)

      let mean = statistics[index].mean.mutablePointer
      let variance = statistics[index].inverseDeviation.mutablePointer
      if usesMovingStatistics(step) {
        mean.update(from: movingMean.pointer, count: zeros.count)
        variance.update(from: movingVariance.pointer, count: zeros.count)
      } else {
        ChannelKernels(executor: executor).moments(x, mean: mean, variance: variance)
        addToAverages(mean: mean, variance: variance, of: part.samples)
      }
      let scale = statistics[index].scale.mutablePointer
      for channel in 0..<zeros.count {
        let inverse = 1 / (variance[channel] + epsilon).squareRoot()
        variance[channel] = inverse
        scale[channel] = (gamma?[channel] ?? 1) * inverse
      }
      normalize(x, part, mean: mean, scale: scale, into: output, on: executor)
    }
    if !usesMovingStatistics(step), !infers(step) { updateMovingStatistics(step) }
  }

  /// Adds a part's statistics to the averages over the batch, `meanScratch` and `varianceScratch`. The averages weigh
  /// each part by its number of samples.
  private mutating func addToAverages(
    mean: UnsafePointer<Float>, variance: UnsafePointer<Float>, of samples: Range<Int>
  ) {
    let correction = configuration.movingVarianceEstimator.correction(
      count: arrangement.valuesPerChannel(samples: samples.count), epsilon: configuration.epsilon)
    let (averageMean, averageVariance) = (meanScratch.mutablePointer, varianceScratch.mutablePointer)
    guard samples.lowerBound > 0 else {
      averageMean.update(from: mean, count: zeros.count)
      for channel in 0..<zeros.count { averageVariance[channel] = variance[channel] * correction }
      return
    }
    let share = Float(Double(samples.count) / Double(samples.upperBound))
    for channel in 0..<zeros.count {
      averageMean[channel] += share * (mean[channel] - averageMean[channel])
      averageVariance[channel] += share * (variance[channel] * correction - averageVariance[channel])
    }
  }

  private mutating func updateMovingStatistics(_ step: TrainingStep) {
    let keep: Double
    if let batch = step.recomputedBatch {
      keep = 1 - 1 / Double(max(batch, 1))
    } else if configuration.updatesMovingStatistics {
      keep = configuration.keepRate(afterSteps: step.index)
    } else {
      return
    }
    let (kept, taken) = (Float(keep), Float(1 - keep))
    let (movingMean, movingVariance) = (movingMean.mutablePointer, movingVariance.mutablePointer)
    let (mean, variance) = (meanScratch.pointer, varianceScratch.pointer)
    if keep == 0, configuration.debiasesMovingStatistics {
      // Not even infinity is left of the start.
      movingMean.update(from: mean, count: zeros.count)
      movingVariance.update(from: variance, count: zeros.count)
      return
    }
    for channel in 0..<zeros.count {
      movingMean[channel] = kept * movingMean[channel] + taken * mean[channel]
      movingVariance[channel] = kept * movingVariance[channel] + taken * variance[channel]
    }
  }

  public mutating func backward(_ pass: BackwardPass, step: TrainingStep, on executor: Executor) {
    let kernels = ChannelKernels(executor: executor)
    let parts = parts(of: pass.input.samples, step)
    for index in 0..<parts.count {
      let part = arrangement.part(parts.range(index), of: pass.input, on: executor)
      let (x, dy) = (part.read(pass.input, .values), part.read(pass.outputGradient, .gradients))

      let (mean, scale) = (statistics[index].mean.pointer, statistics[index].scale.pointer)
      let inverse = statistics[index].inverseDeviation.pointer
      let (sum, productSum) = (meanScratch.mutablePointer, varianceScratch.mutablePointer)
      kernels.gradientSums(x: x, dy: dy, mean: mean, sum: sum, productSum: productSum)
      for channel in 0..<zeros.count { productSum[channel] *= inverse[channel] }
      Self.add(sum, count: zeros.count, to: &beta, isFirst: index == 0)
      Self.add(productSum, count: zeros.count, to: &gamma, isFirst: index == 0)

      guard let inputGradient = pass.inputGradient else { continue }
      let dx = part.room(in: inputGradient, .gradients)
      if usesMovingStatistics(step) {
        kernels.normalize(dy, mean: zeros.pointer, scale: scale, shift: zeros.pointer, into: dx)
      } else {
        let count = Float(arrangement.valuesPerChannel(samples: part.samples.count))
        for channel in 0..<zeros.count {
          sum[channel] /= count
          productSum[channel] = productSum[channel] * inverse[channel] / count
        }
        kernels.inputGradient(
          x: x, dy: dy, mean: mean, scale: scale, offset: sum, slope: productSum, into: dx)
      }
      part.write(dx, to: inputGradient)
    }
  }

  /// Adds a part's sums to a parameter's gradient; the first part's sums replace the gradient of the step before.
  private static func add(
    _ sums: UnsafePointer<Float>, count: Int, to parameter: inout Parameter?, isFirst: Bool
  ) {
    guard let gradient = parameter?.gradient.mutablePointer else { return }
    guard !isFirst else { return gradient.update(from: sums, count: count) }
    for channel in 0..<count { gradient[channel] += sums[channel] }
  }

  // MARK: State

  public var movingStatistics: MovingStatistics? {
    MovingStatistics(
      mean: movingMean, variance: movingVariance, epsilon: configuration.epsilon, axis: arrangement.axis)
  }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    if gamma != nil { body(&gamma!) }
    if beta != nil { body(&beta!) }
  }

  public mutating func forEachStatistic(_ body: (_ name: String, _ value: inout Tensor) -> Void) {
    body("running_mean", &movingMean)
    body("running_var", &movingVariance)
  }
}
