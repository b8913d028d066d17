import System

/// One histogram with its axes: the share of the values in each bin, the mean, and the band of a deviation around it.
struct HistogramAxes {
  private let panel: HistogramPicture.Panel
  private let left: Double
  private let top: Double
  private let width: Double
  private let height: Double
  private let shares: [Double]
  private let low: Double
  private let high: Double
  /// The powers of ten at the bottom and the top of a logarithmic axis; nil: the axis is linear.
  private let decades: (low: Int, high: Int)?

  /// A bin that is so many times as full as the typical one hides the others on a linear axis.
  private static let steepness = 20.0

  init(_ panel: HistogramPicture.Panel, x: Double, y: Double, width: Double, height: Double) {
    self.panel = panel
    (left, top, self.width, self.height) = (x, y, width, height)
    let total = Double(max(panel.bins.reduce(0, +), 1))
    shares = panel.bins.map { Double($0) / total }
    let end = panel.firstEdge + panel.binWidth * Double(panel.bins.count)
    // A single value has a bin without width.
    (low, high) = end > panel.firstEdge ? (panel.firstEdge, end) : (end - 0.5, end + 0.5)
    let filled = shares.filter { $0 > 0 }.sorted()
    if let greatest = filled.last, greatest > Self.steepness * filled[filled.count / 2] {
      decades = (Int(log10(filled[0]).rounded(.down)), Int(log10(greatest).rounded(.up)))
    } else {
      decades = nil
    }
  }

  func draw(into markup: inout Markup) {
    markup.label(panel.title, x: left, y: top - 28, style: "heading")
    markup.label(panel.subtitle, x: left, y: top - 10, style: "faint")
    drawScale(into: &markup)
    drawBand(into: &markup)
    markup.element("path", ["class": "bars", "d": bars])
    let mean = place(of: panel.mean)
    markup.line(x1: mean, y1: top, x2: mean, y2: top + height, style: "mark")
    drawValues(into: &markup)
  }

  private func place(of value: Double) -> Double {
    min(max(left + (value - low) / (high - low) * width, left), left + width)
  }

  private var greatestShare: Double { max(shares.max() ?? 1, 1e-12) }

  private func level(of share: Double) -> Double {
    guard share > 0 else { return top + height }
    guard let decades else { return top + height - share / (1.05 * greatestShare) * height }
    let place = (log10(share) - Double(decades.low)) / Double(max(decades.high - decades.low, 1))
    return top + height - max(place, 0) * height
  }

  private var bars: String {
    let bottom = (top + height).coordinate
    return shares.indices.filter { shares[$0] > 0 }.map { index in
      let start = place(of: low + (high - low) * Double(index) / Double(shares.count))
      let end = place(of: low + (high - low) * Double(index + 1) / Double(shares.count))
      return
        "M\(start.coordinate) \(bottom)V\(level(of: shares[index]).coordinate)H\(max(end - 0.5, start).coordinate)V\(bottom)z"
    }.joined()
  }

  private func drawBand(into markup: inout Markup) {
    let start = place(of: panel.mean - panel.deviation)
    let end = place(of: panel.mean + panel.deviation)
    markup.rectangle(x: start, y: top, width: max(end - start, 0), height: height, style: "band")
  }

  /// The shares, from the left.
  private func drawScale(into markup: inout Markup) {
    let ticks =
      decades.map { AxisTicks(decadesFrom: $0.low, to: $0.high) }
      ?? AxisTicks(sharesTo: 1.05 * greatestShare, count: 5)
    for tick in ticks.ticks {
      let y = tick.value > 0 ? level(of: tick.value) : top + height
      markup.line(x1: left, y1: y, x2: left + width, y2: y, style: "grid")
      markup.label(tick.label, x: left - 6, y: y + 4, anchor: "end", style: "faint")
    }
    markup.element(
      "text",
      [
        "transform": "translate(\((left - 54).coordinate) \((top + height / 2).coordinate)) rotate(-90)",
        "text-anchor": "middle",
      ], text: decades == nil ? "share of the values" : "share of the values (log scale)")
  }

  /// The values, along the bottom.
  private func drawValues(into markup: inout Markup) {
    let bottom = top + height
    markup.line(x1: left, y1: bottom, x2: left + width, y2: bottom, style: "axis")
    for tick in AxisTicks(from: low, to: high, count: 6).ticks {
      let x = place(of: tick.value)
      markup.line(x1: x, y1: bottom, x2: x, y2: bottom + 5, style: "axis")
      markup.label(tick.label, x: x, y: bottom + 19, anchor: "middle", style: "faint")
    }
    markup.label(panel.axis, x: left + width / 2, y: bottom + 38, anchor: "middle")
  }
}
