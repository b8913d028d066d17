import Text

/// Draws a panel into the cells of a terminal.
struct TextPanel {
  let panel: Panel
  let glyphs: TextGlyphs
  let usesColour: Bool
  private let head: [String]
  private let plot: (left: Int, top: Int, columns: Int, rows: Int)
  private(set) var canvas: TextCanvas

  private static let widestLabels = 0.4
  /// The most lines of a panel that has no height of its own.
  private static let usualRows = 8...18
  private static let mostRows = 48

  /// - Parameters:
  ///   - columns: of the panel with its labels.
  ///   - rows: the lines between the axes; nil: what suits.
  ///   - axisRoom: the columns of tick labels, the same for all panels.
  ///   - endRoom: the columns for labels at the ends of lines.
  init(
    _ panel: Panel, columns: Int, rows: Int?, axisRoom: Int, endRoom: Int, style: TextCanvasStyle
  ) {
    self.panel = panel
    glyphs = TextGlyphs(isUnicode: style.isUnicode)
    usesColour = style.usesColour
    head = [panel.title, panel.subtitle, panel.y.label].filter { !$0.isEmpty }
    var width = max(columns - axisRoom - endRoom, 4)
    var height =
      panel.textRows ?? rows
      ?? min(max(columns / 5, Self.usualRows.lowerBound), Self.usualRows.upperBound)
    if case .categories(let names) = panel.y.scale { height = names.count }
    if let aspect = panel.aspect, panel.textRows == nil {
      // A cell is about twice as high as wide.
      let most = rows ?? Self.mostRows
      height = min(max(Int((Double(width) * aspect / 2).rounded()), 1), most)
      width = min(width, max(Int((Double(height) * 2 / aspect).rounded()), 1))
    }
    plot = (axisRoom, head.count, width, height)
    let foot = (panel.x.isHidden ? 0 : 2) + (panel.x.label.isEmpty ? 0 : 1) + (panel.shading == nil ? 0 : 1)
    canvas = TextCanvas(columns: columns, rows: head.count + height + foot)
    draw(hasEndLabels: endRoom > 0)
  }

  static func axisRoom(_ panel: Panel, columns: Int, _ glyphs: TextGlyphs) -> Int {
    guard !panel.y.isHidden else { return 0 }
    let widest = panel.y.possibleTicks.map { glyphs.shown($0.label).displayWidth }.max() ?? 0
    return min(widest, Int(Double(columns) * widestLabels)) + 2
  }

  // MARK: Parts

  private mutating func draw(hasEndLabels: Bool) {
    for (row, text) in head.enumerated() {
      let isTitle = row == 0 && !panel.title.isEmpty
      put(text, column: 0, row: row, tone: isTitle ? .ink : .faint, isBold: isTitle, width: canvas.columns)
    }
    for mark in panel.marks { draw(mark) }
    drawAxes()
    if hasEndLabels { drawEndLabels() }
    if let shading = panel.shading { drawBar(shading) }
  }

  /// Draws the bar that explains the colours or shades of cells, between the values at its ends.
  private mutating func drawBar(_ shading: Shading) {
    let (low, high) = shading.ends
    let (steps, row) = (12, canvas.rows - 1)
    let start = Double(low).brief
    put(start, column: plot.left, row: row, tone: .faint, width: canvas.columns - plot.left)
    let first = plot.left + start.displayWidth + 1
    for step in 0..<steps {
      let share = Double(step) / Double(steps - 1)
      let colour = shading.colour(ofLevel: Int(share * Double(ColourScale.levels - 1)))
      canvas[first + step, row] =
        usesColour && glyphs.isUnicode
        ? TextCanvas.Cell(text: "█", foreground: colour)
        : TextCanvas.Cell(text: glyphs.shade(share), tone: .faint)
    }
    let last = first + steps + 1
    put(Double(high).brief, column: last, row: row, tone: .faint, width: max(canvas.columns - last, 0))
  }

  private mutating func put(
    _ text: String, column: Int, row: Int, tone: Tone = .ink, isBold: Bool = false, width: Int
  ) {
    canvas.put(cut(text, width), column: column, row: row, tone: tone, isBold: isBold)
  }

  private func cut(_ text: String, _ width: Int) -> String {
    let shown = glyphs.shown(text)
    if shown.displayWidth <= width { return shown }
    return glyphs.shown(shown.truncated(to: width))
  }

  private mutating func drawAxes() {
    if !panel.y.isHidden {
      let ticks = panel.y.ticks(panel.y.scale.isCategorical ? plot.rows : min(max(plot.rows / 4, 3), 10))
      for row in 0..<plot.rows {
        canvas.put(glyphs.vertical, column: plot.left - 1, row: plot.top + row, tone: .faint)
      }
      var used: Set<Int> = []
      for tick in ticks {
        guard let y = row(of: tick.value), used.insert(y).inserted else { continue }
        let label = cut(tick.label, plot.left - 2)
        canvas.put(label, column: plot.left - 2 - label.displayWidth, row: y, tone: .faint)
        canvas.put(glyphs.yTick, column: plot.left - 1, row: y, tone: .faint)
      }
    }
    guard !panel.x.isHidden else { return }
    let row = plot.top + plot.rows
    canvas.put(
      (panel.y.isHidden ? "" : glyphs.corner) + String(repeating: glyphs.horizontal, count: plot.columns),
      column: plot.left - (panel.y.isHidden ? 0 : 1), row: row, tone: .faint)
    var end = -1
    for tick in panel.x.ticks(max(plot.columns / 10, 2)) {
      guard let position = panel.x.scale.position(of: tick.value) else { continue }
      let column = plot.left + cell(position, plot.columns)
      let label = glyphs.shown(tick.label)
      let start = min(max(column - label.displayWidth / 2, 0), canvas.columns - label.displayWidth)
      guard start > end else { continue }
      canvas.put(glyphs.tick, column: column, row: row, tone: .faint)
      canvas.put(label, column: start, row: row + 1, tone: .faint)
      end = start + label.displayWidth
    }
    if !panel.x.label.isEmpty {
      let label = cut(panel.x.label, canvas.columns)
      let middle = plot.left + plot.columns / 2 - label.displayWidth / 2
      canvas.put(
        label, column: max(min(middle, canvas.columns - label.displayWidth), 0), row: row + 2, tone: .faint)
    }
  }

  private mutating func drawEndLabels() {
    let labels = panel.endLabels
    let wanted = labels.map { Double(row(of: $0.place) ?? plot.top) }
    let rows = LabelSpread.spread(
      wanted, distance: 1, in: Double(plot.top)...Double(max(plot.top + plot.rows - 1, plot.top)))
    let column = plot.left + plot.columns + 1
    var used: Set<Int> = []
    for (label, wanted) in zip(labels, rows).sorted(by: { $0.1 < $1.1 }) {
      var row = Int(wanted.rounded())
      while !used.insert(row).inserted { row += 1 }
      if let symbol = label.symbol {
        canvas.put(glyphs.symbol(symbol), column: column, row: row, tone: label.tone)
      }
      put(label.text, column: column + 2, row: row, tone: label.tone, width: canvas.columns - column - 2)
    }
  }

  // MARK: Places

  private func cell(_ position: Double, _ count: Int) -> Int { min(Int(position * Double(count)), count - 1) }

  private func upright(_ position: Double) -> Double { panel.y.isDownward ? position : 1 - position }

  private func row(of value: Double) -> Int? {
    panel.y.scale.position(of: value).map { plot.top + cell(upright($0), plot.rows) }
  }

  private func column(of value: Double) -> Int? {
    panel.x.scale.position(of: value).map { plot.left + cell($0, plot.columns) }
  }

  /// The dot of a point.
  private func dot(_ place: Place) -> (x: Int, y: Int)? {
    guard let x = panel.x.scale.position(of: place.x), let y = panel.y.scale.position(of: place.y) else {
      return nil
    }
    return (2 * plot.left + cell(x, 2 * plot.columns), 4 * plot.top + cell(upright(y), 4 * plot.rows))
  }

  // MARK: Marks

  private mutating func draw(_ mark: Mark) {
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
    case .box(let area, let tone, let label, let detail): drawBox(area, tone, label, detail)
    case .text(let text, let place, let anchor, let tone):
      guard let column = column(of: place.x), let row = row(of: place.y) else { return }
      let shown = cut(text, plot.columns)
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
  private mutating func fill(_ column: Int, _ row: Int, _ text: String, _ tone: Tone) {
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

  /// Each cell of the terminal shows the mean of what it covers: with colour in two halves, otherwise as a shade.
  private mutating func drawCells(_ grid: CellGrid, _ area: Area, _ shading: Shading) {
    let isHalved = usesColour && glyphs.isUnicode
    guard isHalved else {
      let glyphs = glyphs
      return drawCells(grid, area) { values in
        TextCanvas.Cell(text: shading.brightness(of: values).map(glyphs.shade) ?? "?")
      }
    }
    guard let cells = cells(of: area) else { return }
    for row in cells.rows {
      for column in cells.columns {
        let x = (column - cells.columns.lowerBound, cells.columns.count)
        let halves = [0, 1].map { half in
          RGB.mean(
            grid.part(x: x, y: (2 * (row - cells.rows.lowerBound) + half, 2 * cells.rows.count))
              .compactMap { shading.colour(of: $0) })
        }
        canvas[column, row] = TextCanvas.Cell(text: "▀", foreground: halves[0], background: halves[1])
      }
    }
  }

  /// - Parameter cell: what a cell of the terminal shows for the values that it covers.
  private mutating func drawCells(
    _ grid: CellGrid, _ area: Area, _ cell: ([Float]) -> TextCanvas.Cell
  ) {
    guard let cells = cells(of: area) else { return }
    for row in cells.rows {
      for column in cells.columns {
        canvas[column, row] = cell(
          grid.part(
            x: (column - cells.columns.lowerBound, cells.columns.count),
            y: (row - cells.rows.lowerBound, cells.rows.count)))
      }
    }
  }

  /// The cells of the terminal that an area covers, at least one.
  private func cells(of area: Area) -> (columns: Range<Int>, rows: Range<Int>)? {
    guard let x1 = panel.x.scale.position(of: area.x.lowerBound),
      let x2 = panel.x.scale.position(of: area.x.upperBound),
      let y1 = panel.y.scale.position(of: area.y.lowerBound),
      let y2 = panel.y.scale.position(of: area.y.upperBound)
    else { return nil }
    func range(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
      let first = min(Int((low * Double(count)).rounded()), count - 1)
      return first..<max(first + 1, min(Int((high * Double(count)).rounded()), count))
    }
    let (top, bottom) = (min(upright(y1), upright(y2)), max(upright(y1), upright(y2)))
    let columns = range(min(x1, x2), max(x1, x2), plot.columns)
    let rows = range(top, bottom, plot.rows)
    return (
      columns.lowerBound + plot.left..<columns.upperBound + plot.left,
      rows.lowerBound + plot.top..<rows.upperBound + plot.top
    )
  }

  private mutating func drawPatch(_ area: Area, _ tone: Tone) {
    let ends = [area.x.lowerBound, area.x.upperBound].map { value in
      value == -.infinity ? plot.left : value == .infinity ? plot.left + plot.columns - 1 : column(of: value)
    }
    guard let left = ends[0], let right = ends[1], let one = row(of: area.y.lowerBound),
      let other = row(of: area.y.upperBound)
    else { return }
    for row in min(one, other)...max(one, other) {
      for column in min(left, right)...max(left, right) { fill(column, row, glyphs.area, tone) }
    }
  }

  private mutating func drawBox(_ area: Area, _ tone: Tone, _ label: String, _ detail: String) {
    guard let left = column(of: area.x.lowerBound), let right = column(of: area.x.upperBound),
      let one = row(of: area.y.lowerBound), let other = row(of: area.y.upperBound)
    else { return }
    let (top, bottom) = (min(one, other), max(one, other))
    let room = max(right - left - 3, 0)
    if bottom > top {
      for column in left...max(right, left) {
        for row in [top, bottom] { canvas.put(glyphs.horizontal, column: column, row: row, tone: tone) }
      }
    }
    for row in top...bottom {
      for column in [left, right] { canvas.put(glyphs.vertical, column: column, row: row, tone: tone) }
    }
    let middle = (top + bottom) / 2
    let detail = cut(detail, room * 7 / 10)
    canvas.put(
      cut(label, room - (detail.isEmpty ? 0 : detail.displayWidth + 1)), column: left + 2, row: middle)
    canvas.put(detail, column: right - 1 - detail.displayWidth, row: middle, tone: .faint)
    guard bottom > top else { return }
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom)]
    for (corner, text) in zip(corners, glyphs.boxCorners) {
      canvas.put(text, column: corner.0, row: corner.1, tone: tone)
    }
  }
}

extension CellGrid {
  /// The values in one part of the grid, when its width and height are divided into equal parts.
  fileprivate func part(x: (index: Int, of: Int), y: (index: Int, of: Int)) -> [Float] {
    func cells(_ part: (index: Int, of: Int), _ count: Int) -> Range<Int> {
      let first = min(part.index * count / part.of, count - 1)
      return first..<max(first + 1, min(((part.index + 1) * count + part.of - 1) / part.of, count))
    }
    let columns = cells(x, self.columns)
    return cells(y, rows).flatMap { row in
      columns.compactMap { column in
        let index = row * self.columns + column
        return index < values.count ? values[index] : nil
      }
    }
  }
}
