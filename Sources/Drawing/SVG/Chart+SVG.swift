extension Chart {
  public static let usualWidth = 760.0

  /// The figure as an SVG file. It needs no other file, is readable on light and dark pages and in print, and can stand in
  /// an HTML page as it is, beside others.
  /// - Parameters:
  ///   - width: in pixels, at least 200.
  ///   - height: in pixels, as far as the panels can have it; nil: what suits the width.
  public func svg(width: Double = Chart.usualWidth, height: Double? = nil) -> String {
    let layout = ChartLayout(self, width: max(width, 200), height: height)
    let size = (layout.width.pixel, layout.height.rounded(.up).pixel)
    var markup = Markup()
    markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "bnlab-figure", "width": size.0, "height": size.1,
        "viewBox": "0 0 \(size.0) \(size.1)", "role": "img", "font-family": ChartStyle.fontFamily,
        "font-size": "12", "style": "max-width:100%;height:auto",
      ]
    ) { markup in
      markup.element("title", text: title)
      markup.element("desc", text: description)
      markup.element("style", text: ChartStyle.styleSheet)
      markup.element(
        "rect", ["class": "paper", "width": size.0, "height": size.1, "fill": "currentColor"])
      draw(layout, into: &markup)
    }
    return markup.text
  }

  private func draw(_ layout: ChartLayout, into markup: inout Markup) {
    let left = ChartLayout.margin
    for (index, line) in layout.titleLines.enumerated() {
      markup.svgText(
        line, x: left, y: left + 12 + Double(index) * ChartLayout.titleLine, size: ChartLayout.titleSize,
        isBold: true)
    }
    for (row, entries) in layout.keyRows.enumerated() {
      var x = left
      for entry in entries {
        entry.draw(x: x, y: layout.keyTop + Double(row) * ChartLayout.keyLine + 9, into: &markup)
        x += KeyLayout.width(entry) + KeyLayout.entryGap
      }
    }
    for panel in layout.panels {
      PanelSVG(layout: panel, hasEndLabels: layout.hasEndLabels).draw(into: &markup)
    }
    for (index, line) in layout.noteLines.enumerated() {
      markup.svgText(
        line, x: left, y: layout.notesTop + 12 + Double(index) * ChartLayout.noteLine, tone: "faint",
        size: ChartLayout.noteSize)
    }
  }
}

extension KeyEntry {
  /// - Parameter y: the middle of the line.
  fileprivate func draw(x: Double, y: Double, into markup: inout Markup) {
    let end = x + KeyLayout.sampleWidth
    switch sample {
    case .line(let stroke, let symbol):
      MarkSVG.stroke("M\(x.pixel) \(y.pixel)H\(end.pixel)", stroke, into: &markup)
      if let symbol {
        MarkSVG.fill(symbol.path(x: (x + end) / 2, y: y), stroke.tone, symbol, into: &markup)
      }
    case .area(let tone):
      MarkSVG.rectangle(x, y - 6, end, y + 6, tone, opacity: 0.2, into: &markup)
    case .symbol(let symbol, let tone):
      MarkSVG.fill(symbol.path(x: (x + end) / 2, y: y), tone, symbol, into: &markup)
    }
    markup.svgText(text, x: end + 6, y: y + 4)
  }
}
