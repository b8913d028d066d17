/// A grid of cells with a value each. The last row may be short.
public struct CellGrid: Equatable, Sendable {
  public let columns: Int
  public let rows: Int
  /// Row by row from the top left, at most columns × rows.
  public let values: [Float]

  /// - Precondition: `columns` is at least 1.
  public init(columns: Int, values: [Float]) {
    self.columns = columns
    rows = max((values.count - 1) / columns + 1, 1)
    self.values = values
  }

  /// Arranges values without a spatial order, such as those of a dense layer, in a grid as near to a square as their number
  /// allows: 1024 become 32 × 32, 512 become 32 × 16.
  public init(folding values: [Float]) {
    self.init(columns: Self.columns(of: values.count), values: values)
  }

  /// The smallest divisor of `count` that is not below its square root and makes the grid at most twice as wide as high. If
  /// there is none, the square root, rounded up, which leaves the last row short.
  static func columns(of count: Int) -> Int {
    var root = 1
    while root * root < count { root += 1 }
    let divisor = (root...max(2 * root, root)).first { count % $0 == 0 && $0 <= 2 * (count / $0) }
    return divisor ?? root
  }

  /// The minimum and maximum of the finite values; nil if there are none.
  public static func range(of grids: [CellGrid]) -> ClosedRange<Float>? {
    var (low, high) = (Float.infinity, -Float.infinity)
    for grid in grids {
      for value in grid.values where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return low <= high ? low...high : nil
  }

  /// Draws each cell as a unit square, with one path for each colour in use.
  func draw(_ shading: Shading, into markup: inout Markup) {
    var paths = [String](repeating: "", count: ColourScale.levels)
    var nonFinite = ""
    var start = 0
    while start < values.count {
      let level = shading.level(of: values[start])
      // Neighbours of the same colour form one shape.
      let rowEnd = min((start / columns + 1) * columns, values.count)
      var end = start + 1
      while end < rowEnd, shading.level(of: values[end]) == level { end += 1 }
      let shape = "M\(start % columns) \(start / columns)h\(end - start)v1h-\(end - start)z"
      if let level { paths[level] += shape } else { nonFinite += shape }
      start = end
    }
    for (level, path) in paths.enumerated() where !path.isEmpty {
      markup.element("path", ["fill": shading.colour(ofLevel: level).hex, "d": path])
    }
    if !nonFinite.isEmpty {
      markup.element("path", ["class": "bad", "fill": "currentColor", "d": nonFinite])
    }
  }
}
