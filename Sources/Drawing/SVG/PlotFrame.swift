/// The rectangle between the axes of a panel, in pixels, and where values lie in it.
struct PlotFrame {
  let left, top, width, height: Double
  let xAxis, yAxis: Axis

  var right: Double { left + width }
  var bottom: Double { top + height }

  /// Nil if the axis cannot show the value.
  func x(of value: Double) -> Double? { xAxis.scale.position(of: value).map { left + $0 * width } }

  func y(of value: Double) -> Double? {
    yAxis.scale.position(of: value).map { top + (yAxis.isDownward ? $0 : 1 - $0) * height }
  }

  func point(_ place: Place) -> (x: Double, y: Double)? {
    guard let x = x(of: place.x), let y = y(of: place.y) else { return nil }
    return (x, y)
  }

  /// Infinite ends are the ends of the axis.
  func xRange(_ low: Double, _ high: Double) -> (low: Double, high: Double) {
    let ends = [
      low == -.infinity ? left : x(of: low) ?? left, high == .infinity ? right : x(of: high) ?? right,
    ]
    return (min(ends[0], ends[1]), max(ends[0], ends[1]))
  }

  func yRange(_ low: Double, _ high: Double) -> (low: Double, high: Double) {
    let (start, end) = yAxis.isDownward ? (top, bottom) : (bottom, top)
    let ends = [
      low == -.infinity ? start : y(of: low) ?? start, high == .infinity ? end : y(of: high) ?? end,
    ]
    return (min(ends[0], ends[1]), max(ends[0], ends[1]))
  }
}
