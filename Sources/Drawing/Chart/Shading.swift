/// How the values of cells become colours.
public enum Shading: Equatable, Sendable {
  /// Dark to light, for values without a middle.
  case sequential(from: Float, to: Float)
  /// Blue over white to red around 0, for signed values: blue is negative.
  case diverging(limit: Float)
  /// Black to white, for pixels.
  case grey(from: Float, to: Float)
  /// Each value is itself a colour, as `Shading.value(red:green:blue:)` makes it.
  case colours

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
    case .colours: (0, 0)
    }
  }

  /// A colour as a value of a cell, which a float holds exactly.
  /// - Parameters: from 0 to 255; others are moved to the ends.
  public static func value(red: Float, green: Float, blue: Float) -> Float {
    func whole(_ component: Float) -> Float { component.isFinite ? min(max(component.rounded(), 0), 255) : 0 }
    return (whole(red) * 256 + whole(green)) * 256 + whole(blue)
  }

  /// The colour of a value; nil if it is not finite.
  func colour(of value: Float) -> RGB? {
    switch self {
    case .colours:
      guard value.isFinite, (0..<16_777_216).contains(value) else { return nil }
      return RGB(Int(value) >> 16, Int(value) >> 8 & 255, Int(value) & 255)
    case .sequential, .diverging, .grey: return level(of: value).map(colour(ofLevel:))
    }
  }

  /// The level of a value, of `ColourScale.levels`; nil if it is not finite.
  func level(of value: Float) -> Int? { ColourScale.level(of: value, from: ends.low, to: ends.high) }

  /// The shade of values that share a place, from 0 to 1: their mean's place on the scale; nil if none is finite.
  func brightness(of values: [Float]) -> Double? {
    switch self {
    case .colours: return RGB.mean(values.compactMap { colour(of: $0) })?.luminance.squareRoot()
    case .sequential, .diverging, .grey:
      let finite = values.filter(\.isFinite)
      guard !finite.isEmpty, let level = level(of: finite.reduce(0, +) / Float(finite.count)) else {
        return nil
      }
      return Double(level) / Double(ColourScale.levels - 1)
    }
  }

  /// - Parameter level: from 0 to `ColourScale.levels` − 1.
  func colour(ofLevel level: Int) -> RGB {
    let position = Double(level) / Double(ColourScale.levels - 1)
    return switch self {
    case .sequential: ColourScale.viridis.colour(at: position)
    case .diverging: ColourScale.redBlue.colour(at: position)
    case .grey, .colours: ColourScale.grey.colour(at: position)
    }
  }
}

/// A colour with components from 0 to 255.
struct RGB: Hashable, Sendable {
  let red, green, blue: Int

  init(_ red: Int, _ green: Int, _ blue: Int) { (self.red, self.green, self.blue) = (red, green, blue) }

  /// The mean of colours; nil if there are none.
  static func mean(_ colours: [RGB]) -> RGB? {
    guard !colours.isEmpty else { return nil }
    func mean(_ path: KeyPath<RGB, Int>) -> Int {
      colours.reduce(0) { $0 + $1[keyPath: path] } / colours.count
    }
    return RGB(mean(\.red), mean(\.green), mean(\.blue))
  }

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
