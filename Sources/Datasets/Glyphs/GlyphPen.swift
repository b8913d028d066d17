import System

/// Draws a digit as if by hand. Each point of its strokes is moved a little. The whole digit is bent, rotated, slanted,
/// stretched and shifted. The line has a random thickness and darkness, and noise is added to the picture.
///
/// Only additions, products, quotients and square roots are used, because they give the same result on every machine.
/// Pixels are rounded to bytes.
struct GlyphPen {
  /// Height and width in pixels.
  static let side = 28

  private var random: SplitMix64

  init(random: SplitMix64) { self.random = random }

  /// Writes the 28 × 28 bytes of a digit; the paper is 0, the darkest ink 255.
  mutating func draw(_ digit: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) {
    let variants = GlyphStrokes.variants[digit]
    let strokes = variants[random.below(variants.count)]
    let deformation = Deformation(&random)
    let radius = random.uniform(0.75, 1.6)
    let ink = random.uniform(0.7, 1)
    let noise = random.uniform(0, 24)
    var coverage = [Double](repeating: 0, count: Self.side * Self.side)
    var pen = GlyphPoint(x: 0, y: 0)
    for stroke in strokes {
      switch stroke {
      case .move(let point):
        pen = onPaper(point, deformation)
      case .line(let point):
        let end = onPaper(point, deformation)
        Self.stroke(from: pen, to: end, radius: radius, onto: &coverage)
        pen = end
      case .curve(let control1, let control2, let point):
        let a = onPaper(control1, deformation)
        let b = onPaper(control2, deformation)
        let end = onPaper(point, deformation)
        var last = pen
        for step in 1...Self.curveSteps {
          let next = Self.bezier(pen, a, b, end, at: Double(step) / Double(Self.curveSteps))
          Self.stroke(from: last, to: next, radius: radius, onto: &coverage)
          last = next
        }
        pen = end
      }
    }
    for index in coverage.indices {
      let value = 255 * ink * coverage[index] + noise * (random.unit() + random.unit() - 1)
      pixels[index] = UInt8(min(max(value, 0), 255).rounded())
    }
  }

  /// How a digit as a whole is deformed.
  private struct Deformation {
    /// The rotation.
    let cosine, sine: Double
    let width, height, slant, bendX, bendY: Double
    let centre: GlyphPoint

    init(_ random: inout SplitMix64) {
      // t is the tangent of half the angle, from which sine and cosine follow without a trigonometric function.
      let t = random.bell(0.07)
      cosine = (1 - t * t) / (1 + t * t)
      sine = 2 * t / (1 + t * t)
      // The size in pixels of the box of 100 × 100 units.
      width = random.uniform(10, 16.5)
      height = random.uniform(16, 21)
      slant = random.bell(0.18)
      bendX = random.bell(0.25)
      bendY = random.bell(0.25)
      centre = GlyphPoint(x: 13.5 + random.bell(1), y: 13.5 + random.bell(1))
    }
  }

  /// The position on the paper, in pixels, of a point of the box, moved a little at random.
  private mutating func onPaper(_ point: GlyphPoint, _ deformation: Deformation) -> GlyphPoint {
    let u = (point.x + random.bell(4.5)) / 100 - 0.5
    let v = (point.y + random.bell(4.5)) / 100 - 0.5
    let x = (u + deformation.bendX * v * v - deformation.slant * v) * deformation.width
    let y = (v + deformation.bendY * u * u) * deformation.height
    return GlyphPoint(
      x: deformation.centre.x + deformation.cosine * x - deformation.sine * y,
      y: deformation.centre.y + deformation.sine * x + deformation.cosine * y)
  }

  /// The number of straight pieces that a curve is drawn with.
  private static let curveSteps = 8

  /// The point at `t` in 0...1 of the cubic Bézier curve from p0 to p3 with the control points p1 and p2.
  private static func bezier(
    _ p0: GlyphPoint, _ p1: GlyphPoint, _ p2: GlyphPoint, _ p3: GlyphPoint, at t: Double
  ) -> GlyphPoint {
    let s = 1 - t
    let (b0, b1, b2, b3) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    return GlyphPoint(
      x: b0 * p0.x + b1 * p1.x + b2 * p2.x + b3 * p3.x,
      y: b0 * p0.y + b1 * p1.y + b2 * p2.y + b3 * p3.y)
  }

  /// Draws a straight line with round ends. A pixel is covered if its centre is within the radius; at the edge the
  /// coverage falls from 1 to 0 over the width of one pixel.
  private static func stroke(
    from a: GlyphPoint, to b: GlyphPoint, radius: Double, onto coverage: inout [Double]
  ) {
    let reach = radius + 0.5
    // The columns or rows that the line can touch.
    func range(_ low: Double, _ high: Double) -> ClosedRange<Int>? {
      let first = max(Int((low - reach).rounded(.up)), 0)
      let last = min(Int((high + reach).rounded(.down)), side - 1)
      return first <= last ? first...last : nil
    }
    guard let columns = range(min(a.x, b.x), max(a.x, b.x)), let rows = range(min(a.y, b.y), max(a.y, b.y))
    else { return }
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    for row in rows {
      for column in columns {
        let (px, py) = (Double(column) - a.x, Double(row) - a.y)
        // The position of the line's point nearest to the pixel: 0 at a, 1 at b.
        let share = square > 0 ? min(max((px * dx + py * dy) / square, 0), 1) : 0
        let (ex, ey) = (px - share * dx, py - share * dy)
        let covered = min(reach - (ex * ex + ey * ey).squareRoot(), 1)
        let index = row * side + column
        if covered > coverage[index] { coverage[index] = covered }
      }
    }
  }
}
