/// Matplotlib's viridis by Nathaniel Smith and Stéfan van der Walt (CC0): equal steps look equal, in print and to
/// colour-blind eyes too. Ten of its colours, and between them straight lines, which deviate by less than an eye can tell.
enum ColourScale {
  /// Red, green, blue at 0, 1/9, …, 1.
  static let anchors: [(Int, Int, Int)] = [
    (0x44, 0x01, 0x54), (0x48, 0x28, 0x78), (0x3e, 0x4a, 0x89), (0x31, 0x68, 0x8e), (0x26, 0x82, 0x8e),
    (0x1f, 0x9e, 0x89), (0x35, 0xb7, 0x79), (0x6d, 0xcd, 0x59), (0xb4, 0xde, 0x2c), (0xfd, 0xe7, 0x25),
  ]
  /// Colours in use: more could not be told apart.
  static let levels = 64

  /// The level of a value; nil for what is not finite. Where all values are the same, the lowest.
  static func level(of value: Float, from low: Float, to high: Float) -> Int? {
    guard value.isFinite else { return nil }
    let range = Double(high) - Double(low)
    guard range > 0 else { return 0 }
    let place = (Double(value) - Double(low)) / range
    return min(max(Int(place * Double(levels)), 0), levels - 1)
  }

  /// `#440154`
  static func colour(ofLevel level: Int) -> String {
    colour(at: Double(level) / Double(levels - 1))
  }

  /// - Parameter place: 0...1
  static func colour(at place: Double) -> String {
    let scaled = min(max(place, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(scaled), anchors.count - 2)
    let share = scaled - Double(index)
    let (one, other) = (anchors[index], anchors[index + 1])
    func mix(_ low: Int, _ high: Int) -> String {
      let value = Int((Double(low) + share * Double(high - low)).rounded())
      return (value < 16 ? "0" : "") + String(value, radix: 16)
    }
    return "#" + mix(one.0, other.0) + mix(one.1, other.1) + mix(one.2, other.2)
  }
}
