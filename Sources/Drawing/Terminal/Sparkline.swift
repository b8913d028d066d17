/// A curve in a line of text.
public enum Sparkline {
  /// The values from left to right, each column the mean of its share, the last one the last value. The lowest is at the
  /// bottom and the highest at the top; a column without finite values is blank.
  /// - Returns: `width` columns, or as many as there are values if these are fewer; empty for fewer than two values.
  public static func text(_ values: [Double], width: Int) -> String {
    guard values.count > 1, width > 1 else { return "" }
    let columns = columns(values, min(width, values.count))
    let finite = columns.compactMap(\.self)
    guard let low = finite.min(), let high = finite.max() else { return "" }
    let glyphs = TextGlyphs(isUnicode: true)
    return columns.map { value in
      guard let value else { return " " }
      let share = high > low ? (value - low) / (high - low) : 0.5
      return glyphs.bar(1 + min(Int(share * 8), 7))
    }.joined()
  }

  private static func columns(_ values: [Double], _ count: Int) -> [Double?] {
    (0..<count).map { column in
      let share = values[column * values.count / count..<(column + 1) * values.count / count]
      if column == count - 1, let last = share.last, last.isFinite { return last }
      let finite = share.filter(\.isFinite)
      return finite.isEmpty ? nil : finite.reduce(0) { $0 + $1 / Double(finite.count) }
    }
  }
}
