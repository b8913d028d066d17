import Drawing
import Reporting

/// A figure: a chart with its name and the data that it shows.
public struct PlottedFigure: Equatable, Sendable {
  /// The name of its file, without ending.
  public var name: String
  public var chart: Chart
  /// The data behind the figure, for CSV.
  public var data: Table

  public init(name: String, chart: Chart, data: Table) {
    self.name = name
    self.chart = chart
    self.data = data
  }
}
