import CKernels
import Schema

/// Group normalization: Wu and He (2018). The channels of each sample are divided into groups of neighbouring
/// channels. Each group is normalised by the mean and variance of all its values, which are all pixels of an image or
/// all steps of a sequence in these channels. γ and β have one element for each channel.
/// https://keras.io/api/layers/normalization_layers/group_normalization/
///
/// With one group it is layer normalization over the whole sample, except for the shape of γ and β. With a group for
/// each channel it is instance normalization.
public enum GroupNorm {
  /// Builds a layer for group normalization.
  /// - Parameters:
  ///   - groups: the number of groups; must have passed `check`.
  ///   - seed: the run's seed, for random initializers of γ and β.
  ///   - index: the layer's place among the network's normalization layers, for random initializers too.
  static func layer(
    shape: SampleShape, groups: Int, epsilon: Double = 0.001, affine: Affine = Affine(), seed: UInt64 = 0,
    index: Int = 0
  ) -> SampleNormalization {
    let channels = Self.channels(of: shape)
    precondition(groups > 0 && channels % groups == 0, "groups must divide the channels")
    return SampleNormalization(
      shape: shape, groups: Self.groups(groups, of: shape), parameterShape: [channels], epsilon: epsilon,
      affine: affine, seed: seed, index: index)
  }

  /// - Throws: `ShapeError.groupsDoNotDivide` if the number of groups does not divide the number of channels.
  public static func check(groups: Int, shape: SampleShape) throws(ShapeError) {
    let channels = channels(of: shape)
    guard groups > 0, channels % groups == 0 else {
      throw .groupsDoNotDivide(groups: groups, channels: channels)
    }
  }

  static func channels(of shape: SampleShape) -> Int { shape.dimensions[shape.channelAxis - 1] }

  /// Tells the kernels which values belong to which group, and to which element of γ and β.
  /// - Parameter count: the number of groups; must divide the number of channels.
  static func groups(_ count: Int, of shape: SampleShape) -> bnk_groups {
    let size = channels(of: shape) / count
    var groups = bnk_groups()
    (groups.group_rows, groups.group_columns, groups.group_parameters) = (count, 1, size)
    switch shape {
    case .image(_, let height, let width):
      groups.group_row_stride = size * height * width
      (groups.rows, groups.row_stride, groups.row_parameters) = (size, height * width, 1)
      (groups.columns, groups.column_stride) = (height * width, 1)
    case .features, .sequence:
      groups.group_row_stride = size
      (groups.rows, groups.row_stride) = (shape.count / (count * size), count * size)
      (groups.columns, groups.column_stride, groups.column_parameters) = (size, 1, 1)
    }
    return groups
  }
}

extension GroupNorm {
  /// Keras's parameters and defaults.
  public struct Configuration: LayerConfiguration {
    public var groups = 32
    /// Added to the variance before the square root.
    public var epsilon = 0.001
    public var affine = Affine()
    public var isTrainable = true

    public static let kinds = [LayerKind("group_norm", keys)]
    public var name: String { "group_norm" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "Group normalization: the channels of each sample are divided into groups, and each group is normalised by its own mean and variance.",
      blank: Configuration(),
      [
        .optional("groups", \.groups, .size, "The number of groups; it must divide the number of channels."),
        .optional("epsilon", \.epsilon, .number(.positive), "Added to the variance."),
      ] + Affine.keys.map { $0.inside(\.affine) } + [.trainable(\.isTrainable)])

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      try LayerProblem.at("groups") { () throws(ShapeError) in
        try GroupNorm.check(groups: groups, shape: input)
      }
      let parameters = try affine.parameterCount(shape: [input.dimensions[input.channelAxis - 1]])
      return LayerPlan(
        self, input: input, trainableCount: parameters,
        memory: .init { _, _ in SampleNormalization.largestScratchCount(shape: input) }
      ) { context in
        GroupNorm.layer(
          shape: input, groups: groups, epsilon: epsilon, affine: affine, seed: context.seed,
          index: context.nextNormalization())
      }
    }
  }
}
