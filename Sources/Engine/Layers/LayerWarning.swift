/// An option of a layer that is allowed but probably a mistake. Descriptions continue a sentence that begins with the
/// layer's name: `batch_norm has the axis -1 …`.
public struct LayerWarning: Equatable, Sendable {
  public enum Problem: Equatable, Sendable {
    /// The values of an image are normalised by an axis that is not that of the channels. `place`: that axis, counted
    /// from the front.
    case axisOfPixels(axis: Int, place: Int, SampleShape)
    /// A keep rate near 0, which is probably PyTorch's number.
    case lowKeepRate(Double)
  }

  /// The option's key.
  public let key: String
  public let problem: Problem

  /// The warning about an axis that a spec names for a normalization of images, if it is not that of the channels.
  /// Keras's default is the last axis. That is where the channels are in Keras, but here it is the width.
  /// - Parameter axis: as the spec has it; nil if it names none.
  static func axis(_ axis: Int?, of input: SampleShape) -> LayerWarning? {
    guard case .image = input, let axis, let place = try? input.axis(axis), place != input.channelAxis
    else { return nil }
    return LayerWarning(key: "axis", problem: .axisOfPixels(axis: axis, place: place, input))
  }
}

extension LayerWarning.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .axisOfPixels(let axis, let place, let shape):
      "has the axis \(axis), which is the \(place == shape.dimensions.count ? "width" : "height") of the image"
        + " \(shape): here the channels come first, at axis \(shape.channelAxis), which is the default"
        + (place == shape.dimensions.count
          ? "; in Keras the last axis, its default, is that of the channels" : "")
    case .lowKeepRate(let rate):
      "has the momentum \(rate), which is the share of the moving statistics that a step keeps, as in Keras;"
        + " PyTorch's momentum \(rate) is \(Self.complement(rate)) here"
    }
  }

  /// 1 − rate, without the digits that come from rounding.
  private static func complement(_ rate: Double) -> Double { ((1 - rate) * 1e9).rounded() / 1e9 }
}
