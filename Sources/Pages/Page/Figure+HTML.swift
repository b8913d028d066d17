import Drawing
import Plotting
import Reporting

extension PlottedFigure {
  private static let wide = 880.0
  private static let narrow = 340.0

  /// The figure, drawn once for wide windows and once for phones; the style sheet shows one of them.
  /// - Parameters:
  ///   - id: unique in the page.
  ///   - className: of the element.
  ///   - after: what belongs to the figure, below it.
  func html(id: String, className: String, after: [HTML] = []) -> HTML {
    tag(
      "figure", ["id": id, "class": className],
      all: [
        tag("figcaption", [:], .text(chart.title)),
        .markup(chart.svgElement(id: "\(id)--wide", className: "wide", width: Self.wide)),
        .markup(chart.svgElement(id: "\(id)--narrow", className: "narrow", width: Self.narrow)),
      ] + after)
  }

  /// A large figure, drawn once. Narrow windows scroll it.
  func htmlOfPicture(id: String) -> HTML {
    let title = chart.title
    return tag(
      "figure", ["id": id], tag("figcaption", [:], .text(title)),
      HTML.scrolling(
        title, .markup(chart.svgElement(id: "\(id)--wide", className: "picture", width: Self.wide))))
  }
}
