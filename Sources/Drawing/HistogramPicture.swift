/// Histograms side by side, in one or several rows.
public struct HistogramPicture: Equatable, Sendable {
  public struct Panel: Equatable, Sendable {
    public var title: String
    /// The minimum and the maximum of the values.
    public var range: ClosedRange<Double>
    /// The label of the axis of the values.
    public var axis: String
    /// The lower edge of the first bin.
    public var firstEdge: Double
    /// The width of each bin.
    public var binWidth: Double
    /// The number of values in each bin.
    public var bins: [Int]
    public var mean: Double
    public var deviation: Double

    public init(
      title: String, range: ClosedRange<Double>, axis: String, firstEdge: Double, binWidth: Double,
      bins: [Int],
      mean: Double, deviation: Double
    ) {
      self.title = title
      self.range = range
      self.axis = axis
      self.firstEdge = firstEdge
      self.binWidth = binWidth
      self.bins = bins
      self.mean = mean
      self.deviation = deviation
    }

    /// A line under the title.
    var subtitle: String {
      "\(range.lowerBound.brief) to \(range.upperBound.brief), mean \(mean.brief), deviation \(deviation.brief)"
    }
  }

  public struct Row: Equatable, Sendable {
    public var title: String
    public var panels: [Panel]

    public init(title: String, panels: [Panel]) {
      self.title = title
      self.panels = panels
    }
  }

  public var title: String
  public var rows: [Row]

  public init(title: String, rows: [Row]) {
    self.title = title
    self.rows = rows
  }

  private static let margin = 24.0
  private static let panelWidth = 300.0
  private static let panelHeight = 200.0
  /// The room to the left of a panel, for the labels of its axis.
  private static let leftRoom = 66.0
  private static let gap = 20.0
  private static let titleHeight = 32.0
  private static let rowTitleHeight = 24.0
  /// The room above and below the bars.
  private static let panelTop = 46.0
  private static let panelFoot = 52.0
  /// The room at the bottom, for the line that explains lines and bands.
  private static let captionHeight = 20.0

  /// The SVG file.
  public var svg: String {
    let columns = Double(max(rows.map(\.panels.count).max() ?? 1, 1))
    let width =
      2 * Self.margin + columns * (Self.leftRoom + Self.panelWidth) + (columns - 1) * Self.gap
    let rowHeight = Self.rowTitleHeight + Self.panelTop + Self.panelHeight + Self.panelFoot
    let height = 2 * Self.margin + Self.titleHeight + Double(rows.count) * rowHeight + Self.captionHeight
    return Picture.document(
      width: width, height: height, title: title,
      description: rows.flatMap { row in row.panels.map { "\(row.title), \($0.title): \($0.subtitle)" } }
        .joined(separator: "; ")
    ) { markup in
      markup.label(title, x: Self.margin, y: Self.margin + 14, style: "title")
      for (index, row) in rows.enumerated() {
        let y = Self.margin + Self.titleHeight + Double(index) * rowHeight
        markup.label(
          row.title.shortened(toWidth: width - 2 * Self.margin, ofCharacters: 9.1), x: Self.margin,
          y: y + 14, style: "heading")
        for (column, panel) in row.panels.enumerated() {
          let x =
            Self.margin + Self.leftRoom + Double(column) * (Self.leftRoom + Self.panelWidth + Self.gap)
          HistogramAxes(
            panel, x: x, y: y + Self.rowTitleHeight + Self.panelTop, width: Self.panelWidth,
            height: Self.panelHeight
          ).draw(into: &markup)
        }
      }
      markup.label(
        "Line: the mean. Band: one standard deviation to either side.", x: Self.margin,
        y: height - Self.margin, style: "faint")
    }
  }
}
