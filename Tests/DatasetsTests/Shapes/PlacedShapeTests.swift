import System
import Testing

@testable import Datasets

struct PlacedShapeTests {
  private func expect(
    _ shape: PlacedShape, covers share: Double, of pixel: (x: Double, y: Double),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let coverage = shape.coverage(x: pixel.x, y: pixel.y)
    #expect(abs(coverage - share) < 1e-12, "\(coverage)", sourceLocation: sourceLocation)
  }

  /// 8 × 4 pixels around (10, 10): the outline passes through the centres of pixels at x = 6, 14 and y = 8, 12.
  @Test func rectangleCoversHalfOfThePixelsOnItsOutline() {
    let shape = PlacedShape(.rectangle, x: 10, y: 10, a: 4, b: 2)
    expect(shape, covers: 1, of: (10, 10))
    expect(shape, covers: 1, of: (13, 11))
    expect(shape, covers: 0.5, of: (14, 10))
    expect(shape, covers: 0.5, of: (6, 11))
    expect(shape, covers: 0.5, of: (10, 8))
    expect(shape, covers: 0.5, of: (14, 12))
    expect(shape, covers: 0, of: (15, 10))
    expect(shape, covers: 0, of: (10, 13))
  }

  /// (4, 3) from the centre is 5 along an axis with cosine 0.8 and sine 0.6, and (−3, 4) is 5 across it.
  @Test func rotationTurnsTheLongerAxisFromXToY() {
    let long = PlacedShape(.rectangle, x: 10, y: 10, a: 5, b: 2, cosine: 0.8, sine: 0.6)
    expect(long, covers: 0.5, of: (14, 13))
    expect(long, covers: 0, of: (7, 14))
    expect(long, covers: 0, of: (14, 7))
    let square = PlacedShape(.rectangle, x: 10, y: 10, a: 5, b: 5, cosine: 0.8, sine: 0.6)
    expect(square, covers: 0.5, of: (7, 14))
  }

  /// At (13, 11): r² = (3/4)² + (1/2)² = 0.8125, and r's gradient has the length |(0.75/4, 0.5/2)| / r = 0.3125 / r. The
  /// distance is (1 − r)·r / 0.3125 = 0.284441.
  @Test func ellipseIsMissingTheRectanglesCorners() {
    let shape = PlacedShape(.ellipse, x: 10, y: 10, a: 4, b: 2)
    expect(shape, covers: 1, of: (10, 10))
    expect(shape, covers: 1, of: (13, 10))
    expect(shape, covers: 0.5, of: (14, 10))
    expect(shape, covers: 0.5, of: (10, 8))
    expect(shape, covers: 0, of: (14, 12))
    let r = 0.8125.squareRoot()
    expect(shape, covers: 0.5 + (1 - r) * r / 0.3125, of: (13, 11))
  }

  /// The corners are at ±a along the longer axis and ±b across it.
  @Test(arguments: [16, 64, 200]) func cornersLieInTheImage(side: Int) {
    for key in 0..<500 {
      var random = SplitMix64(key: UInt64(key))
      let shape = PlacedShape(.rectangle, side: side, &random)
      #expect(abs(shape.cosine * shape.cosine + shape.sine * shape.sine - 1) < 1e-12)
      #expect(shape.b <= shape.a)
      for (u, v) in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
        let x = shape.x + shape.cosine * u * shape.a - shape.sine * v * shape.b
        let y = shape.y + shape.sine * u * shape.a + shape.cosine * v * shape.b
        #expect(x >= 0 && y >= 0 && x <= Double(side - 1) && y <= Double(side - 1))
      }
    }
  }
}
