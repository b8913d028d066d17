import System

/// Draws one digit as a hand might: the strokes' points strayed a little, the whole bent, turned, slanted,
/// stretched and shifted, in a line of some thickness, with noise over it.
///
/// Only additions, products, quotients and square roots take part, which are the same on every machine, and
/// pixels are rounded to bytes.
struct GlyphPen {
  static let side = 28

  private var random: SplitMix64

  init(random: SplitMix64) { self.random = random }

  /// Writes the 28 × 28 bytes of a digit, 0 the paper.
  mutating func draw(_ digit: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) {
    let ways = GlyphStrokes.variants[digit]
    let way = ways[random.below(ways.count)]
    let hand = Hand(&random)
    let radius = random.uniform(0.75, 1.6)
    let ink = random.uniform(0.7, 1)
    let noise = random.uniform(0, 24)
    var coverage = [Double](repeating: 0, count: Self.side * Self.side)
    var pen = GlyphPoint(x: 0, y: 0)
    for stroke in way {
      switch stroke {
      case .move(let point):
        pen = place(point, hand)
      case .line(let point):
        let end = place(point, hand)
        Self.stroke(from: pen, to: end, radius: radius, onto: &coverage)
        pen = end
      case .curve(let first, let second, let point):
        let (a, b, end) = (place(first, hand), place(second, hand), place(point, hand))
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

  /// How this digit as a whole is deformed.
  private struct Hand {
    let cosine, sine: Double
    let width, height, slant, bendX, bendY: Double
    let centre: GlyphPoint

    init(_ random: inout SplitMix64) {
      // The half angle's tangent gives sine and cosine without a trigonometric function.
      let t = random.bell(0.07)
      cosine = (1 - t * t) / (1 + t * t)
      sine = 2 * t / (1 + t * t)
      // In pixels for the box's 100 units.
      width = random.uniform(10, 16.5)
      height = random.uniform(16, 21)
      slant = random.bell(0.18)
      bendX = random.bell(0.25)
      bendY = random.bell(0.25)
      centre = GlyphPoint(x: 13.5 + random.bell(1), y: 13.5 + random.bell(1))
    }
  }

  /// Where a point of the box comes to lie on the paper.
  private mutating func place(_ point: GlyphPoint, _ hand: Hand) -> GlyphPoint {
    let u = (point.x + random.bell(4.5)) / 100 - 0.5
    let v = (point.y + random.bell(4.5)) / 100 - 0.5
    let x = (u + hand.bendX * v * v - hand.slant * v) * hand.width
    let y = (v + hand.bendY * u * u) * hand.height
    return GlyphPoint(
      x: hand.centre.x + hand.cosine * x - hand.sine * y,
      y: hand.centre.y + hand.sine * x + hand.cosine * y)
  }

  private static let curveSteps = 8

  private static func bezier(
    _ p0: GlyphPoint, _ p1: GlyphPoint, _ p2: GlyphPoint, _ p3: GlyphPoint, at t: Double
  ) -> GlyphPoint {
    let s = 1 - t
    let (b0, b1, b2, b3) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    return GlyphPoint(
      x: b0 * p0.x + b1 * p1.x + b2 * p2.x + b3 * p3.x,
      y: b0 * p0.y + b1 * p1.y + b2 * p2.y + b3 * p3.y)
  }

  /// A straight piece with round ends: a pixel is covered as far as its centre lies within the radius, fading
  /// over one pixel at the rim.
  private static func stroke(
    from a: GlyphPoint, to b: GlyphPoint, radius: Double, onto coverage: inout [Double]
  ) {
    let reach = radius + 0.5
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
        // The nearest point of the piece, as a share of its length.
        let share = square > 0 ? min(max((px * dx + py * dy) / square, 0), 1) : 0
        let (ex, ey) = (px - share * dx, py - share * dy)
        let covered = min(reach - (ex * ex + ey * ey).squareRoot(), 1)
        let index = row * side + column
        if covered > coverage[index] { coverage[index] = covered }
      }
    }
  }
}
