/// Matplotlib's colour map viridis by Nathaniel Smith and Stéfan van der Walt (CC0). Equal steps look equal, also in print
/// and to colour-blind readers. It is approximated by ten of its colours with linear interpolation, which no eye can tell
/// from the original.
enum ColourScale {
  /// Red, green and blue at the positions 0, 1/9, …, 1.
  static let anchors: [(Int, Int, Int)] = [
    (0x44, 0x01, 0x54), (0x48, 0x28, 0x78), (0x3e, 0x4a, 0x89), (0x31, 0x68, 0x8e), (0x26, 0x82, 0x8e),
    (0x1f, 0x9e, 0x89), (0x35, 0xb7, 0x79), (0x6d, 0xcd, 0x59), (0xb4, 0xde, 0x2c), (0xfd, 0xe7, 0x25),
  ]
  /// The number of colours in use. More could not be told apart.
  static let levels = 64

  /// The level of a value; nil if it is not finite. If all values are equal, the lowest level.
  static func level(of value: Float, from low: Float, to high: Float) -> Int? {
    guard value.isFinite else { return nil }
    let range = Double(high) - Double(low)
    guard range > 0 else { return 0 }
    let position = (Double(value) - Double(low)) / range
    return min(max(Int(position * Double(levels)), 0), levels - 1)
  }

  /// The colour of a level as a hexadecimal triplet such as `#440154`.
  static func colour(ofLevel level: Int) -> String {
    colour(at: Double(level) / Double(levels - 1))
  }

  /// - Parameter position: from 0 to 1.
  static func colour(at position: Double) -> String {
    let scaled = min(max(position, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(scaled), anchors.count - 2)
    let share = scaled - Double(index)
    let (lower, upper) = (anchors[index], anchors[index + 1])
    func mix(_ low: Int, _ high: Int) -> String {
      let value = Int((Double(low) + share * Double(high - low)).rounded())
      return (value < 16 ? "0" : "") + String(value, radix: 16)
    }
    return "#" + mix(lower.0, upper.0) + mix(lower.1, upper.1) + mix(lower.2, upper.2)
  }
}
