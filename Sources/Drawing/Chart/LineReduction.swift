/// Leaves out points of a line that cannot be seen.
enum LineReduction {
  /// Where a line has many points for each pixel, the first, lowest, highest and last point of each pixel, in their order:
  /// the picture stays the same. A point that is not finite stays, because it interrupts the line.
  static func reduced(_ places: [Place], frame: PlotFrame) -> [Place] {
    guard Double(places.count) > 4 * frame.width else { return places }
    var kept: [Place] = []
    var column: [Place] = []
    var pixel = -1.0
    func essence(_ column: [Place]) -> [Place] {
      guard column.count > 4 else { return column }
      let low = column.indices.min { column[$0].y < column[$1].y } ?? 0
      let high = column.indices.max { column[$0].y < column[$1].y } ?? 0
      return Set([0, low, high, column.count - 1]).sorted().map { column[$0] }
    }
    for place in places {
      guard let point = frame.point(place) else {
        kept += essence(column) + [place]
        column = []
        continue
      }
      if point.x.rounded(.down) != pixel {
        kept += essence(column)
        column = []
        pixel = point.x.rounded(.down)
      }
      column.append(place)
    }
    return kept + essence(column)
  }
}

/// Where symbols stand along a line.
enum SymbolPlaces {
  private static let count = 6

  /// The indices of a few points at about equal distances. Each shape has places of its own, so that those of lines that
  /// run together do not hide each other.
  static func along(_ positions: [Double], from low: Double, to high: Double, _ symbol: Symbol) -> [Int] {
    guard positions.count > count else { return Array(positions.indices) }
    let shift = Double(Symbol.allCases.firstIndex(of: symbol) ?? 0) / Double(Symbol.allCases.count)
    var indices: [Int] = []
    for step in 0..<count {
      let wanted = low + (high - low) * (Double(step) + 0.2 + 0.8 * shift) / Double(count)
      guard
        let nearest = positions.indices.min(by: {
          (positions[$0] - wanted).magnitude < (positions[$1] - wanted).magnitude
        }), indices.last != nearest
      else { continue }
      indices.append(nearest)
    }
    return indices
  }
}
