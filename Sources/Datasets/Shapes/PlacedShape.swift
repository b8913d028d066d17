import System

/// An ellipse or a rectangle in an image: place, size, proportions and rotation. The whole shape lies in the image.
struct PlacedShape: Equatable {
  /// What is drawn. The raw value is the label.
  enum Outline: Int32, CaseIterable, Sendable {
    case ellipse = 0
    case rectangle = 1
  }

  var outline: Outline
  /// The position of the centre in pixels. The centre of the first pixel is at 0, 0; y grows downwards.
  var x, y: Double
  /// Half of the length along the longer axis and along the shorter one, in pixels.
  var a, b: Double
  /// The rotation of the longer axis.
  var cosine, sine: Double

  init(_ outline: Outline, x: Double, y: Double, a: Double, b: Double, cosine: Double = 1, sine: Double = 0) {
    self.outline = outline
    (self.x, self.y) = (x, y)
    (self.a, self.b) = (a, b)
    (self.cosine, self.sine) = (cosine, sine)
  }

  /// A shape at random in a square image of `side` pixels, at least 16. The random numbers are used alike for both
  /// outlines, so that only the form tells the classes apart.
  init(_ outline: Outline, side: Int, _ random: inout SplitMix64) {
    let side = Double(side)
    let a = side * random.uniform(0.25, 0.33)
    let b = a * random.uniform(0.5, 1)
    // t is the tangent of half the angle, here at most 14°, from which sine and cosine follow without a trigonometric
    // function.
    let t = random.uniform(-0.125, 0.125)
    // The corners of a rectangle are this far from its centre, less than half of the image's side.
    let reach = (a * a + b * b).squareRoot()
    self.init(
      outline, x: random.uniform(reach, side - 1 - reach), y: random.uniform(reach, side - 1 - reach),
      a: a, b: b, cosine: (1 - t * t) / (1 + t * t), sine: 2 * t / (1 + t * t))
  }

  /// The share of a pixel that the shape covers, from the distance between the pixel's centre and the outline: 1 from
  /// half a pixel inside, 0 from half a pixel outside. Beyond corners the distance is taken to the nearer side's line.
  func coverage(x column: Double, y row: Double) -> Double {
    let (dx, dy) = (column - x, row - y)
    // The position in the shape's own axes.
    let u = cosine * dx + sine * dy
    let v = cosine * dy - sine * dx
    let inside: Double
    switch outline {
    case .rectangle: inside = min(a - abs(u), b - abs(v))
    case .ellipse:
      // The first-order distance: with r² = (u/a)² + (v/b)², (1 − r) divided by the length of r's gradient.
      let (p, q) = (u / a, v / b)
      let r = (p * p + q * q).squareRoot()
      let (gradientX, gradientY) = (p / a, q / b)
      let steepness = (gradientX * gradientX + gradientY * gradientY).squareRoot()
      inside = steepness > 0 ? (1 - r) * r / steepness : b
    }
    return min(max(inside + 0.5, 0), 1)
  }
}
