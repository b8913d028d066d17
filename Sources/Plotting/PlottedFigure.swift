import Drawing
import Reporting

/// A figure: a chart with its name and the data that it shows.
public struct PlottedFigure: Equatable, Sendable {
  /// The name of its file, without ending.
  public var name: String
  public var chart: Chart
  /// The numbers that the figure shows; `--csv` writes them.
  public var data: Table

  public init(name: String, chart: Chart, data: Table) {
    self.name = name
    self.chart = chart
    self.data = data
  }
}

/// The panels of columns that may have different heights, row by row.
/// - Parameter empty: what stands below the end of a short column.
func byRow<Item>(
  _ columns: [[Item]], empty: Panel, panel: (_ item: Item, _ row: Int, _ column: Int) -> Panel
) -> [Panel] {
  (0..<(columns.map(\.count).max() ?? 0)).flatMap { row in
    columns.enumerated().map { column, items in
      row < items.count ? panel(items[row], row, column) : empty
    }
  }
}
