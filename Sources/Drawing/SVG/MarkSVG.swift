/// Draws the marks of a panel as SVG.
struct MarkSVG {
  let frame: PlotFrame

  func draw(_ mark: Mark, into markup: inout Markup) {
    switch mark {
    case .line(let places, let stroke, let symbol, _):
      drawLine(places, stroke, symbol, into: &markup)
    case .band(let slices, let tone): drawBand(slices, tone, into: &markup)
    case .points(let places, let symbol, let tone, _):
      let shapes = places.compactMap(frame.point).map { symbol.path(x: $0.x, y: $0.y) }
      if !shapes.isEmpty { Self.fill(shapes.joined(), tone, symbol, into: &markup) }
    case .bars(let bars, let tone): drawBars(bars, tone, into: &markup)
    case .rule(let orientation, let value, let stroke, _): drawRule(orientation, value, stroke, into: &markup)
    case .span(let orientation, let from, let to, let tone):
      let ((x1, x2), (y1, y2)) =
        switch orientation {
        case .horizontal: ((frame.left, frame.right), frame.yRange(from, to))
        case .vertical: (frame.xRange(from, to), (frame.top, frame.bottom))
        }
      Self.rectangle(x1, y1, x2, y2, tone, opacity: 0.12, into: &markup)
    case .cells(let grid, let area, let shading): drawCells(grid, area, shading, into: &markup)
    case .field(let grid, let area): drawField(grid, area, into: &markup)
    case .patch(let area, let tone):
      let (x1, x2) = frame.xRange(area.x.lowerBound, area.x.upperBound)
      let (y1, y2) = frame.yRange(area.y.lowerBound, area.y.upperBound)
      Self.rectangle(x1, y1, x2, y2, tone, opacity: 0.16, into: &markup)
    case .box(let area, let tone, let label, let detail, let note):
      drawBox(area, tone, label, detail, note, into: &markup)
    case .text(let text, let place, let anchor, let tone):
      guard let (x, y) = frame.point(place) else { return }
      markup.svgText(text, x: x, y: y + 4, anchor: anchor, tone: ChartStyle.name(of: tone))
    }
  }

  private func drawLine(_ places: [Place], _ stroke: Stroke, _ symbol: Symbol?, into markup: inout Markup) {
    var path = ""
    var isInterrupted = true
    var points: [(x: Double, y: Double)] = []
    for place in LineReduction.reduced(places, frame: frame) {
      guard let point = frame.point(place) else {
        isInterrupted = true
        continue
      }
      path += (isInterrupted ? "M" : "L") + point.x.pixel + " " + point.y.pixel
      isInterrupted = false
      points.append(point)
    }
    guard !path.isEmpty else { return }
    Self.stroke(path, stroke, into: &markup)
    guard let symbol else { return }
    let shapes = SymbolPlaces.along(points.map(\.x), from: frame.left, to: frame.right, symbol)
      .map { symbol.path(x: points[$0].x, y: points[$0].y) }
    if !shapes.isEmpty { Self.fill(shapes.joined(), stroke.tone, symbol, into: &markup) }
  }

  private func drawBand(_ slices: [Mark.Slice], _ tone: Tone, into markup: inout Markup) {
    let ends = slices.compactMap { slice in
      frame.x(of: slice.x).flatMap { x in
        frame.y(of: slice.low).flatMap { low in frame.y(of: slice.high).map { (x, low, $0) } }
      }
    }
    guard ends.count > 1 else { return }
    let upper = ends.map { "\($0.0.pixel) \($0.2.pixel)" }
    let lower = ends.reversed().map { "\($0.0.pixel) \($0.1.pixel)" }
    markup.element(
      "path",
      [
        "class": ChartStyle.name(of: tone), "fill": "currentColor", "fill-opacity": "0.15",
        "d": "M" + (upper + lower).joined(separator: "L") + "z",
      ])
  }

  private func drawBars(_ bars: [Mark.Bar], _ tone: Tone, into markup: inout Markup) {
    let path = bars.compactMap { bar -> String? in
      guard let from = frame.x(of: bar.from), let to = frame.x(of: bar.to), let y = frame.y(of: bar.height),
        frame.bottom - y > 0
      else { return nil }
      // A hair's breadth between the bars, where there is room.
      let gap = to - from > 4 ? 1 : 0.0
      return "M\(from.pixel) \(frame.bottom.pixel)V\(y.pixel)H\((to - gap).pixel)V\(frame.bottom.pixel)z"
    }.joined()
    guard !path.isEmpty else { return }
    markup.element(
      "path", ["class": ChartStyle.name(of: tone), "fill": "currentColor", "fill-opacity": "0.85", "d": path])
  }

  private func drawRule(
    _ orientation: Mark.Orientation, _ value: Double, _ stroke: Stroke, into markup: inout Markup
  ) {
    switch orientation {
    case .horizontal:
      guard let y = frame.y(of: value) else { return }
      Self.stroke("M\(frame.left.pixel) \(y.pixel)H\(frame.right.pixel)", stroke, into: &markup)
    case .vertical:
      guard let x = frame.x(of: value) else { return }
      Self.stroke("M\(x.pixel) \(frame.top.pixel)V\(frame.bottom.pixel)", stroke, into: &markup)
    }
  }

  private func drawBox(
    _ area: Area, _ tone: Tone, _ label: String, _ detail: String, _ note: String, into markup: inout Markup
  ) {
    let (x1, x2) = frame.xRange(area.x.lowerBound, area.x.upperBound)
    let (y1, y2) = frame.yRange(area.y.lowerBound, area.y.upperBound)
    markup.element(
      "rect",
      [
        "class": ChartStyle.name(of: tone), "x": x1.pixel, "y": y1.pixel, "width": (x2 - x1).pixel,
        "height": (y2 - y1).pixel, "rx": "4", "fill": "currentColor", "fill-opacity": "0.12",
        "stroke": "currentColor",
      ])
    let room = x2 - x1 - 16
    let right = TextMeasure.fitted(detail, width: room * 0.7)
    let left = TextMeasure.beginning(
      of: label, width: room - (right.isEmpty ? 0 : TextMeasure.width(right) + 12))
    let below =
      y2 - y1 < Self.twoLines ? "" : TextMeasure.beginning(of: note, width: room, size: Self.noteSize)
    let middle = (y1 + y2) / 2 + 4
    let baseline = below.isEmpty ? middle : middle - 7
    if !left.isEmpty { markup.svgText(left, x: x1 + 8, y: baseline) }
    if !right.isEmpty { markup.svgText(right, x: x2 - 8, y: baseline, anchor: .end, tone: "faint") }
    if !below.isEmpty {
      markup.svgText(below, x: x1 + 8, y: middle + 8, tone: "faint", size: Self.noteSize)
    }
  }

  /// The height of a box with two lines of text.
  private static let twoLines = 30.0
  private static let noteSize = 11.0

  /// Draws a field in the colours of two series, which suit any page; eight shades of each.
  private func drawField(_ grid: CellGrid, _ area: Area, into markup: inout Markup) {
    let shades = 8.0
    drawGrid(grid, area, into: &markup) { markup in
      // Nil for values that are not finite, which stay empty.
      for (level, path) in grid.shapes({
        $0.isFinite ? Int((Double(min(max($0, -1), 1)) * shades).rounded()) : nil
      }) {
        guard let level, level != 0 else { continue }
        markup.element(
          "path",
          [
            "class": ChartStyle.name(of: .series(level < 0 ? 0 : 1)), "fill": "currentColor",
            "fill-opacity": (0.3 * Double(level.magnitude) / shades).coordinate, "d": path,
          ])
      }
    }
  }

  /// Draws cells as unit squares, moved and enlarged to their area, with one path for each colour in use.
  private func drawCells(_ grid: CellGrid, _ area: Area, _ shading: Shading, into markup: inout Markup) {
    drawGrid(grid, area, into: &markup) { grid.draw(shading, into: &$0) }
  }

  private func drawGrid(
    _ grid: CellGrid, _ area: Area, into markup: inout Markup, content: (inout Markup) -> Void
  ) {
    let (x1, x2) = frame.xRange(area.x.lowerBound, area.x.upperBound)
    let (y1, y2) = frame.yRange(area.y.lowerBound, area.y.upperBound)
    let scale = ((x2 - x1) / Double(grid.columns), (y2 - y1) / Double(grid.rows))
    let transform =
      "translate(\(x1.coordinate) \(y1.coordinate)) scale(\(scale.0.exactCoordinate) \(scale.1.exactCoordinate))"
    markup.element("g", ["transform": transform, "shape-rendering": "crispEdges"], content: content)
  }

  // MARK: Elements

  static func stroke(_ path: String, _ stroke: Stroke, into markup: inout Markup) {
    let dash =
      switch stroke.dash {
      case .solid: "none"
      case .dashed: "6 4"
      case .dotted: "2 3"
      }
    markup.element(
      "path",
      [
        "class": ChartStyle.name(of: stroke.tone), "fill": "none", "stroke": "currentColor",
        "stroke-width": stroke.isThin ? "1" : "2", "stroke-opacity": stroke.isThin ? "0.4" : "1",
        "stroke-dasharray": dash, "stroke-linejoin": "round", "d": path,
      ])
  }

  static func fill(_ path: String, _ tone: Tone, _ symbol: Symbol, into markup: inout Markup) {
    let isOpen = symbol.isOpen
    markup.element(
      "path",
      [
        "class": ChartStyle.name(of: tone), "fill": isOpen ? "none" : "currentColor",
        "stroke": isOpen ? "currentColor" : "none", "stroke-width": "1.5", "d": path,
      ])
  }

  static func rectangle(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ tone: Tone, opacity: Double,
    into markup: inout Markup
  ) {
    markup.element(
      "rect",
      [
        "class": ChartStyle.name(of: tone), "x": x1.pixel, "y": y1.pixel, "width": (x2 - x1).pixel,
        "height": (y2 - y1).pixel, "fill": "currentColor", "fill-opacity": opacity.coordinate,
      ])
  }
}

extension Symbol {
  /// Whether the shape is drawn by its outline.
  var isOpen: Bool {
    switch self {
    case .ring, .cross: true
    case .circle, .triangle, .square, .diamond: false
    }
  }

  /// The shape around a point, about seven pixels large.
  func path(x: Double, y: Double) -> String {
    func move(_ dx: Double, _ dy: Double) -> String { "M\((x + dx).pixel) \((y + dy).pixel)" }
    return switch self {
    case .circle, .ring: move(-3, 0) + "a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
    case .triangle: move(0, -4) + "l4 7h-8z"
    case .square: move(-3, -3) + "h6v6h-6z"
    case .diamond: move(0, -4.5) + "l4.5 4.5l-4.5 4.5l-4.5 -4.5z"
    case .cross: move(-3, -3) + "l6 6m0 -6l-6 6"
    }
  }
}
