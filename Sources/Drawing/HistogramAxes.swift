import System

/// A histogram with its axes: the share of the values in each bin, the mean, and a band of one standard deviation around it.
struct HistogramAxes {
  private let panel: HistogramPicture.Panel
  private let left: Double
  private let top: Double
  private let width: Double
  private let height: Double
  private let shares: [Double]
  private let low: Double
  private let high: Double
  /// The powers of ten at the bottom and the top of a logarithmic axis; nil if the axis is linear.
  private let decades: (low: Int, high: Int)?

  /// The axis is logarithmic if the fullest bin holds more than this multiple of the median bin, which a linear axis would
  /// hide.
  private static let maximumLinearRatio = 20.0

  init(_ panel: HistogramPicture.Panel, x: Double, y: Double, width: Double, height: Double) {
    self.panel = panel
    (left, top, self.width, self.height) = (x, y, width, height)
    let total = Double(max(panel.bins.reduce(0, +), 1))
    shares = panel.bins.map { Double($0) / total }
    let end = panel.firstEdge + panel.binWidth * Double(panel.bins.count)
    // The bin of a single value has no width.
    (low, high) = end > panel.firstEdge ? (panel.firstEdge, end) : (end - 0.5, end + 0.5)
    let filled = shares.filter { $0 > 0 }.sorted()
    if let greatest = filled.last, greatest > Self.maximumLinearRatio * filled[filled.count / 2] {
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
    let mean = x(of: panel.mean)
    markup.line(x1: mean, y1: top, x2: mean, y2: top + height, style: "mark")
    drawValues(into: &markup)
  }

  /// The x coordinate of a value, within the panel.
  private func x(of value: Double) -> Double {
    min(max(left + (value - low) / (high - low) * width, left), left + width)
  }

  private var greatestShare: Double { max(shares.max() ?? 1, 1e-12) }

  /// The y coordinate of a share.
  private func y(of share: Double) -> Double {
    guard share > 0 else { return top + height }
    guard let decades else { return top + height - share / (1.05 * greatestShare) * height }
    let position = (log10(share) - Double(decades.low)) / Double(max(decades.high - decades.low, 1))
    return top + height - max(position, 0) * height
  }

  private var bars: String {
    let bottom = (top + height).coordinate
    return shares.indices.filter { shares[$0] > 0 }.map { index in
      let start = x(of: low + (high - low) * Double(index) / Double(shares.count))
      let end = x(of: low + (high - low) * Double(index + 1) / Double(shares.count))
      return
        "M\(start.coordinate) \(bottom)V\(y(of: shares[index]).coordinate)H\(max(end - 0.5, start).coordinate)V\(bottom)z"
    }.joined()
  }

  private func drawBand(into markup: inout Markup) {
    let start = x(of: panel.mean - panel.deviation)
    let end = x(of: panel.mean + panel.deviation)
    markup.rectangle(x: start, y: top, width: max(end - start, 0), height: height, style: "band")
  }

  /// Draws the axis of the shares, on the left.
  private func drawScale(into markup: inout Markup) {
    let ticks =
      decades.map { AxisTicks(decadesFrom: $0.low, to: $0.high) }
      ?? AxisTicks(sharesTo: 1.05 * greatestShare, count: 5)
    for tick in ticks.ticks {
      let y = tick.value > 0 ? self.y(of: tick.value) : top + height
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

  /// Draws the axis of the values, along the bottom.
  private func drawValues(into markup: inout Markup) {
    let bottom = top + height
    markup.line(x1: left, y1: bottom, x2: left + width, y2: bottom, style: "axis")
    for tick in AxisTicks(from: low, to: high, count: 6).ticks {
      let x = self.x(of: tick.value)
      markup.line(x1: x, y1: bottom, x2: x, y2: bottom + 5, style: "axis")
      markup.label(tick.label, x: x, y: bottom + 19, anchor: "middle", style: "faint")
    }
    markup.label(panel.axis, x: left + width / 2, y: bottom + 38, anchor: "middle")
  }
}
