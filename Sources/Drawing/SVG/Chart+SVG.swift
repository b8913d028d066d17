extension Chart {
  public static let usualWidth = 760.0
  /// In a narrower picture there is no room for a panel and its axis.
  private static let leastWidth = 200.0
  private static let mostEnlargement = 100.0

  /// The figure as an SVG file. It needs no other file, and is readable on light and dark pages and in print.
  /// - Parameters:
  ///   - width: in pixels.
  ///   - height: in pixels; nil: what suits the width. Panels are as high as they can use. If texts and panels need more
  ///     room than there is, all of the picture is made smaller.
  public func svg(width: Double = Chart.usualWidth, height: Double? = nil) -> String {
    var enlargement = max(Self.leastWidth / width, 1)
    var layout = ChartLayout(self, width: width * enlargement, height: height.map { $0 * enlargement })
    while let height, layout.height > height * enlargement + 1, enlargement < Self.mostEnlargement {
      enlargement *= 1.1
      layout = ChartLayout(self, width: width * enlargement, height: height * enlargement)
    }
    let style: Markup.Attributes = [
      "font-family": ChartStyle.fontFamily, "font-size": "12", "style": "max-width:100%;height:auto",
    ]
    return svg(layout, style, scale: 1 / enlargement) { markup in
      markup.element("title", text: title)
      markup.element("desc", text: description)
      markup.element("style", text: ChartStyle.styleSheet)
    }
  }

  /// The figure as an element of an HTML page, which has `pageStyle` once and shows the title itself. Each mark of a series
  /// is in a group with the attribute `data-series`, and each panel with a numeric horizontal axis states where that lies.
  /// - Parameters:
  ///   - id: unique in the page.
  ///   - width: in pixels, at least 200.
  public func svgElement(id: String, className: String, width: Double) -> String {
    let layout = ChartLayout(self, width: max(width, Self.leastWidth), height: nil, isInPage: true)
    return svg(
      layout, ["aria-labelledby": "\(id)-title \(id)-desc"], className: " " + className
    ) { markup in
      markup.element("title", ["id": "\(id)-title"], text: title)
      markup.element("desc", ["id": "\(id)-desc"], text: description)
    }
  }

  /// The font and the colours of the figures in a page.
  public static var pageStyle: String {
    "svg.bnlab-figure { font: 12px/1 \(ChartStyle.fontFamily) }\n" + ChartStyle.styleSheet
  }

  private func svg(
    _ layout: ChartLayout, _ attributes: Markup.Attributes, className: String = "", scale: Double = 1,
    head: (inout Markup) -> Void
  ) -> String {
    let size = (layout.width.pixel, layout.height.rounded(.up).pixel)
    var markup = Markup(isCompact: layout.isInPage)
    let all: Markup.Attributes = [
      "xmlns": "http://www.w3.org/2000/svg", "class": "bnlab-figure\(className)",
      "width": (layout.width * scale).pixel, "height": (layout.height.rounded(.up) * scale).pixel,
      "viewBox": "0 0 \(size.0) \(size.1)", "role": "img",
    ]
    markup.element("svg", all, attributes) { markup in
      head(&markup)
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
        markup.series(layout.isInPage ? entry.tone : nil) { markup in
          entry.draw(x: x, y: layout.keyTop + Double(row) * ChartLayout.keyLine + 9, into: &markup)
        }
        x += KeyLayout.width(entry) + KeyLayout.entryGap
      }
    }
    for panel in layout.panels {
      PanelSVG(layout: panel, hasEndLabels: layout.hasEndLabels, isInPage: layout.isInPage)
        .draw(into: &markup)
    }
    for (index, line) in layout.noteLines.enumerated() {
      markup.svgText(
        line, x: left, y: layout.notesTop + 12 + Double(index) * ChartLayout.noteLine, tone: "faint",
        size: ChartLayout.noteSize)
    }
  }
}

extension KeyEntry {
  fileprivate var tone: Tone {
    switch sample {
    case .line(let stroke, _): stroke.tone
    case .area(let tone), .symbol(_, let tone): tone
    }
  }

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
