import CKernels
import Schema

/// Layer normalization: Ba, Kiros and Hinton (2016). Each sample is normalised along some axes. Values at different
/// places along the other axes are normalised separately. γ and β have one element for each place along the
/// normalised axes.
/// https://keras.io/api/layers/normalization_layers/layer_normalization/
///
/// It does not depend on the batch and keeps no moving statistics, so training and inference compute the same.
public enum LayerNorm {
  /// Builds a layer for layer normalization.
  /// - Parameters:
  ///   - axes: the normalised axes, at least one, counted from 1, ascending; nil: the axis of the channels, which is
  ///     Keras's default axis −1 if channels come last. All three axes of images give
  ///     `torch.nn.LayerNorm([channels, height, width])`.
  ///   - seed: the run's seed, for random initializers of γ and β.
  ///   - index: the layer's place among the network's normalization layers, for random initializers too.
  static func layer(
    shape: SampleShape, axes: [Int]? = nil, epsilon: Double = 0.001, affine: Affine = Affine(),
    seed: UInt64 = 0, index: Int = 0
  ) -> SampleNormalization {
    let axes = axes ?? [shape.channelAxis]
    return SampleNormalization(
      shape: shape, groups: Self.groups(of: shape, axes: axes),
      parameterShape: axes.map { shape.dimensions[$0 - 1] }, epsilon: epsilon, affine: affine, seed: seed,
      index: index)
  }

  /// Resolves axes that a user gave, counted from the front or, if negative, from the back.
  /// - Returns: the axes for `layer`.
  /// - Throws: `ShapeError` if the shape lacks one of the axes, or if an axis is listed twice.
  public static func axes(_ given: [Int], of shape: SampleShape) throws(ShapeError) -> [Int] {
    var axes: [Int] = []
    for axis in given {
      let place = try shape.axis(axis)
      guard !axes.contains(place) else { throw .repeatedAxis(axis) }
      axes.append(place)
    }
    return axes.sorted()
  }

  /// Tells the kernels which values belong to which group, and to which element of γ and β.
  private static func groups(of shape: SampleShape, axes: [Int]) -> bnk_groups {
    let extents = shape.dimensions
    /// An axis: its extent, and the distance between neighbouring places in values.
    typealias Axis = (extent: Int, stride: Int)
    let all: [Axis] = extents.indices.map { (extents[$0], extents[($0 + 1)...].reduce(1, *)) }
    let one: Axis = (1, 0)
    var inner = axes.map { all[$0 - 1] }
    // All three axes of an image can be treated as one, since its values are stored in their order.
    if inner.count == extents.count { inner = [(shape.count, 1)] }
    let outer = all.indices.filter { !axes.contains($0 + 1) }.map { all[$0] }
    let (rows, columns) = (inner.count > 1 ? inner[0] : one, inner.last ?? one)
    let (groupRows, groupColumns) = (outer.count > 1 ? outer[0] : one, outer.last ?? one)
    return bnk_groups(
      group_rows: groupRows.extent, group_row_stride: groupRows.stride, group_columns: groupColumns.extent,
      group_column_stride: groupColumns.stride, rows: rows.extent, row_stride: rows.stride,
      columns: columns.extent, column_stride: columns.stride, group_parameters: 0,
      row_parameters: columns.extent, column_parameters: 1)
  }
}

extension LayerNorm {
  /// Keras's parameters and defaults.
  public struct Configuration: LayerConfiguration {
    /// The normalised axes, 0 being that of the samples; nil: the axis of the channels.
    public var axis: Axes?
    /// Added to the variance before the square root.
    public var epsilon = 0.001
    public var affine = Affine()
    public var isTrainable = true

    public static let kinds = [LayerKind("layer_norm", keys)]
    public var name: String { "layer_norm" }
    public var options: JSON? { Self.keys.write(self) }

    private static let keys = KeyTable(
      "Layer normalization: each sample is normalised by its own mean and variance along some axes, in training as in inference.",
      blank: Configuration(),
      [
        .optional(
          "axis", \.axis, .nullable(.axes),
          "The normalised axes, an integer or a list, 0 being the axis of the batch; null: 1 for features and images, whose channels come first, and the last for sequences."
        ),
        .optional("epsilon", \.epsilon, .number(.positive), "Added to the variance."),
      ] + Affine.keys.map { $0.inside(\.affine) } + [.trainable(\.isTrainable)])

    public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
      let axes = try LayerProblem.at("axis") { () throws(ShapeError) in
        try LayerNorm.axes(axis?.list ?? [input.channelAxis], of: input)
      }
      let parameters = try affine.parameterCount(shape: axes.map { input.dimensions[$0 - 1] })
      return LayerPlan(
        self, input: input, trainableCount: parameters,
        memory: .init { _, _ in SampleNormalization.largestScratchCount(shape: input) }
      ) { context in
        LayerNorm.layer(
          shape: input, axes: axes, epsilon: epsilon, affine: affine, seed: context.seed,
          index: context.nextNormalization())
      }
    }

    public func warnings(for input: SampleShape) -> [LayerWarning] {
      guard let axes = axis?.list, axes.count == 1 else { return [] }
      return LayerWarning.axis(axes[0], of: input).map { [$0] } ?? []
    }
  }
}
