extension BatchNorm {
  /// The layer's parameters with Keras's defaults.
  public struct Configuration: Equatable, Sendable {
    /// The keep rate of the moving statistics (Keras's convention; PyTorch's `momentum` is 1 minus this).
    public var momentum = 0.99
    /// Instead of a fixed momentum, the moving statistics are the average over all batches of the run so far: PyTorch's
    /// `momentum=None`. The number of batches is that of the step's index, so that nothing has to be kept for it.
    public var averagesAllBatches = false
    /// Added to the variance before the root.
    public var epsilon = 0.001
    /// The axis of the channels, the samples' being 0; nil: 1 for features and images, the last for sequences.
    public var axis: Int?
    public var affine = Affine()
    public var movingMeanInitializer = Initializer.zeros
    public var movingVarianceInitializer = Initializer.ones
    public var movingVarianceEstimator = VarianceEstimator.biased
    /// The samples of a virtual batch; nil: the batch is normalised as a whole.
    public var virtualBatchSize: Int?
    /// Whether training changes the moving statistics.
    public var updatesMovingStatistics = true
    /// False: the layer works in inference mode in training too, and γ and β stay as they are (Keras's `trainable`).
    public var isTrainable = true
    /// Whether a training batch with one value per channel is refused, as by PyTorch, instead of giving β (Keras).
    public var refusesSingleValues = false

    public init() {}

    /// Short for the affine part's.
    public var center: Bool {
      get { affine.center }
      set { affine.center = newValue }
    }
    public var scale: Bool {
      get { affine.scale }
      set { affine.scale = newValue }
    }

    /// - Parameter samples: of a training batch, perhaps the last, short one.
    /// - Throws: `ShapeError` where the layer must not be trained on such a batch.
    public func check(shape: SampleShape, samples: Int) throws(ShapeError) {
      guard isTrainable else { return }
      if let size = virtualBatchSize, size < 1 || samples % size != 0 {
        throw .virtualBatchDoesNotDivide(virtualBatchSize: size, samples: samples)
      }
      guard refusesSingleValues, hasSingleValues(shape: shape, samples: samples) else { return }
      throw .oneValuePerChannel(samples: min(samples, virtualBatchSize ?? samples), shape: shape)
    }

    /// Whether such a batch has one value per channel, whose variance of 0 makes the output β whatever the input.
    public func hasSingleValues(shape: SampleShape, samples: Int) -> Bool {
      let arrangement = ChannelArrangement(shape: shape, axis: axis ?? shape.channelAxis)
      return arrangement.valuesPerChannel(samples: min(samples, virtualBatchSize ?? samples)) == 1
    }
  }

  /// What the moving variance takes of a batch with N values per channel.
  public enum VarianceEstimator: Sendable, CaseIterable {
    /// Σ(x−μ)²/N: Keras 3, and tf.keras 2 of features.
    case biased
    /// Σ(x−μ)²/(N−1): PyTorch, and tf.keras 2 of images.
    case bessel
    /// Σ(x−μ)²/N · N/(N−1−ε): standalone Keras from version 2.1.3 (January 2018) on.
    case kerasLegacy

    /// What turns the biased variance into this one. Where there is no other, of one value or with an ε that leaves
    /// nothing to divide by, the biased stays.
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
