/// The marks of a panel that fill areas: cells, patches and boxes.
extension TextPanel {
  /// Each cell of the terminal shows the mean of what it covers: with colour in two halves, otherwise as a shade.
  mutating func drawCells(_ grid: CellGrid, _ area: Area, _ shading: Shading) {
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
  mutating func drawCells(
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
  func cells(of area: Area) -> (columns: Range<Int>, rows: Range<Int>)? {
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

  mutating func drawPatch(_ area: Area, _ tone: Tone) {
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

  mutating func drawBox(_ area: Area, _ tone: Tone, _ label: String, _ detail: String) {
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
    let detail = glyphs.shown(detail, width: room * 7 / 10)
    canvas.put(
      glyphs.shown(label, width: room - (detail.isEmpty ? 0 : detail.displayWidth + 1)), column: left + 2,
      row: middle)
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
