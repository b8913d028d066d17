/// Maps of the values of layers: a column for each network, with its layers one below the other.
public struct MapPicture: Equatable, Sendable {
  /// The values of one layer: a single grid, or a grid for each channel of images.
  public struct Panel: Equatable, Sendable {
    public var title: String
    public var grids: [CellGrid]

    public init(title: String, grids: [CellGrid]) {
      self.title = title
      self.grids = grids
    }
  }

  public struct Column: Equatable, Sendable {
    public var title: String
    public var subtitle: String
    public var panels: [Panel]

    public init(title: String, subtitle: String, panels: [Panel]) {
      self.title = title
      self.subtitle = subtitle
      self.panels = panels
    }
  }

  public var title: String
  public var columns: [Column]

  public init(title: String, columns: [Column]) {
    self.title = title
    self.columns = columns
  }

  private static let margin = 24.0
  private static let gap = 40.0
  private static let panelWidth = 288.0
  private static let titleHeight = 34.0
  /// The approximate width of a character of the title.
  private static let titleCharacter = 11.0
  /// The height of the two lines above a column.
  private static let headingHeight = 48.0
  private static let panelTitleHeight = 20.0
  private static let barHeight = 8.0
  /// The minimum width of a colour bar, so that its two labels do not touch.
  private static let minimumBarWidth = 120.0
  /// The height of the colour bar with its labels, and of the gap to the next panel.
  private static let footHeight = 54.0

  /// The SVG file.
  public var svg: String {
    let layouts = columns.map { $0.panels.map { GridLayout($0.grids, width: Self.panelWidth) } }
    let rowCount = layouts.map(\.count).max() ?? 0
    let heights = (0..<rowCount).map { row in
      layouts.compactMap { row < $0.count ? $0[row].height : nil }.max() ?? 0
    }
    let columnsWidth =
      Double(columns.count) * Self.panelWidth + Double(max(columns.count - 1, 0)) * Self.gap
    // The title may be wider than the columns.
    let width = 2 * Self.margin + max(columnsWidth, Double(title.count) * Self.titleCharacter)
    let rowsHeight = heights.reduce(0) { $0 + $1 + Self.panelTitleHeight + Self.footHeight }
    let height = 2 * Self.margin + Self.titleHeight + Self.headingHeight + rowsHeight
    return Picture.document(
      width: width, height: height, title: title,
      description: columns.map { "\($0.title), \($0.subtitle)" }.joined(separator: "; ")
    ) { markup in
      Self.defineScale(in: &markup)
      markup.label(title, x: Self.margin, y: Self.margin + 16, style: "title")
      for (index, column) in columns.enumerated() {
        let x = Self.margin + Double(index) * (Self.panelWidth + Self.gap)
        var y = Self.margin + Self.titleHeight
        markup.label(
          column.title.shortened(toWidth: Self.panelWidth, ofCharacters: 9.1), x: x, y: y + 14,
          style: "heading")
        markup.label(column.subtitle, x: x, y: y + 32, style: "faint")
        y += Self.headingHeight
        for (row, panel) in column.panels.enumerated() {
          draw(panel, layouts[index][row], x: x, y: y, into: &markup)
          y += heights[row] + Self.panelTitleHeight + Self.footHeight
        }
      }
    }
  }

  /// Defines the gradient of the colour bars.
  private static func defineScale(in markup: inout Markup) {
    markup.element("defs") { markup in
      markup.element("linearGradient", ["id": "scale"]) { markup in
        let last = Double(ColourScale.viridis.anchors.count - 1)
        for index in ColourScale.viridis.anchors.indices {
          let position = Double(index) / last
          markup.element(
            "stop",
            ["offset": position.coordinate, "stop-color": ColourScale.viridis.colour(at: position).hex])
        }
      }
    }
  }

  private func draw(
    _ panel: Panel, _ layout: GridLayout, x: Double, y: Double, into markup: inout Markup
  ) {
    markup.label(panel.title, x: x, y: y + 12)
    let top = y + Self.panelTitleHeight
    let range = CellGrid.range(of: panel.grids)
    for (index, grid) in panel.grids.enumerated() {
      let place = layout.place(of: index)
      let transform =
        "translate(\((x + place.x).coordinate) \((top + place.y).coordinate)) scale(\(layout.cell.exactCoordinate))"
      markup.element("g", ["transform": transform, "shape-rendering": "crispEdges"]) { markup in
        grid.draw(
          .sequential(from: range?.lowerBound ?? 0, to: range?.upperBound ?? 0), into: &markup)
      }
    }
    if panel.grids.count == 1 {
      markup.rectangle(x: x, y: top, width: layout.width, height: layout.height, style: "frame")
    }
    drawBar(
      panel, range, x: x, y: top + layout.height + 8, width: max(layout.width, Self.minimumBarWidth),
      into: &markup)
  }

  /// Draws the colour bar with the values at its ends, and the number of values that are not finite.
  private func drawBar(
    _ panel: Panel, _ range: ClosedRange<Float>?, x: Double, y: Double, width: Double,
    into markup: inout Markup
  ) {
    let below = y + Self.barHeight + 13
    let nonFiniteCount = panel.grids.reduce(0) { $0 + $1.values.count { !$0.isFinite } }
    let remark = nonFiniteCount > 0 ? "\(nonFiniteCount) not finite (red)" : nil
    guard let range, range.lowerBound < range.upperBound else {
      let value = range.map { "all values are \(Double($0.lowerBound).brief)" }
      let text = [value, remark].compactMap { $0 }.joined(separator: ", ")
      return markup.label(text, x: x, y: y + 10, style: "faint")
    }
    markup.element(
      "rect",
      [
        "x": x.coordinate, "y": y.coordinate, "width": width.coordinate,
        "height": Self.barHeight.coordinate, "fill": "url(#scale)",
      ])
    markup.label(Double(range.lowerBound).brief, x: x, y: below, style: "faint")
    markup.label(
      Double(range.upperBound).brief, x: x + width, y: below, anchor: "end", style: "faint")
    if let remark {
      markup.label(remark, x: x + width / 2, y: below, anchor: "middle", style: "faint")
    }
  }
}
