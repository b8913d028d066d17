import System

/// Draws one coloured shape on a background of a darker colour and adds noise to the picture. The shape and both colours
/// are random.
///
/// Only additions, products, quotients and square roots are used, because they give the same result on every machine.
/// Values are rounded to multiples of 1/255, as in files of images.
struct ShapeBrush {
  private var random: SplitMix64

  init(random: SplitMix64) { self.random = random }

  /// Red, green and blue, 0...1.
  typealias Colour = SIMD3<Double>

  /// Writes an image of 3 × `side` × `side` values in 0...1: red, green and blue, each row by row.
  /// - Parameter noise: the standard deviation of the noise that is added to each value.
  mutating func draw(
    _ outline: PlacedShape.Outline, side: Int, noise: Double, into values: UnsafeMutableBufferPointer<Float>
  ) {
    let background = colour(0, 0.45)
    let foreground = colour(0.55, 1)
    let shape = PlacedShape(outline, side: side, &random)
    paint(shape, foreground, on: background, side: side, noise: noise, into: values)
  }

  /// Writes the image of a shape in these colours.
  mutating func paint(
    _ shape: PlacedShape, _ foreground: Colour, on background: Colour, side: Int, noise: Double,
    into values: UnsafeMutableBufferPointer<Float>
  ) {
    let difference = foreground - background
    for row in 0..<side {
      for column in 0..<side {
        let share = shape.coverage(x: Double(column), y: Double(row))
        for channel in 0..<3 {
          let value = background[channel] + share * difference[channel] + random.bell(noise)
          values[(channel * side + row) * side + column] =
            Float((255 * min(max(value, 0), 1)).rounded()) / 255
        }
      }
    }
  }

  /// A colour whose channels lie between two values.
  private mutating func colour(_ low: Double, _ high: Double) -> Colour {
    Colour(random.uniform(low, high), random.uniform(low, high), random.uniform(low, high))
  }
}
