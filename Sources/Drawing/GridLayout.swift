/// The positions of the grids of a panel. They are side by side in rows and equally large, with cells as large as the width
/// allows.
struct GridLayout: Equatable {
  /// The side of a cell, in pixels.
  let cell: Double
  let width: Double
  let height: Double
  private let gridsInRow: Int
  /// The distance between neighbouring grids.
  private let step: (x: Double, y: Double)

  private static let largestCell = 20.0
  private static let gap = 3.0

  /// - Parameter width: the available width in pixels.
  init(_ grids: [CellGrid], width: Double) {
    let columns = grids.map(\.columns).max() ?? 1
    let rows = grids.map(\.rows).max() ?? 1
    gridsInRow = grids.count > 1 ? Self.gridsInRow(of: grids.count, columns: columns, rows: rows) : 1
    let gaps = Double(gridsInRow - 1) * Self.gap
    // With many grids in a row the gaps could leave no room for the cells.
    let room = max(width - gaps, width / 2)
    let side = room / Double(gridsInRow * columns)
    // Whole pixels if there are enough, so that cells are equally large.
    cell = min(side >= 4 ? side.rounded(.down) : side, Self.largestCell)
    step = (Double(columns) * cell + Self.gap, Double(rows) * cell + Self.gap)
    let lines = grids.isEmpty ? 0 : (grids.count - 1) / gridsInRow + 1
    self.width = Double(gridsInRow) * step.x - Self.gap
    height = max(Double(lines) * step.y - Self.gap, 0)
  }

  /// The number of grids in a row: the smallest that makes the panel at least as wide as high.
  private static func gridsInRow(of count: Int, columns: Int, rows: Int) -> Int {
    (1...count).first { inRow in
      let lines = (count - 1) / inRow + 1
      return inRow * columns >= lines * rows
    } ?? count
  }

  /// The upper left corner of a grid.
  func place(of index: Int) -> (x: Double, y: Double) {
    (Double(index % gridsInRow) * step.x, Double(index / gridsInRow) * step.y)
  }

  static func == (one: Self, other: Self) -> Bool {
    one.cell == other.cell && one.gridsInRow == other.gridsInRow && one.step == other.step
      && one.width == other.width && one.height == other.height
  }
}

extension Double {
  /// A factor at full precision, because it multiplies large coordinates.
  var exactCoordinate: String { isFinite ? "\(self)" : "1" }
}
