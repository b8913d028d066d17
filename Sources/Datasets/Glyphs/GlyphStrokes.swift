/// A point; x grows to the right, y downwards.
struct GlyphPoint: Equatable {
  var x: Double
  var y: Double
}

/// One movement of the pen.
enum GlyphStroke {
  /// Moves to a point without drawing.
  case move(GlyphPoint)
  /// A straight line to a point.
  case line(GlyphPoint)
  /// A cubic Bézier curve: two control points and the end.
  case curve(GlyphPoint, GlyphPoint, GlyphPoint)
}

/// Shapes of the ten digits, in a box of 100 × 100 units.
enum GlyphStrokes {
  /// The different ways to write each digit: `variants[digit][n]` are the strokes of way n.
  static let variants: [[[GlyphStroke]]] = [
    [
      [
        move(52, 2), curve(22, 0, 8, 28, 8, 52), curve(8, 80, 24, 100, 50, 100),
        curve(78, 100, 92, 76, 92, 48), curve(92, 20, 78, 2, 52, 2),
      ],
      // The end of the stroke goes past its beginning.
      [
        move(66, 6), curve(40, -6, 10, 18, 10, 54), curve(10, 86, 30, 100, 52, 99),
        curve(80, 98, 92, 70, 90, 44), curve(88, 16, 70, 0, 44, 8),
      ],
    ],
    [
      [move(50, 0), line(50, 100)],
      [move(26, 24), line(54, 0), line(54, 100)],
      [move(28, 22), line(52, 0), line(52, 100), move(24, 100), line(80, 100)],
    ],
    [
      [move(14, 24), curve(16, -6, 84, -10, 84, 26), curve(84, 54, 40, 70, 12, 100), line(90, 100)],
      // A loop at the foot.
      [
        move(16, 20), curve(26, -8, 86, -6, 80, 32), curve(74, 62, 30, 90, 20, 96),
        curve(2, 104, 12, 76, 34, 86), curve(54, 94, 70, 104, 92, 88),
      ],
    ],
    [
      [
        move(16, 10), curve(40, -8, 84, 0, 80, 26), curve(78, 44, 56, 48, 42, 48),
        curve(66, 48, 90, 56, 88, 76), curve(86, 104, 36, 108, 12, 88),
      ],
      // A flat top.
      [
        move(16, 2), line(80, 2), line(46, 40), curve(80, 38, 94, 60, 88, 78),
        curve(80, 106, 30, 106, 12, 86),
      ],
    ],
    [
      // With an open top, then with a closed one.
      [move(24, 2), line(12, 56), line(90, 56), move(68, 16), line(64, 100)],
      [move(66, 100), line(66, 2), line(8, 66), line(92, 66)],
    ],
    [
      [
        move(82, 2), line(26, 2), line(20, 44), curve(40, 32, 88, 34, 86, 68),
        curve(84, 102, 36, 106, 12, 88),
      ],
      [
        move(30, 4), curve(26, 20, 22, 34, 20, 46), curve(50, 30, 90, 46, 84, 74),
        curve(78, 102, 34, 104, 14, 90), move(30, 4), line(84, 0),
      ],
    ],
    [
      [
        move(72, 2), curve(38, 14, 12, 44, 12, 70), curve(12, 94, 32, 100, 50, 100),
        curve(74, 100, 86, 86, 84, 70), curve(82, 52, 62, 46, 46, 50), curve(28, 54, 16, 64, 14, 76),
      ],
      [
        move(58, 0), curve(30, 30, 10, 56, 16, 80), curve(22, 104, 70, 106, 80, 80),
        curve(88, 56, 46, 44, 22, 70),
      ],
    ],
    [
      [move(12, 4), line(86, 4), line(40, 100)],
      // With a bar.
      [move(12, 4), line(86, 4), line(44, 100), move(28, 52), line(78, 52)],
      [move(12, 10), curve(30, 2, 60, 6, 88, 2), curve(70, 30, 48, 60, 44, 100)],
    ],
    [
      [
        move(80, 16), curve(70, -6, 20, -6, 20, 22), curve(20, 50, 86, 48, 86, 78),
        curve(86, 108, 12, 108, 12, 78), curve(12, 50, 78, 48, 80, 16),
      ],
      [
        move(50, 46), curve(18, 46, 16, 2, 50, 2), curve(84, 2, 82, 46, 50, 46),
        curve(8, 46, 4, 100, 50, 100), curve(96, 100, 92, 46, 50, 46),
      ],
    ],
    [
      [move(84, 28), curve(76, -4, 16, -8, 14, 26), curve(12, 60, 72, 58, 84, 28), line(78, 100)],
      // A curled tail.
      [
        move(82, 26), curve(70, -6, 18, -2, 16, 28), curve(16, 58, 74, 58, 84, 22),
        curve(88, 60, 84, 102, 28, 96),
      ],
    ],
  ]

  private static func move(_ x: Double, _ y: Double) -> GlyphStroke { .move(GlyphPoint(x: x, y: y)) }

  private static func line(_ x: Double, _ y: Double) -> GlyphStroke { .line(GlyphPoint(x: x, y: y)) }

  private static func curve(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x: Double, _ y: Double
  ) -> GlyphStroke {
    .curve(GlyphPoint(x: x1, y: y1), GlyphPoint(x: x2, y: y2), GlyphPoint(x: x, y: y))
  }
}
