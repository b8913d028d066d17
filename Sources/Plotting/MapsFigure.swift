import Drawing
import Engine
import Inspection
import Reporting
import Training

/// What layers put out for one sample: a row of panels for each layer, a column for each network. Each panel has its scale
/// beside it, or all have one; signed values have a diverging one.
public struct MapsFigure {
  public struct Column {
    public var title: String
    public var subtitle: String
    public var maps: [ActivationMap]

    public init(title: String, subtitle: String, maps: [ActivationMap]) {
      self.title = title
      self.subtitle = subtitle
      self.maps = maps
    }
  }

  /// So many networks fit side by side, so that only the first row names them. With more, each panel names its network.
  private static let headedColumns = 3
  /// The maximum number of channels that are drawn.
  private static let channelLimit = 64

  public let title: String
  public let columns: [Column]
  /// Whether all maps have the same scale, except those of the input.
  public let hasCommonScale: Bool

  public init(title: String, columns: [Column], hasCommonScale: Bool) {
    self.title = title
    self.columns = columns
    self.hasCommonScale = hasCommonScale
  }

  public func plotted(name: String) -> PlottedFigure {
    var table = Table(["network", "layer", "name", "place", "value"].map { Table.Column($0) })
    for column in columns {
      for map in column.maps {
        for (place, value) in map.values.enumerated() {
          table.append([
            .text(column.title), map.index.map(Cell.integer) ?? .blank, .text(map.name), .integer(place),
            .figure(Double(value)),
          ])
        }
      }
    }
    let common = hasCommonScale ? Self.range(columns.flatMap(\.maps).filter { $0.index != nil }) : nil
    let empty = Panel(x: .hidden(0, 1), y: .hidden(0, 1), marks: [], aspect: 0.1)
    let panels = byRow(columns.map(\.maps), empty: empty) { map, row, column in
      panel(map, of: columns[column], isFirst: row == 0, common: common)
    }
    return PlottedFigure(
      name: name,
      chart: Chart(
        title: title, description: columns.map { "\($0.title), \($0.subtitle)" }.joined(separator: "; "),
        panels: panels,
        // A single network's layers stand side by side.
        columns: columns.count > 1 ? columns.count : 3,
        notes: hasCommonScale ? ["All layers have one scale."] : ["Each layer has its own scale."]),
      data: table)
  }

  private func panel(
    _ map: ActivationMap, of column: Column, isFirst: Bool, common: ClosedRange<Float>?
  ) -> Panel {
    let layer = map.index.map { "Layer \($0), \(map.name) \(map.shape)" } ?? "Input \(map.shape)"
    let range = (map.index == nil ? nil : common) ?? Self.range([map]) ?? 0...0
    // The input is an image, or looks like one.
    let shading: Shading =
      map.index == nil && range.lowerBound >= 0
      ? .grey(from: range.lowerBound, to: range.upperBound) : Shading(suiting: range)
    let (marks, width, height) = Self.cells(map, shading)
    let network = columns.count > 1 ? "\(column.title), \(column.subtitle)" : column.subtitle
    return Panel(
      title: isFirst || columns.count > Self.headedColumns ? network : "", subtitle: layer,
      x: .hidden(0, width),
      y: .hidden(0, height, isDownward: true), marks: marks, aspect: height / width, shading: shading)
  }

  private static func range(_ maps: [ActivationMap]) -> ClosedRange<Float>? {
    CellGrid.range(of: maps.map { CellGrid(columns: 1, values: $0.values) })
  }

  /// The grids of a map, side by side in rows, with the width and height of all in cells.
  private static func cells(_ map: ActivationMap, _ shading: Shading) -> ([Mark], Double, Double) {
    let grids: [CellGrid]
    switch map.shape {
    case .features: grids = [CellGrid(folding: map.values)]
    case .sequence(_, let features): grids = [CellGrid(columns: features, values: map.values)]
    case .image(let channels, let height, let width):
      grids = (0..<min(channels, channelLimit)).map { channel in
        CellGrid(
          columns: width, values: Array(map.values[channel * height * width..<(channel + 1) * height * width])
        )
      }
    }
    let columns = Double(grids.map(\.columns).max() ?? 1)
    let rows = Double(grids.map(\.rows).max() ?? 1)
    // Wider than high, since panels are.
    var inRow = 1
    while inRow < grids.count, Double(inRow) * columns < 1.6 * Double((grids.count - 1) / inRow + 1) * rows {
      inRow += 1
    }
    let gap = grids.count > 1 ? max(columns / 12, 0.2) : 0
    let marks = grids.enumerated().map { index, grid in
      let x = Double(index % inRow) * (columns + gap)
      let y = Double(index / inRow) * (rows + gap)
      return Mark.cells(grid, Area(x: x...x + columns, y: y...y + rows), shading)
    }
    let lines = Double((grids.count - 1) / inRow + 1)
    return (marks, Double(inRow) * (columns + gap) - gap, lines * (rows + gap) - gap)
  }
}
