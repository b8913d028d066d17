import Schema

/// Instance normalization: Ulyanov, Vedaldi and Lempitsky (2016). Each channel of each sample is normalised by its own
/// mean and biased variance: those of a channel's pixels in an image, those of a feature's steps in a sequence.
/// https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html
///
/// It computes the same as group normalization with one group for each channel. It does not depend on the batch and
/// keeps no moving statistics, so training and inference compute the same.
public enum InstanceNorm {
  /// Builds a layer for instance normalization.
  /// - Parameters:
  ///   - shape: the shape of the input and the output; must have passed `check`.
  ///   - seed: the run's seed, for random initializers of γ and β.
  ///   - index: the layer's place among the network's normalization layers, for random initializers too.
  static func layer(
    shape: SampleShape, epsilon: Double = 1e-5, affine: Affine = Affine(center: false, scale: false),
    seed: UInt64 = 0, index: Int = 0
  ) -> SampleNormalization {
    let channels = GroupNorm.channels(of: shape)
    return SampleNormalization(
      shape: shape, groups: GroupNorm.groups(channels, of: shape), parameterShape: [channels],
      epsilon: epsilon, affine: affine, seed: seed, index: index)
  }

  /// - Throws: `ShapeError.needsSeveralValuesPerChannel` for flat features, images of one pixel and sequences of one
  ///   step: a variance of one value is 0.
  public static func check(shape: SampleShape) throws(ShapeError) {
    guard shape.count > GroupNorm.channels(of: shape) else { throw .needsSeveralValuesPerChannel(shape) }
  }
}

extension InstanceNorm {
  /// PyTorch's defaults (`affine=False`), with Keras's names.
  public struct Configuration: LayerConfiguration {
    /// Added to the variance before the square root.
    public var epsilon = 1e-5
    public var affine = Affine(center: false, scale: false)
    public var isTrainable = true

    public static let kinds = [LayerKind("instance_norm", keys)]
    public var name: String { "instance_norm" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "Instance normalization: each channel of each sample is normalised by its own mean and biased variance, in training as in inference; for images and sequences. By default there are no beta and gamma.",
      blank: Configuration(),
      [.optional("epsilon", \.epsilon, .number(.positive), "Added to the variance.")]
        + Affine.keys.map { $0.inside(\.affine) } + [.trainable(\.isTrainable)])

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      try LayerProblem.at(nil) { () throws(ShapeError) in try InstanceNorm.check(shape: input) }
      let parameters = try affine.parameterCount(shape: [GroupNorm.channels(of: input)])
      return LayerPlan(
        self, input: input, trainableCount: parameters,
        memory: .init { _, _ in SampleNormalization.largestScratchCount(shape: input) }
      ) { context in
        InstanceNorm.layer(
          shape: input, epsilon: epsilon, affine: affine, seed: context.seed,
          index: context.nextNormalization())
      }
    }
  }
}
