/// Where the parts of a panel lie, in pixels.
struct PanelLayout {
  static let headingSize = 13.0
  private static let headingLine = 18.0
  private static let subtitleLine = 16.0
  private static let axisLabelLine = 17.0
  /// The height of tick labels below the panel, and of the axis's label.
  private static let tickRoom = 20.0
  private static let labelRoom = 16.0
  static let shadingRoom = 34.0
  private static let minimumHeight = 60.0
  /// The height of a panel whose shape is given, unless it is wide.
  private static let tallest = 420.0
  private static let categoryHeight = 22.0
  /// The shares of a panel's width that the names of categories may take: the first at which no two look the same.
  private static let categoryShares = [0.45, 0.55, 0.65]

  let panel: Panel
  let x, y, width: Double
  let frame: PlotFrame
  /// The lower end of everything that belongs to the panel.
  let bottom: Double

  static func usualHeight(_ width: Double) -> Double { min(max(width * 0.5, 170), 360) }

  static func headHeight(_ panel: Panel) -> Double {
    (panel.title.isEmpty ? 0 : headingLine) + (panel.subtitle.isEmpty ? 0 : subtitleLine)
      + (panel.y.label.isEmpty ? 0 : axisLabelLine) + 6
  }

  /// The room for the tick labels to the left of the panel.
  static func axisRoom(_ panel: Panel, width: Double) -> Double {
    guard !panel.y.isHidden else { return 0 }
    let widest = panel.y.possibleTicks.map { TextMeasure.width($0.label) }.max() ?? 0
    let rooms = categoryShares.map { min(widest, width * $0) }
    return (panel.y.clearRoom(of: rooms) { TextMeasure.fitted($0, width: $1) } ?? widest) + 10
  }

  /// - Parameters:
  ///   - width: of the panel with its labels.
  ///   - height: of the panel with its labels, if it can have it; nil: what suits it.
  ///   - axisRoom: the room for tick labels on the left, the same for all panels, so that they line up.
  ///   - endRoom: the room for labels at the ends of lines.
  ///   - head: the height of the titles, the same for all panels of a row.
  init(
    _ panel: Panel, x: Double, y: Double, width: Double, height: Double?, axisRoom: Double, endRoom: Double,
    head: Double
  ) {
    let lastTick = panel.x.ticks(6).last.map { TextMeasure.width($0.label) / 2 } ?? 0
    let endRoom = max(endRoom, panel.x.isHidden ? 0 : lastTick)
    let foot =
      (panel.x.isHidden ? 4 : Self.tickRoom) + (panel.x.label.isEmpty ? 0 : Self.labelRoom)
      + (panel.shading == nil ? 0 : Self.shadingRoom)
    var plotWidth = max(width - axisRoom - endRoom, 40)
    var plotHeight = height.map { max($0 - head - foot, Self.minimumHeight) } ?? Self.usualHeight(width)
    if let own = panel.pixelHeight { plotHeight = own }
    if case .categories(let names) = panel.y.scale {
      plotHeight = max(Double(names.count) * Self.categoryHeight, height == nil ? 0 : plotHeight)
    }
    if let aspect = panel.aspect {
      if height == nil { plotHeight = min(max(plotWidth * aspect, 1), max(Self.tallest, plotWidth * 0.6)) }
      plotWidth = min(plotWidth, plotHeight / aspect)
      plotHeight = plotWidth * aspect
    }
    (self.panel, self.x, self.y, self.width) = (panel, x, y, width)
    frame = PlotFrame(
      left: x + axisRoom, top: y + head, width: plotWidth, height: plotHeight, xAxis: panel.x,
      yAxis: panel.y)
    bottom = y + head + plotHeight + foot
  }
}
