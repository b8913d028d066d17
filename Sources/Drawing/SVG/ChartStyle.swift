/// The colours and the style sheet of figures.
///
/// All rules are scoped under one class, and no element has an id, so that several figures can stand in one HTML page. An
/// element names its colour by a class and uses it as `currentColor`. Programs that do not know media queries show the
/// light colours.
enum ChartStyle {
  static let fontFamily = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

  struct Theme {
    let paper: String
    let ink: String
    let faint: String
    let axis: String
    let grid: String
    let good: String
    let bad: String
    /// After the colours of Okabe and Ito, which colour-blind readers can tell apart, darker or lighter so that text in them
    /// is readable.
    let series: [String]
  }

  static let light = Theme(
    paper: "#ffffff", ink: "#1f2328", faint: "#59636e", axis: "#818b98", grid: "#e3e7ec", good: "#00795a",
    bad: "#c24d00",
    series: ["#0072b2", "#c24d00", "#00795a", "#a5448c", "#24292f", "#5b3fc4", "#8a6100"])
  static let dark = Theme(
    paper: "#0d1117", ink: "#f0f6fc", faint: "#9aa4af", axis: "#656c76", grid: "#262c34", good: "#2fc79a",
    bad: "#ff8f50",
    series: ["#56b4e9", "#ff8f50", "#2fc79a", "#e79ac8", "#e6edf3", "#a99bff", "#f0d442"])

  static func name(of tone: Tone) -> String {
    switch tone {
    case .series(let index): "s\(index % light.series.count)"
    case .ink: "ink"
    case .faint, .open: "faint"
    case .good: "good"
    case .bad: "bad"
    }
  }

  static let styleSheet = """
    \(rules(light))
    @media (prefers-color-scheme: dark) {
    \(rules(dark))
    }
    @media print {
    \(rules(light))
    }
    """

  private static func rules(_ theme: Theme) -> String {
    let colours =
      [
        ("paper", theme.paper), ("ink", theme.ink), ("faint", theme.faint), ("axis", theme.axis),
        ("grid", theme.grid), ("good", theme.good), ("bad", theme.bad),
      ] + theme.series.enumerated().map { ("s\($0.offset)", $0.element) }
    return colours.map { ".bnlab-figure .\($0.0) { color: \($0.1) }" }.joined(separator: "\n")
  }
}
