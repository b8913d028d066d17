import Schema

/// Normalises each sample along some axes.
public struct LayerNormSpec: Equatable, Sendable {
  /// The normalised axes, the batch's being 0; nil: that of the channels.
  public var axis: AxesSpec?
  public var epsilon: Double
  public var affine: AffineSpec

  public init(axis: AxesSpec? = nil, epsilon: Double = 0.001, affine: AffineSpec = AffineSpec()) {
    self.axis = axis
    self.epsilon = epsilon
    self.affine = affine
  }
}

/// Normalises each sample's channels in groups of neighbours.
public struct GroupNormSpec: Equatable, Sendable {
  public var groups: Int
  public var epsilon: Double
  public var affine: AffineSpec

  public init(groups: Int = 32, epsilon: Double = 0.001, affine: AffineSpec = AffineSpec()) {
    self.groups = groups
    self.epsilon = epsilon
    self.affine = affine
  }
}

extension LayerNormSpec {
  static let keys = KeyTable(
    "Layer normalization: each sample by its own mean and variance along some axes, in training as in inference.",
    blank: LayerNormSpec(),
    [
      .optional(
        "axis", \.axis, .nullable(.axes),
        "The normalised axes, an integer or a list, the batch's being 0; null: 1 for features and images, whose channels come first, the last for sequences."
      ),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the variance."),
    ] + AffineSpec.keys.map { $0.inside(\.affine) })
}

extension GroupNormSpec {
  static let keys = KeyTable(
    "Group normalization: the channels of each sample in groups, each by its own mean and variance. One group is layer normalization over everything, a group for each channel instance normalization.",
    blank: GroupNormSpec(),
    [
      .optional("groups", \.groups, .size, "The number of groups, which divides that of the channels."),
      .optional("epsilon", \.epsilon, .number(.positive), "Added to the variance."),
    ] + AffineSpec.keys.map { $0.inside(\.affine) })
}
