import Drawing

/// The line along which a grid of values is 0, by marching squares.
enum Contour {
  /// Pieces of the line, separated by points that are not finite, in the units of the grid: the centre of the first cell is
  /// (0.5, 0.5).
  static func line(of grid: CellGrid) -> [Place] {
    guard grid.columns > 1, grid.values.count >= 2 * grid.columns else { return [] }
    var places: [Place] = []
    for row in 0..<grid.values.count / grid.columns - 1 {
      for column in 0..<grid.columns - 1 {
        // Around the square, from the upper left clockwise.
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map { dx, dy in
          (
            Double(column + dx) + 0.5, Double(row + dy) + 0.5,
            Double(grid.values[(row + dy) * grid.columns + column + dx])
          )
        }
        guard corners.allSatisfy(\.2.isFinite) else { continue }
        var crossings: [Place] = []
        for side in 0..<4 {
          let (one, other) = (corners[side], corners[(side + 1) % 4])
          guard (one.2 < 0) != (other.2 < 0) else { continue }
          let share = one.2 / (one.2 - other.2)
          crossings.append(Place(one.0 + share * (other.0 - one.0), one.1 + share * (other.1 - one.1)))
        }
        // Four crossings are a saddle; two pieces in either way are as good.
        for start in stride(from: 0, to: crossings.count - 1, by: 2) {
          places += [crossings[start], crossings[start + 1], Place(.nan, .nan)]
        }
      }
    }
    return places
  }
}
