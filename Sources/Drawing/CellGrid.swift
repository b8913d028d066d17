/// Values in rows of cells. The last row may be short.
public struct CellGrid: Equatable, Sendable {
  public let columns: Int
  public let rows: Int
  /// From the top left, row by row; at most columns × rows.
  public let values: [Float]

  /// - Precondition: `columns` is at least 1.
  public init(columns: Int, values: [Float]) {
    self.columns = columns
    rows = max((values.count - 1) / columns + 1, 1)
    self.values = values
  }

  /// Values without an order in the plane, such as a dense layer's, in a grid as near to a square as their number allows:
  /// 1024 are 32 × 32, 512 are 32 × 16.
  public init(folding values: [Float]) {
    self.init(columns: Self.columns(of: values.count), values: values)
  }

  /// The least divisor not below the root that makes the grid at most twice as wide as high; else the root, rounded up,
  /// with a short last row.
  static func columns(of count: Int) -> Int {
    var root = 1
    while root * root < count { root += 1 }
    let divisor = (root...max(2 * root, root)).first { count % $0 == 0 && $0 <= 2 * (count / $0) }
    return divisor ?? root
  }

  /// The finite values' least and greatest; nil where there are none.
  static func range(of grids: [CellGrid]) -> ClosedRange<Float>? {
    var (low, high) = (Float.infinity, -Float.infinity)
    for grid in grids {
      for value in grid.values where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return low <= high ? low...high : nil
  }

  /// The cells as shapes in a plane where each is a unit square: a path for each colour in use.
  func draw(from low: Float, to high: Float, into markup: inout Markup) {
    var paths = [String](repeating: "", count: ColourScale.levels)
    var odd = ""
    var start = 0
    while start < values.count {
      let level = ColourScale.level(of: values[start], from: low, to: high)
      // Neighbours of one colour are one shape.
      let rowEnd = min((start / columns + 1) * columns, values.count)
      var end = start + 1
      while end < rowEnd, ColourScale.level(of: values[end], from: low, to: high) == level { end += 1 }
      let shape = "M\(start % columns) \(start / columns)h\(end - start)v1h-\(end - start)z"
      if let level { paths[level] += shape } else { odd += shape }
      start = end
    }
    for (level, path) in paths.enumerated() where !path.isEmpty {
      markup.element("path", ["fill": ColourScale.colour(ofLevel: level), "d": path])
    }
    if !odd.isEmpty { markup.element("path", ["class": "odd", "d": odd]) }
  }
}
