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
    let shapes = shapes { shading.colour(of: $0) }
    for (colour, path) in shapes {
      if let colour {
        markup.element("path", ["fill": colour.hex, "d": path])
      } else {
        markup.element("path", ["class": "bad", "fill": "currentColor", "d": path])
      }
    }
  }

  /// The paths of the cells as unit squares, one for each kind, in the order in which the kinds first appear. Neighbours of
  /// the same kind form one shape.
  func shapes<Kind: Hashable>(_ kind: (Float) -> Kind) -> [(kind: Kind, path: String)] {
    var paths: [(kind: Kind, path: String)] = []
    var places: [Kind: Int] = [:]
    var start = 0
    while start < values.count {
      let own = kind(values[start])
      let rowEnd = min((start / columns + 1) * columns, values.count)
      var end = start + 1
      while end < rowEnd, kind(values[end]) == own { end += 1 }
      let shape = "M\(start % columns) \(start / columns)h\(end - start)v1h-\(end - start)z"
      if let place = places[own] {
        paths[place].path += shape
      } else {
        places[own] = paths.count
        paths.append((own, shape))
      }
      start = end
    }
    return paths
  }
}
