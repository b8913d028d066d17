import Testing

@testable import Drawing

@Suite struct ChartSVGTests {
  /// Narrower than a telephone, a telephone, the usual width, a wide page.
  private static let widths = [200.0, 360, Chart.usualWidth, 1600]

  @Test(arguments: SampleCharts.all.map(\.name), widths)
  func everythingLiesWithinTheFrameAndNoTextsOverlap(name: String, width: Double) throws {
    let chart = try #require(SampleCharts.all.first { $0.name == name }?.chart)
    let drawn = try DrawnSVG(chart.svg(width: width))
    #expect(drawn.width == width)
    #expect(drawn.faults.isEmpty, "\(drawn.faults)")
    #expect(drawn.overlaps.isEmpty, "\(drawn.overlaps)")
    #expect(drawn.title == chart.title && drawn.details == chart.description)
  }

  /// A height is kept if the panels can have it.
  @Test func theHeightIsThatAskedFor() throws {
    let drawn = try DrawnSVG(SampleCharts.crowded.svg(width: 760, height: 600))
    #expect((drawn.height - 600).magnitude <= 1)
    #expect(drawn.faults.isEmpty)
  }

  /// In a picture that is too small for its texts and panels, everything is smaller.
  @Test(arguments: [(300.0, 200.0), (120, 60), (20, 400)])
  func smallPicturesHaveTheSizeThatWasAskedFor(width: Double, height: Double) throws {
    let text = SampleCharts.crowded.svg(width: width, height: height)
    let size = try #require(
      text.firstMatch(of: /width="([0-9.]+)" height="([0-9.]+)" viewBox="0 0 ([0-9.]+) ([0-9.]+)"/))
    let numbers = [size.1, size.2, size.3, size.4].compactMap { Double($0) }
    #expect(numbers[0] == width && numbers[1] <= height + 1)
    // The same scale in both directions.
    #expect((numbers[2] / numbers[0] - numbers[3] / numbers[1]).magnitude < 0.02 * numbers[2] / numbers[0])
  }

  /// Each line of the crowded chart is there, with its label at its end or, in a narrow picture, in the legend.
  @Test(arguments: widths) func everySeriesIsThere(width: Double) throws {
    let drawn = try DrawnSVG(SampleCharts.crowded.svg(width: width))
    for index in 0..<8 {
      let tone = "s\(index % ChartStyle.light.series.count)"
      #expect(
        drawn.attributes.contains {
          $0["class"] == tone && $0["stroke-width"] == "2" && ($0["d"] ?? "").filter { $0 == "L" }.count > 20
        })
      #expect(drawn.texts.contains { $0.text == "series \(index)" })
    }
    #expect(drawn.texts.contains { $0.text == "published 0.801" })
  }

  /// Several charts can stand in one page: no ids, no references, and every rule is about charts alone.
  @Test func chartsCanBeInlinedTogether() {
    for (_, chart) in SampleCharts.all {
      let svg = chart.svg()
      for part in [" id=", "url(", "href", "<script"] { #expect(!svg.contains(part)) }
    }
    for line in ChartStyle.styleSheet.split(separator: "\n") where line.contains("{") && !line.hasPrefix("@")
    {
      #expect(line.hasPrefix(".bnlab-figure ."), "\(line)")
    }
  }

  /// Text needs a contrast of 4.5 with the paper by WCAG 2 (success criterion 1.4.3), whichever colour it has.
  @Test(arguments: [ChartStyle.light, ChartStyle.dark]) func coloursAreReadable(theme: ChartStyle.Theme) {
    for colour in [theme.ink, theme.faint, theme.good, theme.bad] + theme.series {
      let contrast = Self.contrast(colour, theme.paper)
      #expect(contrast >= 4.5, "\(colour) on \(theme.paper): \(contrast)")
    }
    #expect(Set(theme.series).count == theme.series.count)
  }

  private static func contrast(_ one: String, _ other: String) -> Double {
    let values = [one, other].map { text -> Double in
      let number = Int(text.dropFirst(), radix: 16) ?? 0
      return RGB(number >> 16, number >> 8 & 255, number & 255).luminance
    }
    return ((values.max() ?? 0) + 0.05) / ((values.min() ?? 0) + 0.05)
  }

  @Test func namesAreEscaped() throws {
    let chart = Chart(title: "a < b & \"c\"\u{1}", description: "]]>", panels: [])
    let drawn = try DrawnSVG(chart.svg())
    #expect(drawn.title == "a < b & \"c\"" && drawn.details == "]]>")
  }
}
