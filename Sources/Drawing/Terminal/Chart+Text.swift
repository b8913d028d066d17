import Text

extension Chart {
  /// Between panels side by side, and between the entries of the legend.
  private static let gap = 3
  /// The fewest columns of a panel that stands beside another one.
  private static let minimumPanel = 56
  private static let endLabelShare = 0.3

  /// The figure in the characters of a terminal. No line is wider than the style says, and each ends in a line feed.
  public func text(_ style: TextCanvasStyle) -> String {
    let glyphs = TextGlyphs(isUnicode: style.isUnicode)
    let columns = max(
      min(self.columns, panels.count, (style.width + Self.gap) / (Self.minimumPanel + Self.gap)), 1)
    let own = (style.width - Self.gap * (columns - 1)) / columns
    let labels = panels.map(\.endLabels)
    let labelWidth = labels.joined().map { glyphs.shown($0.text).displayWidth }.max() ?? 0
    let hasEndLabels =
      columns == 1 && Double(labelWidth) <= Self.endLabelShare * Double(own)
      && labels.allSatisfy { $0.count <= 8 }
    let axisRoom = panels.map { TextPanel.axisRoom($0, columns: own, glyphs) }.max() ?? 0

    var lines = wrapped(title, style.width, glyphs).map { style.usesColour ? "\u{1B}[1m\($0)\u{1B}[0m" : $0 }
    // Thin lines are not drawn here, so they need no explanation.
    lines += keyLines(entries(hasEndLabels: hasEndLabels).filter { !$0.isThin }, style, glyphs)
    let rows = style.height.map { height in
      let panelRows = (panels.count + columns - 1) / columns
      let taken = lines.count + notes.count + 6 * panelRows
      return max((height - taken) / max(panelRows, 1), 3)
    }
    for start in stride(from: 0, to: panels.count, by: columns) {
      let row = panels[start..<min(start + columns, panels.count)].map { panel in
        TextPanel(
          panel, columns: own, rows: rows, axisRoom: axisRoom,
          endRoom: hasEndLabels && labelWidth > 0 ? labelWidth + 3 : 0, style: style
        ).canvas
      }
      lines += Self.joined(row, own, style)
    }
    for note in notes { lines += wrapped(note, style.width, glyphs) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Canvases side by side.
  private static func joined(_ canvases: [TextCanvas], _ columns: Int, _ style: TextCanvasStyle) -> [String] {
    guard canvases.count > 1 else { return canvases.first?.lines(style) ?? [] }
    let height = canvases.map(\.rows).max() ?? 0
    var whole = TextCanvas(
      columns: columns * canvases.count + gap * (canvases.count - 1), rows: height)
    for (index, canvas) in canvases.enumerated() {
      for row in 0..<canvas.rows {
        for column in 0..<canvas.columns {
          whole[index * (columns + gap) + column, row] = canvas[column, row]
        }
      }
    }
    return whole.lines(style)
  }

  /// A word that is wider than a line is cut.
  private func wrapped(_ text: String, _ width: Int, _ glyphs: TextGlyphs) -> [String] {
    glyphs.shown(text).wrapped(to: width).filter { !$0.isEmpty }.map { glyphs.shown($0, width: width) }
  }

  private func keyLines(_ entries: [KeyEntry], _ style: TextCanvasStyle, _ glyphs: TextGlyphs) -> [String] {
    func width(_ entry: KeyEntry) -> Int { min(4 + glyphs.shown(entry.text).displayWidth, style.width) }
    let rows = entries.filled(width: Double(style.width), gap: Double(Self.gap)) { Double(width($0)) }
    var canvas = TextCanvas(columns: style.width, rows: rows.count)
    for (row, entries) in rows.enumerated() {
      var column = 0
      for entry in entries {
        defer { column += width(entry) + Self.gap }
        switch entry.sample {
        case .line(let stroke, let symbol):
          canvas.put(glyphs.line(stroke.dash, stroke.tone), column: column, row: row, tone: stroke.tone)
          if let symbol {
            canvas.put(glyphs.symbol(symbol), column: column + 2, row: row, tone: stroke.tone)
          } else {
            let last = glyphs.line(stroke.dash, stroke.tone).suffix(1)
            canvas.put(String(last), column: column + 2, row: row, tone: stroke.tone)
          }
        case .area(let tone):
          canvas.put(String(repeating: glyphs.area, count: 3), column: column, row: row, tone: tone)
        case .symbol(let symbol, let tone):
          canvas.put(glyphs.symbol(symbol), column: column + 1, row: row, tone: tone)
        }
        canvas.put(
          glyphs.shown(entry.text, width: style.width - column - 4), column: column + 4, row: row)
      }
    }
    return canvas.lines(style)
  }
}
