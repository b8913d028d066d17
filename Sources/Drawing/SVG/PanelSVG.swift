/// Draws a panel: titles, grid, marks, axes and labels.
struct PanelSVG {
  let layout: PanelLayout
  let hasEndLabels: Bool
  let isInPage: Bool

  private var panel: Panel { layout.panel }
  private var frame: PlotFrame { layout.frame }

  func draw(into markup: inout Markup) {
    guard isInPage, let axis else { return drawParts(into: &markup) }
    markup.element("g", axis, content: drawParts)
  }

  /// Where the horizontal axis lies, for the script of a page; nil if it has no numbers.
  private var axis: Markup.Attributes? {
    guard !panel.x.isHidden else { return nil }
    func attributes(_ low: Double, _ high: Double, _ kind: String) -> Markup.Attributes {
      [
        "data-axis": kind, "data-low": low.exactCoordinate, "data-high": high.exactCoordinate,
        "data-left": frame.left.pixel, "data-right": frame.right.pixel, "data-top": frame.top.pixel,
        "data-bottom": frame.bottom.pixel,
      ]
    }
    switch panel.x.scale {
    case .linear(let low, let high): return attributes(low, high, "linear")
    case .logarithmic(let low, let high): return attributes(low, high, "log")
    case .categories: return nil
    }
  }

  private func drawParts(into markup: inout Markup) {
    drawTitles(into: &markup)
    drawGrid(into: &markup)
    for mark in panel.marks {
      markup.series(isInPage ? mark.seriesTone : nil) { MarkSVG(frame: frame).draw(mark, into: &$0) }
    }
    drawTicks(into: &markup)
    drawRuleLabels(into: &markup)
    if hasEndLabels { drawEndLabels(into: &markup) }
    if let shading = panel.shading { drawBar(shading, into: &markup) }
  }

  private func drawTitles(into markup: inout Markup) {
    var y = frame.top - 9
    if !panel.y.label.isEmpty {
      markup.svgText(
        TextMeasure.fitted(panel.y.label, width: layout.width), x: layout.x, y: y, tone: "faint")
      y -= 17
    }
    if !panel.subtitle.isEmpty {
      markup.svgText(
        TextMeasure.fitted(panel.subtitle, width: layout.width), x: layout.x, y: y, tone: "faint")
      y -= 16
    }
    if !panel.title.isEmpty {
      let size = PanelLayout.headingSize
      markup.svgText(
        TextMeasure.fitted(panel.title, width: layout.width, size: size, isBold: true), x: layout.x, y: y,
        size: size, isBold: true)
    }
  }

  // MARK: Axes

  private var yTicks: [AxisTicks.Tick] {
    panel.y.scale.isCategorical ? panel.y.ticks(0) : panel.y.ticks(min(max(Int(frame.height / 40), 3), 10))
  }

  private var xTicks: [AxisTicks.Tick] { panel.x.ticks(max(Int(frame.width / 64), 3)) }

  private func drawGrid(into markup: inout Markup) {
    let isForest = panel.y.scale.isCategorical
    let path =
      isForest
      ? xTicks.compactMap { frame.x(of: $0.value) }.map {
        "M\($0.pixel) \(frame.top.pixel)V\(frame.bottom.pixel)"
      }
      : yTicks.compactMap { frame.y(of: $0.value) }.map {
        "M\(frame.left.pixel) \($0.pixel)H\(frame.right.pixel)"
      }
    guard !path.isEmpty else { return }
    markup.element("path", ["class": "grid", "stroke": "currentColor", "d": path.joined()])
  }

  private func drawTicks(into markup: inout Markup) {
    if !panel.y.isHidden {
      var previous = Double.infinity
      for tick in yTicks {
        guard let y = frame.y(of: tick.value), (previous - y).magnitude >= 13 else { continue }
        previous = y
        let text = TextMeasure.fitted(tick.label, width: frame.left - layout.x - 6)
        markup.svgText(text, x: frame.left - 8, y: y + 4, anchor: .end, tone: "faint")
      }
    }
    guard !panel.x.isHidden else { return }
    var path = "M\(frame.left.pixel) \(frame.bottom.pixel)H\(frame.right.pixel)"
    var end = -Double.infinity
    for tick in xTicks {
      guard let x = frame.x(of: tick.value) else { continue }
      let half = TextMeasure.width(tick.label) / 2
      guard x - half >= end + 6 else { continue }
      end = x + half
      path += "M\(x.pixel) \(frame.bottom.pixel)v4"
      markup.svgText(tick.label, x: x, y: frame.bottom + 17, anchor: .middle, tone: "faint")
    }
    markup.element("path", ["class": "axis", "stroke": "currentColor", "d": path])
    guard !panel.x.label.isEmpty else { return }
    let text = TextMeasure.fitted(panel.x.label, width: layout.width)
    let half = TextMeasure.width(text) / 2
    let middle = min(frame.left + frame.width / 2, layout.x + layout.width - half)
    markup.svgText(text, x: middle, y: frame.bottom + 33, anchor: .middle, tone: "faint")
  }

  // MARK: Labels

  /// Labels of vertical lines, at the top of the panel, each below the one before.
  private func drawRuleLabels(into markup: inout Markup) {
    var y = frame.top + 12
    for case .rule(.vertical, let value, let stroke, let label?) in panel.marks {
      guard let x = frame.x(of: value) else { continue }
      let isLeft = x + 5 + TextMeasure.width(label) <= frame.right
      markup.svgText(
        label, x: isLeft ? x + 5 : x - 5, y: y, anchor: isLeft ? .start : .end,
        tone: ChartStyle.name(of: stroke.tone))
      y += 15
    }
  }

  private func drawEndLabels(into markup: inout Markup) {
    let labels = panel.endLabels
    let wanted = labels.map { frame.y(of: $0.place) ?? frame.top }
    let low = frame.top + 4
    let places = LabelSpread.spread(
      wanted, distance: ChartLayout.endLabelLine, in: low...max(frame.bottom - 2, low))
    for (label, place) in zip(labels, places) {
      markup.series(isInPage ? label.tone : nil) { draw(label, at: place, into: &$0) }
    }
  }

  private func draw(_ label: EndLabel, at place: Double, into markup: inout Markup) {
    let y = frame.y(of: label.y) ?? frame.top
    if (place - y).magnitude > 2 {
      MarkSVG.stroke(
        "M\((frame.right + 2).pixel) \(y.pixel)L\((frame.right + 9).pixel) \(place.pixel)",
        Stroke(label.tone, isThin: true), into: &markup)
    }
    if let symbol = label.symbol {
      MarkSVG.fill(
        symbol.path(x: frame.right + 16, y: place), label.tone, symbol, into: &markup)
    }
    markup.svgText(
      label.text, x: frame.right + ChartLayout.endLabelGap - 1, y: place + 4,
      tone: ChartStyle.name(of: label.tone))
  }

  /// Draws the bar that explains the colours of cells, with the values at its ends.
  private func drawBar(_ shading: Shading, into markup: inout Markup) {
    let (low, high) = shading.ends
    let y = layout.bottom - PanelLayout.shadingRoom + 8
    guard low < high else {
      return markup.svgText(
        "all values are \(Double(low).brief)", x: frame.left, y: y + 10, tone: "faint")
    }
    let width = min(max(frame.width, 120), layout.width)
    let count = 32
    for step in 0..<count {
      let level = step * (ColourScale.levels - 1) / (count - 1)
      let (from, to) = (width * Double(step) / Double(count), width * Double(step + 1) / Double(count))
      markup.element(
        "rect",
        [
          "x": (frame.left + from).pixel, "y": y.pixel,
          "width": (to - from + (step < count - 1 ? 0.3 : 0)).pixel,
          "height": "8", "fill": shading.colour(ofLevel: level).hex,
        ])
    }
    // An outline, because the ends of a scale may be as bright as the paper.
    markup.element(
      "rect",
      [
        "class": "axis", "x": frame.left.pixel, "y": y.pixel, "width": width.pixel, "height": "8",
        "fill": "none", "stroke": "currentColor", "stroke-width": "0.5",
      ])
    markup.svgText(Double(low).brief, x: frame.left, y: y + 21, tone: "faint", size: 11)
    markup.svgText(
      Double(high).brief, x: frame.left + width, y: y + 21, anchor: .end, tone: "faint", size: 11)
    if low < 0, high > 0 {
      let zero = frame.left + width * Double(-low) / Double(high - low)
      markup.svgText("0", x: zero, y: y + 21, anchor: .middle, tone: "faint", size: 11)
    }
  }
}
