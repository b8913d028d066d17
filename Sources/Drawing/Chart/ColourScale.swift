/// A scale of colours, interpolated between a few of them.
struct ColourScale {
  /// At least two, at equal distances.
  let anchors: [RGB]
  /// The number of colours in use. More could not be told apart.
  static let levels = 64

  /// Matplotlib's colour map viridis by Nathaniel Smith and Stéfan van der Walt (CC0). Equal steps look equal, also in print
  /// and to colour-blind readers. It is approximated by ten of its colours, which no eye can tell from the original.
  static let viridis = ColourScale(anchors: [
    RGB(0x44, 0x01, 0x54), RGB(0x48, 0x28, 0x78), RGB(0x3e, 0x4a, 0x89), RGB(0x31, 0x68, 0x8e),
    RGB(0x26, 0x82, 0x8e), RGB(0x1f, 0x9e, 0x89), RGB(0x35, 0xb7, 0x79), RGB(0x6d, 0xcd, 0x59),
    RGB(0xb4, 0xde, 0x2c), RGB(0xfd, 0xe7, 0x25),
  ])
  /// ColorBrewer's diverging scheme RdBu by Cynthia Brewer (Apache 2.0), from blue to red. It is safe for colour-blind
  /// readers.
  static let redBlue = ColourScale(anchors: [
    RGB(0x05, 0x30, 0x61), RGB(0x21, 0x66, 0xac), RGB(0x43, 0x93, 0xc3), RGB(0x92, 0xc5, 0xde),
    RGB(0xd1, 0xe5, 0xf0), RGB(0xf7, 0xf7, 0xf7), RGB(0xfd, 0xdb, 0xc7), RGB(0xf4, 0xa5, 0x82),
    RGB(0xd6, 0x60, 0x4d), RGB(0xb2, 0x18, 0x2b), RGB(0x67, 0x00, 0x1f),
  ])
  static let grey = ColourScale(anchors: [RGB(0, 0, 0), RGB(255, 255, 255)])

  /// The level of a value; nil if it is not finite. If all values are equal, the lowest level.
  static func level(of value: Float, from low: Float, to high: Float) -> Int? {
    guard value.isFinite else { return nil }
    let range = Double(high) - Double(low)
    guard range > 0 else { return 0 }
    let position = (Double(value) - Double(low)) / range
    return min(max(Int(position * Double(levels)), 0), levels - 1)
  }

  /// - Parameter position: from 0 to 1.
  func colour(at position: Double) -> RGB {
    let scaled = min(max(position, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(scaled), anchors.count - 2)
    let share = scaled - Double(index)
    let (lower, upper) = (anchors[index], anchors[index + 1])
    func mix(_ low: Int, _ high: Int) -> Int { Int((Double(low) + share * Double(high - low)).rounded()) }
    return RGB(mix(lower.red, upper.red), mix(lower.green, upper.green), mix(lower.blue, upper.blue))
  }
}
