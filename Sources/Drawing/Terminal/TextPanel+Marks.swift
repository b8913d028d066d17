/// The marks of a panel: lines, bands, bars, rules and texts.
extension TextPanel {
  mutating func draw(_ mark: Mark) {
    switch mark {
    case .line(let places, let stroke, let symbol, _): drawLine(places, stroke, symbol)
    case .band(let slices, let tone): drawBand(slices, tone)
    case .points(let places, let symbol, let tone, _):
      for place in places {
        guard let column = column(of: place.x), let row = row(of: place.y) else { continue }
        canvas.put(glyphs.symbol(symbol), column: column, row: row, tone: tone)
      }
    case .bars(let bars, let tone): drawBars(bars, tone)
    case .rule(let orientation, let value, let stroke, let label):
      switch orientation {
      case .horizontal:
        guard let row = row(of: value) else { return }
        for column in 0..<plot.columns {
          fill(plot.left + column, row, glyphs.rule(.horizontal), stroke.tone)
        }
      case .vertical:
        guard let column = column(of: value) else { return }
        for row in 0..<plot.rows { fill(column, plot.top + row, glyphs.rule(.vertical), stroke.tone) }
        if let label {
          let width = glyphs.shown(label).displayWidth
          let isRight = column + 1 + width > plot.left + plot.columns
          put(
            label, column: isRight ? max(column - width, plot.left) : column + 1, row: plot.top,
            tone: stroke.tone, width: plot.columns)
        }
      }
    case .span(.vertical, let from, let to, let tone):
      let start = from == -.infinity ? plot.left : column(of: from) ?? plot.left
      let end = to == .infinity ? plot.left + plot.columns - 1 : column(of: to) ?? start
      for column in min(start, end)...max(start, end) {
        for row in 0..<plot.rows { fill(column, plot.top + row, glyphs.area, tone) }
      }
    case .span(.horizontal, let from, let to, let tone):
      let bottom = from == -.infinity ? plot.top + plot.rows - 1 : row(of: from) ?? plot.top
      let top = to == .infinity ? plot.top : row(of: to) ?? bottom
      for row in min(top, bottom)...max(top, bottom) {
        for column in 0..<plot.columns { fill(plot.left + column, row, glyphs.area, tone) }
      }
    case .cells(let grid, let area, let shading): drawCells(grid, area, shading)
    case .field(let grid, let area):
      // Without colour only the positive side is shaded.
      let (glyphs, usesColour) = (glyphs, usesColour)
      drawCells(grid, area) { values in
        let mean = values.filter(\.isFinite).reduce(0, +) / Float(max(values.count, 1))
        return TextCanvas.Cell(
          text: mean > 0.15 || usesColour && mean < -0.15 ? glyphs.area : " ",
          tone: .series(mean < 0 ? 0 : 1))
      }
    case .patch(let area, let tone): drawPatch(area, tone)
    case .box(let area, let tone, let label, let detail, let note):
      drawBox(area, tone, note.isEmpty ? label : label + " " + note, detail)
    case .text(let text, let place, let anchor, let tone):
      guard let column = column(of: place.x), let row = row(of: place.y) else { return }
      let shown = glyphs.shown(text, width: plot.columns)
      let start =
        switch anchor {
        case .start: column
        case .middle: column - shown.displayWidth / 2
        case .end: column - shown.displayWidth
        }
      canvas.put(
        shown, column: max(min(start, canvas.columns - shown.displayWidth), 0), row: row, tone: tone)
    }
  }

  /// Fills a cell in which nothing is drawn yet.
  mutating func fill(_ column: Int, _ row: Int, _ text: String, _ tone: Tone) {
    if canvas[column, row].isBlank { canvas.put(text, column: column, row: row, tone: tone) }
  }

  private mutating func drawLine(_ places: [Place], _ stroke: Stroke, _ symbol: Symbol?) {
    // Single runs would hide the means.
    if stroke.isThin { return }
    var previous: (x: Int, y: Int)?
    var travelled = 0
    var points: [(x: Int, y: Int)] = []
    for place in places {
      guard let point = dot(place) else {
        previous = nil
        continue
      }
      line(from: previous ?? point, to: point, stroke, &travelled)
      previous = point
      points.append(point)
    }
    guard let symbol else { return }
    let places = SymbolPlaces.along(
      points.map { Double($0.x) }, from: Double(2 * plot.left), to: Double(2 * (plot.left + plot.columns)),
      symbol)
    for index in places {
      canvas.put(
        glyphs.symbol(symbol), column: points[index].x / 2, row: points[index].y / 4, tone: stroke.tone)
    }
  }

  /// Bresenham's line. Dashes are steps that are left out.
  /// - Parameter travelled: the dots of the whole line so far, so that dashes go on from piece to piece.
  private mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ stroke: Stroke, _ travelled: inout Int
  ) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let x = start.x + Int((Double(end.x - start.x) * share).rounded())
      let y = start.y + Int((Double(end.y - start.y) * share).rounded())
      let isDrawn =
        switch stroke.dash {
        case .solid: true
        case .dashed: travelled % 6 < 3
        case .dotted: travelled % 4 < 1
        }
      if step > 0 { travelled += 1 }
      guard isDrawn else { continue }
      // A line lies above shading and rules, but not above symbols of other lines.
      let cell = canvas[x / 2, y / 4]
      if let text = cell.text,
        text == glyphs.area || text == glyphs.rule(.horizontal) || text == glyphs.rule(.vertical)
      {
        canvas[x / 2, y / 4] = TextCanvas.Cell()
      }
      canvas.dot(x: x, y: y, tone: stroke.tone)
    }
  }

  private mutating func drawBand(_ slices: [Mark.Slice], _ tone: Tone) {
    for (one, next) in zip(slices, slices.dropFirst()) {
      guard let start = column(of: one.x), let end = column(of: next.x) else { continue }
      for column in start...max(end, start) {
        let share = end > start ? Double(column - start) / Double(end - start) : 0
        let low = one.low + (next.low - one.low) * share
        let high = one.high + (next.high - one.high) * share
        guard let top = row(of: high), let bottom = row(of: low), top <= bottom else { continue }
        for row in top...bottom { fill(column, row, glyphs.area, tone) }
      }
    }
  }

  private mutating func drawBars(_ bars: [Mark.Bar], _ tone: Tone) {
    var heights = [Double](repeating: 0, count: plot.columns)
    for bar in bars {
      guard let from = panel.x.scale.position(of: bar.from), let to = panel.x.scale.position(of: bar.to),
        let height = panel.y.scale.position(of: bar.height)
      else { continue }
      let first = cell(from, plot.columns)
      let last = max(first, min(Int((to * Double(plot.columns)).rounded(.up)) - 1, plot.columns - 1))
      for column in first...last { heights[column] = max(heights[column], height) }
    }
    for (column, height) in heights.enumerated() where height > 0 {
      let eighths = max(Int((height * Double(8 * plot.rows)).rounded()), 1)
      for row in 0..<plot.rows {
        let own = min(max(eighths - 8 * row, 0), 8)
        if own > 0 {
          canvas.put(
            glyphs.bar(own), column: plot.left + column, row: plot.top + plot.rows - 1 - row, tone: tone)
        }
      }
    }
  }
}
