import Schema

extension BatchNorm {
  /// Keras's parameters and defaults, and options that other libraries have.
  public struct Configuration: LayerConfiguration {
    public var momentum = Momentum.rate(0.99)
    /// Added to the variance before the square root.
    public var epsilon = 0.001
    /// The axis of the channels, counted from the front (0 is that of the samples) or, if negative, from the back;
    /// nil: 1 for features and images, the last for sequences.
    public var axis: Int?
    public var affine = Affine()
    public var movingMeanInitializer = Initializer.zeros
    public var movingVarianceInitializer = Initializer.ones
    public var movingVarianceEstimator = VarianceEstimator.biased
    /// Whether training changes the moving statistics.
    public var updatesMovingStatistics = true
    /// False: the layer works in inference mode during training too, and γ and β do not change (Keras's `trainable`).
    public var isTrainable = true
    /// Number of samples in a virtual batch; nil: the batch is normalised as a whole.
    public var virtualBatchSize: Int?
    /// Whether a training batch with one value per channel is refused, as in PyTorch. Otherwise its output is β, as
    /// in Keras.
    public var refusesSingleValues = false
    /// What inference normalises by.
    public var inferenceStatistics = InferenceStatistics.moving
    /// Whether the moving statistics are averages of the batches alone, without a share of their start.
    public var debiasesMovingStatistics = false

    public var infersByBatch: Bool { inferenceStatistics == .batch }

    /// Whether there is a β; short for `affine.center`.
    public var center: Bool {
      get { affine.center }
      set { affine.center = newValue }
    }
    /// Whether there is a γ; short for `affine.scale`.
    public var scale: Bool {
      get { affine.scale }
      set { affine.scale = newValue }
    }

    public static let kinds = [LayerKind("batch_norm", keys)]
    public var name: String { "batch_norm" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "Batch normalization: (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the mean and variance of the batch in training, and with the moving ones in inference.",
      blank: Configuration(),
      [
        .optional(
          "momentum", \.momentum, .momentum,
          "The keep rate of the moving statistics: moving = momentum * moving + (1 - momentum) * batch. PyTorch's momentum 0.1 is 0.9 here, its None \"cumulative\": the average over all batches so far."
        ),
        .optional("epsilon", \.epsilon, .number(.positive), "Added to the variance."),
        .optional(
          "axis", \.axis, .nullable(.anyInteger),
          "The axis of the channels, 0 being that of the batch; null: 1 for features and images, the last for sequences."
        ),
      ] + Affine.keys.map { $0.inside(\.affine) } + [
        .optional(
          "moving_mean_initializer", \.movingMeanInitializer, Initializer.codec,
          "How the moving mean starts."),
        .optional(
          "moving_variance_initializer", \.movingVarianceInitializer, Initializer.codec,
          "How the moving variance starts."),
        .optional(
          "moving_variance_estimator", \.movingVarianceEstimator, .word,
          "What the moving variance follows: the batch's variance over N (biased: Keras 3), over N - 1 (bessel: PyTorch) or over N - 1 - epsilon (keras_legacy: standalone Keras after January 2018)."
        ),
        .optional(
          "update_moving_statistics", \.updatesMovingStatistics, .boolean,
          "False: the moving statistics keep their initial values, as if TensorFlow 1's update operations were forgotten."
        ),
        .optional(
          "trainable", \.isTrainable, .boolean,
          "False: gamma and beta do not change, and the layer works in inference mode during training too."),
        .optional(
          "virtual_batch_size", \.virtualBatchSize, .nullable(.size),
          "Number of consecutive samples that are normalised by themselves (ghost batches); null: the whole batch."
        ),
        .optional(
          "refuse_single_values", \.refusesSingleValues, .boolean,
          "True: refuse batches with one value per channel, as PyTorch does; false: their output is beta, as in Keras."
        ),
        TableKey.optional(
          "inference_statistics", \.inferenceStatistics, .word,
          "What inference normalises by: the moving statistics, or the mean and the biased variance of the evaluated batch (batch: PyTorch's track_running_stats=False, TensorFlow's forgotten training flag). The moving statistics are updated either way; training.evaluation_batch_size is the size of an evaluated batch."
        ).leftOutAtDefault,
        TableKey.optional(
          "debias_moving_statistics", \.debiasesMovingStatistics, .boolean,
          "True: the moving statistics are averages of the batches alone, m / (1 - momentum^t) after t steps for an m that starts at 0, as Adam corrects its own; before the first step they have their initial values. False: their start keeps a share of momentum^t."
        ).leftOutAtDefault,
      ],
      rule: { norm in
        norm.debiasesMovingStatistics && norm.momentum == .rate(1)
          ? (
            "momentum",
            .other(
              "a momentum of 1 takes nothing from the batches, so that debias_moving_statistics has no average: expected a momentum below 1, or \"cumulative\""
            )
          ) : nil
      })

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      let axis = try LayerProblem.at("axis") { () throws(ShapeError) in try input.axis(self.axis) }
      let channels = input.dimensions[axis - 1]
      let parameters = try affine.parameterCount(shape: [channels])
      return LayerPlan(
        self, input: input, trainableCount: parameters, nonTrainableCount: 2 * channels,
        memory: .init(
          // Three statistics per channel and virtual batch; a virtual batch may be a single sample.
          perSample: virtualBatchSize == nil ? 0 : 3 * input.count,
          // Two copies, if the batch's layout is not the one that the kernels need.
          workspacePerSample: virtualBatchSize == nil && axis == input.channelAxis
            ? 0 : 2 * input.paddedCount
        ) { _, _ in
          inferenceScratchCount(paddedChannels: channels.roundedUp(toMultipleOf: FloatStorage.lanes))
        }
      ) { context in
        var configuration = self
        configuration.axis = axis
        return BatchNorm(
          shape: input, configuration: configuration, seed: context.seed, index: context.nextNormalization())
      }
    }

    /// The floats of scratch memory for inference: the scale of each channel, and the evaluated batch's statistics.
    func inferenceScratchCount(paddedChannels: Int) -> Int {
      switch inferenceStatistics {
      case .moving: paddedChannels
      case .batch: 3 * paddedChannels
      }
    }

    /// The share of the moving statistics that a step keeps.
    /// - Parameter steps: the number of steps before this one.
    func keepRate(afterSteps steps: Int) -> Double {
      guard debiasesMovingStatistics, case .rate(let rate) = momentum else {
        return momentum.keepRate(afterSteps: steps)
      }
      return 1 - (1 - rate) / (1 - rate.power(steps + 1))
    }

    /// The momenta that are probably PyTorch's. Its default is 0.1; 0, which some texts use on purpose, is not among
    /// them.
    private static let lowKeepRates = Double.leastNonzeroMagnitude...0.2

    public func warnings(for input: SampleShape) -> [LayerWarning] {
      var warnings = LayerWarning.axis(axis, of: input).map { [$0] } ?? []
      if isTrainable, updatesMovingStatistics, case .rate(let rate) = momentum,
        Self.lowKeepRates.contains(rate)
      {
        warnings.append(LayerWarning(key: "momentum", problem: .lowKeepRate(rate)))
      }
      return warnings
    }

    public func valuesPerChannel(samples: Int, input: SampleShape) -> Int? {
      guard isTrainable || infersByBatch, let axis = try? input.axis(axis) else { return nil }
      return ChannelArrangement(shape: input, axis: axis)
        .valuesPerChannel(samples: min(samples, virtualBatchSize ?? samples))
    }

    public func checkBatch(samples: Int, input: SampleShape) throws(LayerProblem) {
      guard isTrainable else { return }
      if let size = virtualBatchSize, size < 1 || samples % size != 0 {
        throw LayerProblem(
          .virtualBatchDoesNotDivide(virtualBatchSize: size, samples: samples), key: "virtual_batch_size")
      }
      guard refusesSingleValues, valuesPerChannel(samples: samples, input: input) == 1 else { return }
      throw LayerProblem(
        .oneValuePerChannel(samples: min(samples, virtualBatchSize ?? samples), shape: input),
        key: "refuse_single_values")
    }
  }

  /// How the moving statistics follow the statistics of the batches.
  public enum Momentum: Equatable, Sendable {
    /// The keep rate: moving = rate · moving + (1 − rate) · batch. This is Keras's convention; PyTorch's `momentum` is
    /// 1 − rate.
    case rate(Double)
    /// The average over all batches of the run so far, as PyTorch's `momentum=None`. The number of batches follows
    /// from the number of the step, so that no count has to be stored.
    case cumulative

    /// - Parameter steps: the number of steps before this one.
    func keepRate(afterSteps steps: Int) -> Double {
      switch self {
      case .rate(let rate): rate
      case .cumulative: 1 - 1 / Double(steps + 1)
      }
    }
  }

  /// What inference normalises by.
  public enum InferenceStatistics: String, Sendable, CaseIterable {
    /// The moving mean and variance.
    case moving
    /// The mean and the biased variance of the evaluated batch.
    case batch
  }

  /// The variance of a batch that the moving variance follows, for N values x per channel with the mean μ.
  public enum VarianceEstimator: String, Sendable, CaseIterable {
    /// Σ(x−μ)²/N: Keras 3, and tf.keras 2 for features.
    case biased
    /// Σ(x−μ)²/(N−1): PyTorch, and tf.keras 2 for images.
    case bessel
    /// Σ(x−μ)²/N · N/(N−1−ε): standalone Keras from version 2.1.3 (January 2018) on.
    case kerasLegacy = "keras_legacy"

    /// The factor that turns the biased variance into this one. It is 1 if the divisor would not be positive: for a
    /// single value, or for `kerasLegacy` if N ≤ 1 + ε.
    /// - Parameter count: N.
    func correction(count: Int, epsilon: Double) -> Float {
      let values = Double(count)
      guard count > 1, self != .kerasLegacy || values > 1 + epsilon else { return 1 }
      return switch self {
      case .biased: 1
      case .bessel: Float(values / (values - 1))
      case .kerasLegacy: Float(values / (values - (1 + epsilon)))
      }
    }
  }
}

extension Codec where Value == BatchNorm.Momentum {
  fileprivate static var momentum: Codec {
    .either(
      Codec<Double>.number(.fraction).map({ BatchNorm.Momentum.rate($0) }) { momentum in
        if case .rate(let rate) = momentum { rate } else { 0 }
      },
      Codec<MomentumWord>.word.map({ _ in BatchNorm.Momentum.cumulative }) { _ in .cumulative }
    ) { momentum in
      switch momentum {
      case .rate(let rate): .double(rate)
      case .cumulative: .string(MomentumWord.cumulative.rawValue)
      }
    }
  }
}

private enum MomentumWord: String, CaseIterable {
  case cumulative
}
