import Text

/// Draws a panel into the cells of a terminal.
struct TextPanel {
  let panel: Panel
  let glyphs: TextGlyphs
  let usesColour: Bool
  private let head: [String]
  let plot: (left: Int, top: Int, columns: Int, rows: Int)
  var canvas: TextCanvas
  /// The shares of the columns that tick labels may take: the first at which no two look the same.
  private static let labelShares = [0.4, 0.5, 0.6]
  /// The fewest and the most lines of a panel for which no height is given.
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
    let rooms = labelShares.map { min(widest, Int(Double(columns) * $0)) }
    return (panel.y.clearRoom(of: rooms) { glyphs.label($0, width: $1) } ?? widest) + 2
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

  mutating func put(
    _ text: String, column: Int, row: Int, tone: Tone = .ink, isBold: Bool = false, width: Int
  ) {
    canvas.put(glyphs.shown(text, width: width), column: column, row: row, tone: tone, isBold: isBold)
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
        let label = glyphs.label(tick.label, width: plot.left - 2)
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
      let label = glyphs.shown(panel.x.label, width: canvas.columns)
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

  func cell(_ position: Double, _ count: Int) -> Int { min(Int(position * Double(count)), count - 1) }

  func upright(_ position: Double) -> Double { panel.y.isDownward ? position : 1 - position }

  func row(of value: Double) -> Int? {
    panel.y.scale.position(of: value).map { plot.top + cell(upright($0), plot.rows) }
  }

  func column(of value: Double) -> Int? {
    panel.x.scale.position(of: value).map { plot.left + cell($0, plot.columns) }
  }

  /// The dot of a point.
  func dot(_ place: Place) -> (x: Int, y: Int)? {
    guard let x = panel.x.scale.position(of: place.x), let y = panel.y.scale.position(of: place.y) else {
      return nil
    }
    return (2 * plot.left + cell(x, 2 * plot.columns), 4 * plot.top + cell(upright(y), 4 * plot.rows))
  }
}
