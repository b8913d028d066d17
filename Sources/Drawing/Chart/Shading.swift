/// How the values of cells become colours.
public enum Shading: Equatable, Sendable {
  /// Dark to light, for values without a middle.
  case sequential(from: Float, to: Float)
  /// Blue over white to red around 0, for signed values: blue is negative.
  case diverging(limit: Float)
  /// Black to white, for pixels.
  case grey(from: Float, to: Float)

  /// The shading that suits values: diverging if both signs occur.
  /// - Parameter range: of the values.
  public init(suiting range: ClosedRange<Float>) {
    self =
      range.lowerBound < 0 && range.upperBound > 0
      ? .diverging(limit: max(-range.lowerBound, range.upperBound))
      : .sequential(from: range.lowerBound, to: range.upperBound)
  }

  var ends: (low: Float, high: Float) {
    switch self {
    case .sequential(let low, let high), .grey(let low, let high): (low, high)
    case .diverging(let limit): (-limit, limit)
    }
  }

  /// The level of a value, of `ColourScale.levels`; nil if it is not finite.
  func level(of value: Float) -> Int? { ColourScale.level(of: value, from: ends.low, to: ends.high) }

  /// - Parameter level: from 0 to `ColourScale.levels` − 1.
  func colour(ofLevel level: Int) -> RGB {
    let position = Double(level) / Double(ColourScale.levels - 1)
    return switch self {
    case .sequential: ColourScale.viridis.colour(at: position)
    case .diverging: ColourScale.redBlue.colour(at: position)
    case .grey: ColourScale.grey.colour(at: position)
    }
  }
}

/// A colour with components from 0 to 255.
struct RGB: Equatable, Sendable {
  let red, green, blue: Int

  init(_ red: Int, _ green: Int, _ blue: Int) { (self.red, self.green, self.blue) = (red, green, blue) }

  /// `#440154`
  var hex: String {
    "#"
      + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// How bright the colour looks, from 0 to 1: the relative luminance of WCAG 2, linear in the light.
  var luminance: Double {
    func linear(_ component: Int) -> Double {
      let share = Double(component) / 255
      // A close approximation of sRGB's curve.
      return share * (share * (share * 0.305306011 + 0.682171111) + 0.012522878)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
